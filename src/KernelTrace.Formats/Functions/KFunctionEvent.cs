using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Functions;

/// <summary>What an entry into a function and a call of one have in common.</summary>
public abstract class KFunctionEvent
{
    private readonly TracedFunction _function;
    private readonly TracedFunction? _caller;
    private readonly TaskIdentity _task;
    private readonly ulong[]? _registers;
    private readonly FunctionContext _context;
    private readonly ushort _cpu;

    private protected KFunctionEvent(FunctionContext context, TaskIdentity task, int tid, int cpu, long time, ulong function, ulong caller,
        ulong parent, ulong[]? registers)
    {
        _context = context;
        _task = task;
        _registers = registers;
        _function = context.Find(function);
        // where in the caller it was called from was not recorded: then the recorded function around it is told
        _caller = caller != 0 ? context.Find(caller) : parent != 0 ? context.Find(parent) : null;
        Tid = tid;
        _cpu = (ushort)cpu;
        TimestampNs = time;
        Address = function;
        CallerAddress = caller == 0 ? null : caller;
    }

    private protected KFunctionEvent(KFunctionEvent other)
    {
        (_context, _task, _registers, _function, _caller) = (other._context, other._task, other._registers, other._function, other._caller);
        (Tid, _cpu, TimestampNs, Address, CallerAddress) = (other.Tid, other._cpu, other.TimestampNs, other.Address, other.CallerAddress);
    }

    /// <summary>Wall time of the entry, to 100 ns; null where the session's clock does not count time.</summary>
    public DateTimeOffset? Timestamp => _context.Clock.ToWallTime(TimestampNs);

    /// <summary>Time of the entry by the session's clock, in nanoseconds.</summary>
    public long TimestampNs { get; }

    /// <summary>The function; its address where that has no name.</summary>
    public string Function => _function.Name;

    /// <summary>The function's module; null for the kernel itself.</summary>
    public string? Module => _function.Module;

    /// <summary>The function's address.</summary>
    public KernelAddress Address { get; }

    /// <summary>The function that called it; null where that is not known. Where the kernel records no return addresses, the
    /// nearest function around it that is recorded too.</summary>
    public string? Caller => _caller?.Name;

    /// <summary>The address that it returns to; null where the kernel did not record it.</summary>
    public KernelAddress? CallerAddress { get; }

    /// <summary>The arguments, by the kernel's types; none where the kernel did not record them, or has no types.</summary>
    public IReadOnlyList<KFunctionArgument> Arguments =>
        _registers is null ? [] : KFunctionArgument.Of(_function.Parameters, _registers);

    /// <summary>The CPU on which it was entered.</summary>
    public int Cpu => _cpu;

    /// <summary>The process (what the kernel calls tgid); null where it cannot be known.</summary>
    public int? Pid => _task.Pid;

    /// <summary>The thread (what the kernel calls pid).</summary>
    public int Tid { get; }

    /// <summary>The thread's name; <c>&lt;...&gt;</c> where it cannot be known.</summary>
    public string Comm => _task.Comm;

    /// <summary>Name of the session that recorded it; empty for the top-level buffer.</summary>
    public string Session => _context.Session;

    private protected FunctionContext Context => _context;

    internal TracedFunction Traced => _function;

    /// <summary>Name, module and arguments: <c>ext4_file_open [ext4](inode=0x…, filp=0x…)</c>.</summary>
    private protected string Signature()
    {
        string module = Module is null ? "" : $" [{Module}]";
        return $"{Function}{module}({string.Join(", ", Arguments)})";
    }
}
