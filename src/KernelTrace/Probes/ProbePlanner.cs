using System.Globalization;
using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Symbols;
using KernelTrace.Functions;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>From what a user asks for to the definition that the kernel takes. Writes nothing.</summary>
public sealed class ProbePlanner
{
    private const int LongestSymbol = 511; // KSYM_NAME_LEN, include/linux/kallsyms.h
    private const int MostFields = 128; // MAX_TRACE_ARGS, kernel/trace/trace_probe.h

    private readonly TracefsRoot _root;
    private readonly LiveKernelFacts _facts;
    private readonly Lazy<ProbeSyntax> _syntax;

    /// <summary>A planner for a kernel.</summary>
    public ProbePlanner(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        (_root, _facts) = (root, LiveKernelFacts.Of(root));
        _syntax = new Lazy<ProbeSyntax>(() => ProbeSyntax.Of(root));
    }

    /// <summary>A probe of a function of the kernel.</summary>
    /// <exception cref="ProbeException">A name cannot be, or the kernel has no such probes.</exception>
    /// <exception cref="ProbeArgumentException">An argument cannot be.</exception>
    public ProbePlan OfFunction(FunctionTarget target, ProbeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(settings);
        target = TakeApart(target);
        ProbeKind kind = target.IsFprobe ? ProbeKind.Fprobe : target.IsReturn ? ProbeKind.Kretprobe : ProbeKind.Kprobe;
        Require(kind);
        return Plan(settings, target.Name, Scope(target), target.Name + (target.IsReturn ? "__return" : ""), new ProbeDefinition
        {
            Kind = kind,
            Group = settings.Group,
            Event = "",
            // an fprobe's function stands alone: the kernel looks for it in all modules
            Target = target.Module is null || target.IsFprobe ? target.Name : $"{target.Module}:{target.Name}",
            Offset = target.Offset,
            IsReturn = target.IsReturn,
            MaxActive = target.MaxActive,
        });
    }

    /// <summary>The names that arguments may begin with at a function, for completion.</summary>
    public ProbeScope ScopeOf(FunctionTarget target) => Scope(TakeApart(target));

    /// <summary>The names that arguments may begin with at a tracepoint.</summary>
    public ProbeScope ScopeOfTracepoint(string name)
    {
        bool isKnown = TryFindTracepoint(name, out BtfType type);
        return new FunctionScope(name, type, ProbeMachine.Own, skip: 1)
        {
            Types = _facts.Types.Kernel,
            WhyNoTypes = isKnown ? null : NoTypes(name),
        };
    }

    /// <summary>The names that arguments may begin with at another event.</summary>
    public ProbeScope ScopeOf(EventName name) => new EventScope(name, _root.Format(name), _facts.Types.Kernel);

    /// <summary>A probe of a function of a program or library.</summary>
    /// <exception cref="ProbeException">A name cannot be, or the kernel has no such probes.</exception>
    /// <exception cref="ProbeArgumentException">An argument cannot be.</exception>
    /// <exception cref="UserSymbolException">The program has no such function.</exception>
    public ProbePlan OfProgram(UserProgram program, string symbol, long offset, bool isReturn, ProbeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(settings);
        ProbeKind kind = isReturn ? ProbeKind.Uretprobe : ProbeKind.Uprobe;
        Require(kind);
        (symbol, offset) = WithOffset(symbol, offset);
        UserFunction function = program.Find(symbol);
        if (isReturn && offset != 0) throw new ProbeException("NotAnEntry", "-Return needs a function's beginning: leave -Offset out.");
        var scope = new UserScope(symbol, program.Machine) { IsReturn = isReturn };
        ProbePlan plan = Plan(settings, symbol, scope, (function.DemangledName ?? function.Name) + (isReturn ? "__return" : ""), new ProbeDefinition
        {
            Kind = kind,
            Group = settings.Group,
            Event = "",
            Target = program.ProbePath,
            Offset = (ulong)function.OffsetAt(offset),
            IsReturn = isReturn,
        });
        return function.IsIndirect ? plan with
        {
            Warnings = [$"{symbol} is a function that chooses another one when a program starts (IFUNC): the probe is hit by the choice, not by the calls."],
        }
        : plan;
    }

