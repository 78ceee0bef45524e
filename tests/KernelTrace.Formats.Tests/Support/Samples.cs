namespace KernelTrace.Formats.Tests.Support;

/// <summary>Formats as kernels print them.</summary>
internal static class Samples
{
    public static readonly string SchedSwitch = FormatText.Of("sched_switch",
        "\"prev_comm=%s prev_pid=%d\", REC->prev_comm, REC->prev_pid",
        FormatText.Field("char prev_comm[16]", 8, 16),
        FormatText.Field("pid_t prev_pid", 24, 4, signed: true),
        FormatText.Field("int prev_prio", 28, 4, signed: true),
        FormatText.Field("long prev_state", 32, 8, signed: true),
        FormatText.Field("char next_comm[16]", 40, 16),
        FormatText.Field("pid_t next_pid", 56, 4, signed: true),
        FormatText.Field("int next_prio", 60, 4, signed: true));

    public static readonly string SysEnterOpenat = FormatText.Of("sys_enter_openat",
        "\"dfd: 0x%08lx, filename: 0x%08lx, flags: 0x%08lx, mode: 0x%08lx\", ((unsigned long)(REC->dfd))",
        FormatText.Field("int __syscall_nr", 8, 4, signed: true),
        FormatText.Field("int dfd", 16, 8),
        FormatText.Field("const char * filename", 24, 8),
        FormatText.Field("int flags", 32, 8),
        FormatText.Field("umode_t mode", 40, 8));

    public static readonly string SchedWakeup = FormatText.Of("sched_wakeup",
        "\"comm=%s pid=%d prio=%d target_cpu=%03d\", REC->comm, REC->pid, REC->prio, REC->target_cpu",
        FormatText.Field("char comm[16]", 8, 16),
        FormatText.Field("pid_t pid", 24, 4, signed: true),
        FormatText.Field("int prio", 28, 4, signed: true),
        FormatText.Field("int target_cpu", 32, 4, signed: true));

    public static readonly string ProcessExec = FormatText.Of("sched_process_exec",
        "\"filename=%s pid=%d old_pid=%d\", __get_str(filename), REC->pid, REC->old_pid",
        FormatText.Field("__data_loc char[] filename", 8, 4),
        FormatText.Field("pid_t pid", 12, 4, signed: true),
        FormatText.Field("pid_t old_pid", 16, 4, signed: true));

    public static readonly string IpiSendCpumask = FormatText.Of("ipi_send_cpumask",
        "\"cpumask=%s callsite=%pS callback=%pS\", __get_cpumask(cpumask), REC->callsite, REC->callback",
        FormatText.Field("__data_loc cpumask_t cpumask", 8, 4),
        FormatText.Field("void * callsite", 16, 8),
        FormatText.Field("void * callback", 24, 8));

    public static readonly string Relative = FormatText.Of("relative", "\"%s\", __get_rel_str(name)",
        FormatText.Field("__rel_loc char[] name", 8, 4),
        FormatText.Field("__rel_loc u64[] list", 12, 4),
        FormatText.Field("bool flag", 16, 1));

    public static readonly string KernelStack = FormatText.Of("kernel_stack", "\"\\t=> %ps\", (void *)REC->caller[0]",
        FormatText.Field("int size", 8, 4, signed: true),
        FormatText.Field("unsigned long caller[8]", 16, 64));

    public static readonly string Print = FormatText.Of("print", "\"%ps: %s\", (void *)REC->ip, REC->buf",
        FormatText.Field("unsigned long ip", 8, 8),
        FormatText.Field("char buf[]", 16, 0));

    public static readonly (string System, string Text)[] All =
    [
        ("sched", SchedSwitch), ("syscalls", SysEnterOpenat), ("sched", SchedWakeup), ("sched", ProcessExec),
        ("ipi", IpiSendCpumask), ("test", Relative), ("ftrace", KernelStack), ("ftrace", Print),
    ];
}
