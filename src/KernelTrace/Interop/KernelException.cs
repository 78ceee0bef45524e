using KernelTrace.Formats.Probes;

namespace KernelTrace.Interop;

/// <summary>The kernel refused something: what was tried, on what, and the kernel's own answer.</summary>
public sealed class KernelException : IOException
{
    /// <summary>Characters of a target that a message shows: a path that is too long for the kernel is too long for a
    /// terminal too.</summary>
    private const int LongestTarget = 300;

    /// <summary>A refusal with its errno.</summary>
    /// <param name="operation">What was tried, as a verb: <c>write</c>.</param>
    /// <param name="target">On what: a path or a name.</param>
    /// <param name="errno">The kernel's error number, positive.</param>
    /// <param name="detail">What else is known: the kernel's error_log, or what would help; null for nothing.</param>
    public KernelException(string operation, string target, int errno, string? detail = null)
        : base($"{operation} {ProbeNames.Shown(target, LongestTarget)}: {Errno.Text(errno)} ({Errno.Name(errno)})" + (detail is null ? "" : ":\n" + detail))
    {
        Operation = operation;
        Target = target;
        ErrorNumber = errno;
        Detail = detail;
    }

    /// <summary>An error with a ready message.</summary>
    public KernelException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public KernelException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public KernelException()
    {
    }

    /// <summary>What was tried.</summary>
    public string Operation { get; } = "";

    /// <summary>On what.</summary>
    public string Target { get; } = "";

    /// <summary>The kernel's error number; 0 where there is none.</summary>
    public int ErrorNumber { get; }

    /// <summary>The error's name, such as <c>EINVAL</c>.</summary>
    public string ErrorName => Errno.Name(ErrorNumber);

    /// <summary>What else is known; null for nothing.</summary>
    public string? Detail { get; }
}
