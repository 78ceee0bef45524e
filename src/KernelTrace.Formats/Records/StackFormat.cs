using System.Runtime.InteropServices;
using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Records;

/// <summary>Where the addresses are in a record that is a stack: <c>ftrace:kernel_stack</c> or <c>ftrace:user_stack</c>.
/// </summary>
/// <remarks>
/// The format says eight addresses; a record of the kernel's stack has as many as <c>size</c> says, up to its end
/// (<c>trace_stack_print</c>, <c>trace_user_stack_print</c>, <c>kernel/trace/trace_output.c</c>):
/// <code>
/// common fields | size | caller[size]          kernel
/// common fields | tgid | caller[8]             user: ends at the first 0
/// </code>
/// Either ends at an address of all ones.
/// </remarks>
public sealed class StackFormat
{
    private const string KernelStack = "ftrace:kernel_stack", UserStack = "ftrace:user_stack";

    private readonly int _count, _callers;

    private StackFormat(EventFormat format, FieldFormat count, FieldFormat callers)
    {
        Id = format.Id;
        IsUser = format.FullName == UserStack;
        _count = count.Offset;
        _callers = callers.Offset;
    }

    /// <summary>The event's number.</summary>
    public int Id { get; }

    /// <summary>Whether it is the stack of a process.</summary>
    public bool IsUser { get; }

    /// <summary>The layout of an event's stack; null where the event is none.</summary>
    public static StackFormat? Of(EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.FullName is not (KernelStack or UserStack)) return null;
        FieldFormat? callers = format.Fields.FirstOrDefault(field => field.Name == "caller");
        FieldFormat? count = format.Fields.FirstOrDefault(field => field.Name is "size" or "tgid");
        return callers is null || count is null ? null : new StackFormat(format, count, callers);
    }

    /// <summary>The addresses of a record, the innermost first.</summary>
    public ulong[] Addresses(ReadOnlySpan<byte> record)
    {
        if (record.Length <= _callers) return [];
        ReadOnlySpan<ulong> addresses = MemoryMarshal.Cast<byte, ulong>(record[_callers..]);
        if (IsUser)
        {
            int zero = addresses.IndexOf(0UL);
            if (zero >= 0) addresses = addresses[..zero];
        }
        else
        {
            int size = Number(record);
            if (size > 0 && size < addresses.Length) addresses = addresses[..size];
        }

        int end = addresses.IndexOf(ulong.MaxValue);
        return (end < 0 ? addresses : addresses[..end]).ToArray();
    }

    /// <summary>The process of a user's stack; 0 for one of the kernel.</summary>
    public int Pid(ReadOnlySpan<byte> record) => IsUser ? Number(record) : 0;

    private int Number(ReadOnlySpan<byte> record) =>
        record.Length >= _count + 4 ? MemoryMarshal.Read<int>(record[_count..]) : 0;
}
