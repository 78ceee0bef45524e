using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Functions;

/// <summary>A function of the running kernel or of one of its modules. Whatever takes more than a look at its symbol is found
/// out when it is asked for.</summary>
public sealed class KFunction
{
    private readonly FunctionSnapshot _kernel;
    private readonly int _function;
    private FunctionPrototype? _prototype;

    internal KFunction(FunctionSnapshot kernel, int function)
    {
        KernelSymbol symbol = kernel.Functions[function];
        (_kernel, _function) = (kernel, function);
        (Name, Module, Size) = (symbol.Name, symbol.Module, (long)symbol.Size);
        Address = kernel.Functions.IsHidden ? null : new KernelAddress(symbol.Address);
    }

    /// <summary>Its name; functions of one name may be several.</summary>
    public string Name { get; }

    /// <summary>The module it is in; null for the kernel itself.</summary>
    public string? Module { get; }

    /// <summary>Where it begins; null where the kernel does not tell (<c>kptr_restrict</c>).</summary>
    public KernelAddress? Address { get; }

    /// <summary>Bytes up to the symbol behind it.</summary>
    public long Size { get; }

    /// <summary>Whether ftrace can trace it by this name; null where the kernel does not tell.</summary>
    public bool? Traceable => _kernel.Traceable?[_function];

    /// <summary>Whether kprobes refuse it, as they run through it themselves; null where the kernel does not tell.</summary>
    public bool? Blacklisted => _kernel.IsBlacklisted(_function);

    /// <summary>Whether a kprobe event can be set on it; null where the kernel does not tell.</summary>
    public bool? Probeable
    {
        get
        {
            if (Discarded || Padding || Blacklisted == true) return false;
            bool? hook = _kernel.HasHook(_function);
            if (hook == false && _kernel.Facts.Config.Find("CONFIG_KPROBE_EVENTS_ON_NOTRACE") != "y")
                return _kernel.Facts.Config.IsKnown ? false : null;
            // without ftrace nothing asks for its hook
            bool unknown = hook is null && _kernel.TraceableError!.ErrorName != "ENOENT";
            return unknown || Blacklisted is null ? null : true;
        }
    }

    /// <summary>Whether it was needed only to start the kernel: its memory has been given back.</summary>
    public bool Discarded => _kernel.Functions.IsInit(_function);

    /// <summary>Whether it is the bytes before a function (<c>__pfx_</c>, <c>__cfi_</c>), which are never run.</summary>
    public bool Padding => _kernel.Functions.IsPadding(_function);

    /// <summary>The name in the source: without what compilers add.</summary>
    public string BaseName => FunctionName.Parse(Name).Base;

    /// <summary>What the compiler made of the function of the base name, such as <c>isra</c>, <c>constprop</c>, <c>part</c> or
    /// <c>isra.cold</c>; null for the function itself.</summary>
    public string? Variant => FunctionName.Parse(Name).Variant;

    /// <summary>The variants that there are of the function, without itself.</summary>
    public IReadOnlyList<string> Variants => KernelFunctions.VariantsOf(_kernel, BaseName, Name);

    /// <summary>Other names of the same code.</summary>
    public IReadOnlyList<string> Aliases =>
        _kernel.Functions.AtSameAddress(_function).Select(other => _kernel.Functions[other].Name).Where(name => name != Name).Distinct().ToArray();

    /// <summary>How many functions have the name, each static in a file of its own. ftrace and kprobes by name mean all of them,
    /// or none.</summary>
    public int Occurrences => _kernel.Functions.Find(Name).Count;

    /// <summary>Whether the kernel's types have it with its prototype.</summary>
    public bool HasBtf => Known.Text is not null;

    /// <summary>The declaration in C: <c>long do_sys_openat2(int dfd, const char *filename, struct open_how *how)</c>. Null where
    /// the types have none, or several that differ; and for a variant, whose arguments are not those of the function.</summary>
    public string? Prototype => Known.Text;

    /// <summary>The parameters; null where there is no prototype.</summary>
    public IReadOnlyList<KFunctionParameter>? Parameters => Known.Parameters;

    /// <summary>The type in C that it returns; null where there is no prototype.</summary>
    public string? ReturnType => Known.ReturnType;

    /// <summary>What keeps it from being traced, or makes its name mean more or less than itself, in a few words; empty where
    /// there is nothing to be said.</summary>
    public string Note
    {
        get
        {
            var notes = new List<string>();
            if (Padding) notes.Add("padding");
            else if (Discarded) notes.Add("discarded");
            else if (Traceable == false) notes.Add(_kernel.HasHook(_function) == true && Variant is null ? "alias" : "notrace");
            if (Blacklisted == true) notes.Add("blacklisted");
            if (Occurrences is > 1 and int count) notes.Add($"{count} namesakes");
            return string.Join(", ", notes);
        }
    }

    private FunctionPrototype Known => _prototype ??= FunctionPrototype.Of(_kernel.Facts.Types, Name, Module);

    /// <inheritdoc/>
    public override string ToString() => Module is null ? Name : $"{Name} [{Module}]";
}
