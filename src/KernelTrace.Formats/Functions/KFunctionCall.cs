using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Functions;

/// <summary>A call of a function of the kernel, from its entry to its end.</summary>
public sealed class KFunctionCall : KFunctionEvent
{
    private const int MostErrors = 4095; // kernel: MAX_ERRNO

    private readonly ulong? _return;
    private readonly long _duration, _self;
    private readonly List<KFunctionCall>? _children;

    /// <summary>A call.</summary>
    /// <param name="context">What all calls of the recording share.</param>
    /// <param name="task">Who the thread is.</param>
    /// <param name="call">The call.</param>
    public KFunctionCall(FunctionContext context, TaskIdentity task, in EndedCall<KFunctionCall> call)
        : base(context, task, call.Tid, call.Cpu, call.Time, call.Function, call.Caller, call.Parent, call.Arguments)
    {
        Depth = call.Depth;
        _duration = call.Duration;
        _self = call.SelfTime;
        _return = call.Return;
        _children = call.Children;
        OmittedChildren = call.OmittedChildren;
        EntryLost = call.EntryLost;
        Unfinished = call.Unfinished;
    }

    /// <summary>How many recorded calls it is in: 0 for the outermost.</summary>
    public int Depth { get; }

    /// <summary>From call to return, to 100 ns; null where the end was not seen.</summary>
    public TimeSpan? Duration => DurationNs is long ns ? TimeSpan.FromTicks(ns / 100) : null;

    /// <summary>Nanoseconds from call to return; null where the end was not seen.</summary>
    public long? DurationNs => _duration < 0 ? null : _duration;

    /// <summary>The duration less that of the recorded calls within it; null where not all of these are known.</summary>
    public TimeSpan? SelfTime => SelfTimeNs is long ns ? TimeSpan.FromTicks(ns / 100) : null;

    /// <summary>The same in nanoseconds.</summary>
    public long? SelfTimeNs => _self < 0 ? null : _self;

    /// <summary>What it returned, by the type that the kernel's types give it: an integer, or an address for pointers and where
    /// the type is not known; null where the kernel did not record it, or the function returns nothing.</summary>
    public object? Return => _return is ulong value && Traced.Return.Type != "VOID" ? KFunctionArgument.ValueOf(Traced.Return, value) : null;

    /// <summary>The name of the error that it returned, such as <c>ENOENT</c>; null where it is none.</summary>
    public string? ReturnError
    {
        get
        {
            long? number = Return switch
            {
                int value => value,
                long value => value,
                KernelAddress value => (long)value.Value,
                _ => null,
            };
            // of an unknown type, an int may stand in the lower half of the register alone
            if (Traced.Return.Kind == KernelParameterKind.Unknown && number is > uint.MaxValue - MostErrors and <= uint.MaxValue)
                number = (int)number.Value;
            return number is >= -MostErrors and < 0 ? ErrorNames.Find((int)-number.Value) : null;
        }
    }

    /// <summary>The calls within it, in their order; none unless a tree was asked for.</summary>
    public IReadOnlyList<KFunctionCall> Children => (IReadOnlyList<KFunctionCall>?)_children ?? [];

    /// <summary>Calls within it that were too many to be kept: <see cref="Children"/> holds 100,000 at the most.</summary>
    public long OmittedChildren { get; }

    /// <summary>Whether its entry was lost or lies before the recording: then arguments, caller and the calls within it are not
    /// known, and the time of the entry is that of the end less the duration.</summary>
    public bool EntryLost { get; }

    /// <summary>Whether its end was lost or lies behind the recording.</summary>
    public bool Unfinished { get; }

    /// <summary>The call as the kernel's text of the function graph shows it: a line, or, with children, a line for the entry,
    /// those of the children, and one for the end.</summary>
    public override string ToString() => CallText.Write(this);

    internal string Words => Signature();
}
