using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Functions;

/// <summary>Where the fields are in the records of one event of the function tracers. They differ from kernel to kernel, and
/// are found by their names.</summary>
/// <remarks>
/// Source: <c>kernel/trace/trace_entries.h</c>:
/// <code>
/// function            common | ip | parent_ip | args[]              args: option func-args, kernel 6.15
/// funcgraph_entry     common | func | depth | args[]                args: option funcgraph-args, kernel 6.15
/// fgraph_retaddr_entry common | func | depth | retaddr | args[]     option funcgraph-retaddr, kernel 6.13
/// funcgraph_exit      common | func | [retval] | depth | overrun | calltime | rettime
/// kernel_stack        common | size | caller[size]
/// task:task_newtask   common | pid | comm[16] | clone_flags | ...   include/trace/events/task.h
/// </code>
/// </remarks>
internal sealed class FunctionRecordLayout
{
    private FunctionRecordLayout(EventFormat format, FunctionRecordKind kind)
    {
        Kind = kind;
        Function = Find(format, "func", "ip");
        Caller = Find(format, "parent_ip", "retaddr");
        Depth = Find(format, "depth");
        CallTime = Find(format, "calltime");
        ReturnTime = Find(format, "rettime");
        Return = Find(format, "retval");
        Arguments = Find(format, "args");
        Stack = StackFormat.Of(format);
        NewTid = Find(format, "pid");
        CloneFlags = Find(format, "clone_flags");
    }

    public FunctionRecordKind Kind { get; }

    public FieldFormat? Function { get; }

    public FieldFormat? Caller { get; }

    public FieldFormat? Depth { get; }

    public FieldFormat? CallTime { get; }

    public FieldFormat? ReturnTime { get; }

    public FieldFormat? Return { get; }

    public FieldFormat? Arguments { get; }

    public StackFormat? Stack { get; }

    public FieldFormat? NewTid { get; }

    public FieldFormat? CloneFlags { get; }

    public static FunctionRecordLayout Of(EventFormat? format)
    {
        FunctionRecordKind kind = format?.FullName switch
        {
            "ftrace:function" => FunctionRecordKind.Function,
            "ftrace:funcgraph_entry" or "ftrace:fgraph_retaddr_entry" => FunctionRecordKind.Entry,
            "ftrace:funcgraph_exit" => FunctionRecordKind.Exit,
            "task:task_newtask" => FunctionRecordKind.NewTask,
            "ftrace:kernel_stack" => FunctionRecordKind.Stack,
            _ => FunctionRecordKind.Other,
        };
        return format is null ? _other : new FunctionRecordLayout(format, kind);
    }

    private static readonly FunctionRecordLayout _other = new();

    private FunctionRecordLayout()
    {
    }

    private static FieldFormat? Find(EventFormat format, params string[] names) =>
        format.Fields.FirstOrDefault(field => names.Contains(field.Name, StringComparer.Ordinal));
}
