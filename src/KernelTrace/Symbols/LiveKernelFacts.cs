using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Symbols;

/// <summary>What the running kernel tells of itself. Everything is read when first asked, and a fact that is not to be had,
/// for want of a right or of a kernel option, is just not found.</summary>
/// <remarks>Safe for several threads. Symbols and types, megabytes both, are shared by all of the process.</remarks>
public sealed class LiveKernelFacts : KernelFacts
{
    private static readonly ConditionalWeakTable<TracefsRoot, LiveKernelFacts> _byRoot = [];
    private static readonly ConditionalWeakTable<ISyscalls, KernelParts> _byKernel = [];

    private readonly KernelParts _kernel;
    private readonly KernelTexts _texts;
    private readonly TracefsRoot _root;

    private LiveKernelFacts(TracefsRoot root)
    {
        _kernel = _byKernel.GetValue(root.Syscalls, syscalls => new KernelParts(syscalls));
        _texts = new KernelTexts(root.Files, root.Path + "/printk_formats");
        _root = root;
    }

    /// <summary>The symbols of the kernel.</summary>
    public KernelSymbols Symbols => _kernel.Symbols;

    /// <summary>The types of the kernel.</summary>
    public KernelBtf Types => _kernel.Types;

    /// <summary>What the kernel was configured with.</summary>
    internal KernelConfig Config => _kernel.Config;

    /// <summary>The facts of the kernel that a tracefs belongs to; always the same for one root.</summary>
    public static LiveKernelFacts Of(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return _byRoot.GetValue(root, key => new LiveKernelFacts(key));
    }

    /// <inheritdoc/>
    public override Version? Release => _kernel.Config.KernelVersion;

    /// <inheritdoc/>
    public override bool TryFindSymbol(ulong address, out KernelSymbol symbol) => Symbols.TryFind(address, out symbol);

    /// <inheritdoc/>
    public override bool TryFindConstant(string name, out long value)
    {
        if (name != "HZ") return Types.TryFindEnumerator(name, out value);
        value = _kernel.Ticks.Value ?? 0;
        return value != 0;
    }

    /// <inheritdoc/>
    public override bool TryFindSize(string type, out int size)
    {
        bool found = Types.TryFindSize(type, out long bytes) && bytes <= int.MaxValue;
        size = found ? (int)bytes : 0;
        return found;
    }

    /// <summary>A member of a type by its C name; <c>a.b</c> is the member b of the member a.</summary>
    public override bool TryFindMember(string type, string name, out KernelMember member)
    {
        member = default;
        try
        {
            if (!Types.TryFindType(type, out BtfType found) || !found.TryFindMember(name, out BtfMember part)) return false;
            member = part.ToKernelMember();
            return true;
        }
        catch (BtfException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override bool TryFindVariable(string name, out ulong value)
    {
        value = 0;
        if (!Symbols.TryFind(name, out KernelSymbol symbol)) return false;
        // types tell few variables; then one that another follows closer than 8 bytes is as small as that
        long size = symbol.Size is 1 or 2 or 4 ? (long)symbol.Size : 8;
        if (Types.TryFind(BtfKind.Variable, name, out BtfType variable) && !TrySize(variable, out size)) return false;
        return _kernel.Memory.TryRead(symbol.Address, (int)size, out value);
    }

    /// <inheritdoc/>
    public override bool TryFindText(ulong address, [NotNullWhen(true)] out string? text)
    {
        lock (_texts) text = _texts.Find(address);
        return text is not null;
    }

    /// <summary>The event that an event probe is attached to, out of its definition:
    /// <c>e:opens/open syscalls.sys_enter_openat file=+0($filename):ustring</c>.</summary>
    public override bool TryFindAttachedEvent(string system, string name, [NotNullWhen(true)] out string? attached)
    {
        attached = null;
        if (_root.Files.TryRead(_root.Path + "/dynamic_events", out string text) < 0) return false;
        string start = $"e:{system}/{name} ";
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(start)) continue;
            ReadOnlySpan<char> rest = line[start.Length..];
            int end = rest.IndexOf(' ');
            attached = (end < 0 ? rest : rest[..end]).ToString();
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool TryFindParameters(string function, out IReadOnlyList<KernelParameter> parameters)
    {
        parameters = [];
        try
        {
            if (!Types.TryFindFunction(function, out BtfType found)) return false;
            parameters = [.. found.Parameters.Select(Parameter)];
            return true;
        }
        catch (BtfException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override bool TryFindReturn(string function, out KernelParameter type)
    {
        type = default;
        try
        {
            if (!Types.TryFindFunction(function, out BtfType found)) return false;
            type = Parameter("", found.ReturnType);
            return true;
        }
        catch (BtfException)
        {
            return false;
        }
    }

    private static KernelParameter Parameter(BtfParameter parameter) => Parameter(parameter.Name, parameter.Type);

    private static KernelParameter Parameter(string name, BtfType declared)
    {
        BtfType type = declared.Underlying;
        KernelParameterKind kind = type.Kind switch
        {
            BtfKind.Pointer => KernelParameterKind.Pointer,
            BtfKind.Int => type.IsSigned ? KernelParameterKind.Signed : KernelParameterKind.Unsigned,
            BtfKind.Enum => KernelParameterKind.Signed,
            BtfKind.Void => KernelParameterKind.Unknown,
            _ => KernelParameterKind.Aggregate,
        };
        return new KernelParameter(name, kind, (int)Math.Min(type.Size ?? 8, int.MaxValue), type.Kind.ToString().ToUpperInvariant());
    }

    /// <inheritdoc/>
    public override ICodeMap? MapOf(int pid) =>
        UserSymbols.Shared.MapsOf(pid) is ProcessMaps maps ? new ProcessCode(maps, UserSymbols.Shared) : null;

    private static bool TrySize(BtfType variable, out long size)
    {
        try
        {
            size = variable.Size ?? 0;
        }
        catch (BtfException)
        {
            size = 0;
        }

        return size is 1 or 2 or 4 or 8;
    }

    private sealed class KernelParts
    {
        public KernelParts(ISyscalls syscalls)
        {
            Symbols = new KernelSymbols(syscalls);
            Types = new KernelBtf(syscalls);
            Config = new KernelConfig(syscalls);
            Ticks = new KernelTicks(syscalls, Config);
            Memory = new KernelMemory(syscalls);
        }

        public KernelSymbols Symbols { get; }

        public KernelBtf Types { get; }

        public KernelConfig Config { get; }

        public KernelTicks Ticks { get; }

        public KernelMemory Memory { get; }
    }
}
