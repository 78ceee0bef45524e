using System.Management.Automation;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Probes;
using KernelTrace.Interop;
using KernelTrace.Probes;

namespace PSKernelTrace.Errors;

/// <summary>The single table from exceptions to error records.</summary>
internal static class KernelErrors
{
    /// <summary>The record of an exception: its id is <c>"what,ERRNO"</c> or <c>"what,Reason"</c>.</summary>
    /// <param name="what">What was being done, as one word: <c>EnableTracepoint</c>.</param>
    /// <param name="exception">The refusal.</param>
    /// <param name="target">What it was done to.</param>
    public static ErrorRecord Record(string what, Exception exception, object? target) => exception switch
    {
        KernelException kernel => new ErrorRecord(kernel, $"{what},{kernel.ErrorName}", Category(kernel.ErrorName), target),
        ProbeException probe => new ErrorRecord(probe, $"{what},{probe.Reason}", Category(probe), target),
        ProbeArgumentException argument => new ErrorRecord(argument, $"{what},{argument.Reason}", ErrorCategory.InvalidArgument, target),
        UserSymbolException symbol => new ErrorRecord(symbol, $"{what},{symbol.Reason}", Category(symbol.Reason), target),
        FormatParseException => new ErrorRecord(exception, $"{what},UnreadableFormat", ErrorCategory.InvalidData, target),
        ArgumentException => new ErrorRecord(exception, $"{what},InvalidArgument", ErrorCategory.InvalidArgument, target),
        _ => new ErrorRecord(exception, $"{what},{exception.GetType().Name}", ErrorCategory.NotSpecified, target),
    };

    /// <summary>The record of something that is not there.</summary>
    public static ErrorRecord NotFound(string what, string message, object? target) =>
        new(new ItemNotFoundException(message), $"{what},NotFound", ErrorCategory.ObjectNotFound, target);

    /// <summary>Whether an exception is one that the table knows; others are mistakes of ours and pass.</summary>
    public static bool IsKnown(Exception exception) =>
        exception is KernelException or FormatParseException
        or ArgumentException or ProbeException or ProbeArgumentException or UserSymbolException;

    private static ErrorCategory Category(ProbeException probe) => probe.Reason switch
    {
        "Exists" => ErrorCategory.ResourceExists,
        "NotSupported" => ErrorCategory.NotImplemented,
        _ when probe.Reason.StartsWith("Unknown", StringComparison.Ordinal) => ErrorCategory.ObjectNotFound,
        _ when probe.Reason.StartsWith('E') => Category(probe.Reason),
        _ => ErrorCategory.InvalidArgument
    };

    private static ErrorCategory Category(UserSymbolReason reason) => reason switch
    {
        UserSymbolReason.NotFound or UserSymbolReason.Imported or UserSymbolReason.NoProcess or UserSymbolReason.NotMapped => ErrorCategory.ObjectNotFound,
        _ => ErrorCategory.InvalidArgument
    };

    private static ErrorCategory Category(string errno) => errno switch
    {
        "EPERM" or "EACCES" => ErrorCategory.PermissionDenied,
        "ENOENT" or "ENODEV" or "ESRCH" or "ENXIO" => ErrorCategory.ObjectNotFound,
        "EEXIST" => ErrorCategory.ResourceExists,
        "EBUSY" or "EAGAIN" => ErrorCategory.ResourceBusy,
        "EINVAL" or "E2BIG" or "ERANGE" or "EMSGSIZE" or "ENAMETOOLONG" => ErrorCategory.InvalidArgument,
        "ENOMEM" or "ENOSPC" or "EMFILE" or "ENFILE" => ErrorCategory.QuotaExceeded,
        "ENOSYS" or "EOPNOTSUPP" => ErrorCategory.NotImplemented,
        "EBADF" => ErrorCategory.InvalidOperation, // a marker that the session does not take
        "EROFS" => ErrorCategory.WriteError,
        "EIO" => ErrorCategory.DeviceError,
        _ => ErrorCategory.NotSpecified,
    };
}
