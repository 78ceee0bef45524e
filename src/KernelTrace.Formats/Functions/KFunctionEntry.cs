using System.Globalization;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Functions;

/// <summary>A function of the kernel was entered.</summary>
public sealed class KFunctionEntry : KFunctionEvent
{
    private readonly EventStack? _stack;

    /// <summary>An entry.</summary>
    /// <param name="context">What all entries of the recording share.</param>
    /// <param name="task">Who the thread is.</param>
    /// <param name="record">The record.</param>
    /// <param name="time">When, by the session's clock.</param>
    /// <param name="cpu">Where.</param>
    /// <param name="arguments">The arguments, a register each; null where they were not recorded.</param>
    /// <param name="stack">Where the kernel was; null where that was not recorded.</param>
    public KFunctionEntry(FunctionContext context, TaskIdentity task, FunctionRecordReader record, long time, int cpu, ulong[]? arguments,
        EventStack? stack = null)
        : base(context, task, record.Tid, cpu, time, record.Function, record.Caller, 0, arguments) => _stack = stack;

    private KFunctionEntry(KFunctionEntry entry, EventStack stack) : base(entry) => _stack = stack;

    /// <summary>The functions that the kernel was in, the innermost first; none where no stack was recorded.</summary>
    public IReadOnlyList<KTraceStackFrame> Stack => (IReadOnlyList<KTraceStackFrame>?)_stack ?? [];

    /// <summary>The same entry with its stack.</summary>
    public KFunctionEntry WithStack(EventStack stack) => new(this, stack);

    /// <summary>As the kernel's text: <c>cat-123 [001] 12.345678: vfs_read(…) &lt;-ksys_read</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Comm}-{Tid} [{Cpu:d3}] {TimestampNs / 1_000_000_000}.{TimestampNs / 1000 % 1_000_000:d6}: {Text}");

    /// <summary>Function and caller: <c>vfs_read(…) &lt;-ksys_read</c>.</summary>
    public string Text => Caller is null ? Signature() : $"{Signature()} <-{Caller}";
}
