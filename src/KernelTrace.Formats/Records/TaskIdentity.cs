namespace KernelTrace.Formats.Records;

/// <summary>Who a thread is: the name and the process that its events carry.</summary>
/// <param name="Comm">The thread's name (kernel: <c>comm</c>, at most 15 bytes); <c>&lt;...&gt;</c> where it is not
/// known, as the kernel itself prints it.</param>
/// <param name="Pid">The process (kernel: <c>tgid</c>); null where it is not known.</param>
public sealed record TaskIdentity(string Comm, int? Pid)
{
    /// <summary>A thread of which nothing is known.</summary>
    public static TaskIdentity Unknown { get; } = new("<...>", null);

    /// <summary>The idle thread of each CPU.</summary>
    public static TaskIdentity Idle { get; } = new("<idle>", 0);
}