    /// <summary>A probe of a mark that a program's author put into it (USDT), at all places where it stands.</summary>
    /// <exception cref="ProbeException">A name cannot be, or the kernel has no such probes.</exception>
    /// <exception cref="ProbeArgumentException">An argument cannot be.</exception>
    /// <exception cref="UserSymbolException">The program has no such mark.</exception>
    public ProbePlan OfMark(UserProgram program, string mark, ProbeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(settings);
        Require(ProbeKind.Uprobe);
        IReadOnlyList<UsdtMark> places = program.FindMarks(mark);
        ProbePlan[] plans = [.. places.Select(place => Plan(
            settings.Arguments.Count > 0 ? settings : settings with { Arguments = MarkScope.AllOf(place) }, mark,
            new MarkScope(place), $"{place.Provider}_{place.Name}", new ProbeDefinition
            {
                Kind = ProbeKind.Uprobe,
                Group = settings.Group,
                Event = "",
                Target = program.ProbePath,
                Offset = (ulong)place.FileOffset,
                CounterOffset = (ulong)place.SemaphoreFileOffset,
            }))];
        string[] left = [.. places[0].Arguments.Where(one => one.ToFetchArgument() is null).Select(one => $"{one}: {one.Reason}")];
        return plans[0] with
        {
            Further = [.. plans.Skip(1).Select(plan => plan.Definition)],
            Warnings = left.Length > 0 && settings.Arguments.Count == 0 ? [$"Left out, since no probe can fetch it: {string.Join("; ", left)}"] : [],
        };
    }

    /// <summary>A probe of another event.</summary>
    /// <param name="name">The event.</param>
    /// <param name="filter">A condition in the kernel's filter language; null for none.</param>
    /// <param name="settings">What is recorded, and under which name.</param>
    /// <exception cref="ProbeException">A name cannot be, or the kernel has no such probes.</exception>
    /// <exception cref="ProbeArgumentException">An argument cannot be.</exception>
    public ProbePlan OfEvent(EventName name, string? filter, ProbeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Require(ProbeKind.Eprobe);
        if (filter?.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0) throw new ProbeException("BadFilter", "A filter is one line.");
        return Plan(settings, name.ToString(), ScopeOf(name), name.Event, new ProbeDefinition
        {
            Kind = ProbeKind.Eprobe,
            Group = settings.Group,
            Event = "",
            Target = $"{name.System}.{name.Event}",
            Filter = string.IsNullOrWhiteSpace(filter) ? null : filter.Trim(),
        });
    }

    /// <summary>A probe of a tracepoint, also one that has no event: its arguments are those that the kernel's code hands over.</summary>
    /// <exception cref="ProbeException">A name cannot be, or the kernel has no such probes.</exception>
    /// <exception cref="ProbeArgumentException">An argument cannot be.</exception>
    public ProbePlan OfTracepoint(string name, ProbeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(settings);
        Require(ProbeKind.Tprobe);
        if (!ProbeNames.IsIdentifier(name))
            throw new ProbeException("UnknownTracepoint", $"'{ProbeNames.Shown(name)}' cannot be the name of a tracepoint: it has no subsystem, as in sched_switch.");
        if (!TryFindTracepoint(name, out _) && !_facts.Symbols.TryFind("__tracepoint_" + name, out _))
        {
            IReadOnlyList<string> near = NearNames.Find(name, _root.EventNames().Select(item => item.Event));
            throw new ProbeException("UnknownTracepoint", $"This kernel has no tracepoint '{name}'."
                + (near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : ""));
        }

        return Plan(settings, name, ScopeOfTracepoint(name), name, new ProbeDefinition { Kind = ProbeKind.Tprobe, Group = settings.Group, Event = "", Target = name });
    }

    private ProbePlan Plan(ProbeSettings settings, string target, ProbeScope scope, string defaultName, ProbeDefinition definition)
    {
        if (ProbeNames.WhyNot("group", settings.Group, ProbeNames.LongestEvent) is string badGroup) throw new ProbeException("BadName", badGroup);
        if (settings.Name is not null && ProbeNames.WhyNot("probe", settings.Name, ProbeNames.LongestEvent) is string badName)
            throw new ProbeException("BadName", badName);
        IReadOnlyList<(ProbeField Field, ProbeArgument Argument)> fields = new ProbeArgumentCompiler(scope).Compile(settings.Arguments);
        // kernels before 6.12 take the first of them, and drop the others without a word
        if (fields.Count > MostFields)
            throw new ProbeException("TooManyArguments", $"{fields.Count} arguments are too many: the kernel records {MostFields} at a probe.");
        string name = settings.Name ?? ProbeNames.Free(ProbeNames.From(defaultName, ProbeNames.LongestEvent), ProbeNames.LongestEvent,
            free => Directory.Exists(_root.EventPath(new EventName(settings.Group, free))));
        definition = definition with { Event = name, Fields = [.. fields.Select(one => one.Field)] };
        return new ProbePlan(definition, target, [.. fields.Select(one => one.Argument)]);
    }

