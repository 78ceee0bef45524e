namespace KernelTrace.Formats.Functions;

/// <summary>What a record of the function tracers is.</summary>
public enum FunctionRecordKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>A function was entered (tracer <c>function</c>).</summary>
    Function,

    /// <summary>A function was entered (tracer <c>function_graph</c>).</summary>
    Entry,

    /// <summary>A function was left (tracer <c>function_graph</c>).</summary>
    Exit,

    /// <summary>The kernel's stack of the record before it on the same CPU.</summary>
    Stack,

    /// <summary>A thread, or a process, was made (event <c>task:task_newtask</c>).</summary>
    NewTask,
}