    /// <summary>The function that a tracepoint's callers call: what it takes behind the tracepoint's own data is what a probe
    /// sees. Of the functions that are made for each, the stub (6.5 and newer) and the iterator (5.10 and newer) have names
    /// of their parameters; the type of those that register has none.</summary>
    private bool TryFindTracepoint(string name, out BtfType type) =>
        _facts.Types.TryFindFunction("__probestub_" + name, out type) || _facts.Types.TryFindFunction("__traceiter_" + name, out type)
        || _facts.Types.TryFind(BtfKind.Typedef, "btf_trace_" + name, out type);

    private void Require(ProbeKind kind)
    {
        if (!_syntax.Value.Has(kind)) throw ProbeRefusal.NotSupported(kind);
    }

    private static FunctionTarget TakeApart(FunctionTarget target)
    {
        (string name, long offset) = WithOffset(target.Name, (long)target.Offset);
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && target.Module is null) target = target with { Module = name[..colon] };
        name = name[(colon + 1)..];
        foreach (string part in (string[])[name, target.Module ?? "m"])
        {
            // dots are the compiler's, a dollar sign is Rust's
            if (part.Length is 0 or > LongestSymbol || part.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '$' or '-')))
            {
                throw new ProbeException("BadName", $"'{ProbeNames.Shown(part)}' cannot be the name of a function or module of the kernel"
                    + (part.Length > LongestSymbol ? $": it has {part.Length} characters." : "."));
            }
        }

        if (target.IsReturn && offset != 0) throw new ProbeException("NotAnEntry", "-Return needs a function's beginning: leave -Offset out.");
        if (target.IsFprobe && offset != 0) throw new ProbeException("NotAnEntry", "A function probe is at a function's beginning or return: leave -Offset out.");
        return target with { Name = name, Offset = (ulong)offset };
    }

    /// <summary><c>name+0x10</c> is a name and an offset.</summary>
    private static (string Name, long Offset) WithOffset(string text, long offset)
    {
        int plus = text.LastIndexOf('+');
        if (plus <= 0) return (text, offset);
        ReadOnlySpan<char> number = text.AsSpan(plus + 1);
        bool isHex = number.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return long.TryParse(isHex ? number[2..] : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out long more) && more >= 0 ? (text[..plus], offset + more) : (text, offset);
    }

    private FunctionScope Scope(FunctionTarget target)
    {
        bool isAddress = target.Name.StartsWith("0x", StringComparison.Ordinal);
        FunctionName name = FunctionName.Parse(target.Name);
        BtfType function = name.Variant is null && !isAddress ? Find(target, out bool differ) : Nothing(out differ);

        return new FunctionScope(target.Name, function, ProbeMachine.Own)
        {
            IsReturn = target.IsReturn,
            Types = _facts.Types.Kernel,
            WhyNoArguments = WhyNoArguments(target),
            WhyNoTypes = function.Kind != BtfKind.Void ? null
                : name.Variant is not null ? $"{target.Name} was made by the compiler, which may have changed its arguments: name registers (%di)."
                : differ ? $"There are several functions {target.Name} with different arguments: name registers (%di), or $arg1 and on."
                : isAddress ? "At an address no arguments are known: name registers (%di)."
                : NoTypes(target.Name),
        };
    }

    /// <summary>The function in BTF; nothing where there are several of the name that do not agree.</summary>
    private BtfType Find(FunctionTarget target, out bool differ)
    {
        IReadOnlyList<BtfType> found = _facts.Types.FindFunctions(target.Name, target.Module);
        if (found.Count == 0 && target.Module is null && _facts.Types.TryFindFunction(target.Name, out BtfType inModule)) found = [inModule];
        differ = found.Select(one => one.ToString()).Distinct().Count() > 1;
        return found.Count == 0 || differ ? default : found[0];
    }

    private static BtfType Nothing(out bool differ)
    {
        differ = false;
        return default;
    }

    private string? WhyNoArguments(FunctionTarget target)
    {
        if (target.Offset > 0) return "Behind a function's entry its arguments may have moved: name a register (%di).";
        if (!target.IsReturn || _syntax.Value.HasArgumentsAtReturn) return null;
        return "This kernel cannot record arguments at a function's return (6.9 and newer can): record them with a second probe at its entry.";
    }

    private string NoTypes(string name) => _facts.Types.WhyNone is string why ? $"There are no types: {why}."
        : KernelFunctions.Of(_root).Explain(name) is { Kind: not (FunctionFindingKind.Traceable or FunctionFindingKind.Unknown) } finding ? finding.Text
        : $"BTF says nothing of {name}: name registers (%di), or $arg1 and on.";
}
