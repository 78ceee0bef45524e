using System.Globalization;
using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>From what the user asks for by name to what the kernel fetches by address: members become offsets, pointers
/// dereferences, and types what the kernel calls them.</summary>
/// <remarks>The offsets are those of the running kernel's BTF. A kernel that knows BTF arguments itself (6.5 and newer) would do
/// the same for simple paths; doing it here gives the same on those that do not, and elements, casts and anonymous members
/// everywhere.</remarks>
public sealed class ProbeArgumentCompiler(ProbeScope scope)
{
    private const int WordBits = 64, DeepestNesting = 8;

    /// <summary>Compiles what a user wrote.</summary>
    /// <param name="texts">Arguments; one text may hold several.</param>
    /// <returns>The fields, and for each the argument that it comes from.</returns>
    /// <exception cref="ProbeArgumentException">One cannot be: the message shows where.</exception>
    public IReadOnlyList<(ProbeField Field, ProbeArgument Argument)> Compile(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var fields = new List<(ProbeField Field, ProbeArgument Argument)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ProbeArgument argument in texts.SelectMany(ProbeArgument.Parse).SelectMany(Expand))
        {
            ProbeField field = Compile(argument);
            if (field.Name.Length > 0)
            {
                if (argument.Name.Length > 0 && names.Contains(field.Name))
                    throw new ProbeArgumentException("InvalidArgument", argument.Text, 0, $"The name '{field.Name}' is used twice.");
                field = field with { Name = ProbeNames.Free(field.Name, ProbeNames.LongestField, names.Contains) };
                names.Add(field.Name);
            }

            fields.Add((field, argument));
        }

        return fields;
    }

    /// <summary>Compiles one argument.</summary>
    /// <exception cref="ProbeArgumentException">It cannot be: the message shows where.</exception>
    public ProbeField Compile(ProbeArgument argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (argument.IsRaw) return new ProbeField(argument.Name, argument.Expression, argument.Type);
        MemberPath path = MemberPath.Parse(argument);
        try
        {
            ProbePlace place = Resolve(argument, path, out string last);
            return Finish(argument, place, argument.Name.Length > 0 ? argument.Name : Name(path), last);
        }
        catch (BtfException exception)
        {
            throw new ProbeArgumentException("BadBtf", argument.Text, argument.ExpressionAt, exception.Message);
        }
    }

    /// <summary>The type of what a path leads to.</summary>
    internal BtfType TypeOf(ProbeArgument argument) => Resolve(argument, MemberPath.Parse(argument), out _).Type;

    /// <summary><c>$arg*</c> stands for all arguments.</summary>
    private IEnumerable<ProbeArgument> Expand(ProbeArgument argument)
    {
        if (argument.Expression != "$arg*") return [argument];
        string[] names = [.. scope.Names.Where(name => name[0] != '$')];
        return names.Length > 0 ? names.Select(name => new ProbeArgument(argument.Text, "", name, 0, argument.Type))
            : throw new ProbeArgumentException("UnknownArgument", argument.Text, argument.ExpressionAt, Missing("$arg*"));
    }

    private ProbePlace Resolve(ProbeArgument argument, MemberPath path, out string last)
    {
        if (!scope.TryFind(path.Root, out ProbePlace place, out string? whyNot))
        {
            throw whyNot is not null ? new ProbeArgumentException("NotAvailable", argument.Text, path.RootAt, whyNot)
                : new ProbeArgumentException("UnknownArgument", argument.Text, path.RootAt, Missing(path.Root));
        }

        last = path.Root;
        if (path.Cast is not null) place = Cast(argument, path, place);
        foreach (MemberStep step in path.Steps)
        {
            if (place.IsUntyped) throw Untyped(argument, path);
            place = step.Member is null ? Element(argument, place, step) : Member(argument, place, step);
            last = step.Member ?? last;
        }

        for (int i = 0; i < path.Dereferences; i++)
        {
            if (place.IsUntyped) throw Untyped(argument, path);
            place = Element(argument, place, new MemberStep(null, 0, argument.ExpressionAt));
        }

        return place;
    }

    private ProbePlace Cast(ProbeArgument argument, MemberPath path, ProbePlace place)
    {
        string name = path.Cast!;
        BtfType type = default;
        bool found = scope.Types is not null && (scope.Types.TryFindType(name, out type) || scope.Types.TryFindType("struct " + name, out type));
        if (!found) throw new ProbeArgumentException("UnknownType", argument.Text, argument.ExpressionAt, $"BTF has no type '{name}'.");
        return new ProbePlace(Load(place), true, 0, type, place.IsUser);
    }

    private static ProbePlace Member(ProbeArgument argument, ProbePlace place, MemberStep step)
    {
        BtfType type = place.Type.Underlying;
        if (type.Kind == BtfKind.Pointer) (place, type) = (Pointed(place, type), type.Target.Underlying);
        if (!type.IsAggregate)
        {
            throw new ProbeArgumentException("NotAStruct", argument.Text, step.At,
                $"'{step.Member}' cannot be: what stands before it is {place.Type}, which has no members."
                + (type.Kind == BtfKind.Forward ? " BTF knows only its name: cast it to what it is." : ""));
        }

        if (!type.TryFindMember(step.Member!, out BtfMember member))
        {
            throw new ProbeArgumentException("UnknownMember", argument.Text, step.At,
                $"{type} has no member '{step.Member}'; it has {Listed(MemberNames(type, ""))}.");
        }

        return place with
        {
            IsTextPointer = false,
            BitOffset = place.BitOffset + member.BitOffset,
            Type = member.Type,
            BitSize = member.IsBitfield ? member.BitSize : 0,
        };
    }

    private static ProbePlace Element(ProbeArgument argument, ProbePlace place, MemberStep step)
    {
        BtfType type = place.Type.Underlying;
        if (type.Kind is not (BtfKind.Pointer or BtfKind.Array))
            throw new ProbeArgumentException("NotAnArray", argument.Text, step.At, $"{place.Type} has no elements.");
        BtfType element = type.Target;
        long size = element.Size ?? throw new ProbeArgumentException("Untyped", argument.Text, step.At,
            $"{place.Type}: what it points to has no size. Cast it to what it is, or give a type with the kernel's own +0(...).");
        if (type.Kind == BtfKind.Array && type.Length > 0 && step.Index >= type.Length)
            throw new ProbeArgumentException("OutOfRange", argument.Text, step.At, $"There are {type.Length} elements, numbered from 0.");
        if (type.Kind == BtfKind.Pointer) place = Pointed(place, type);
        return place with { BitOffset = place.BitOffset + step.Index * size * 8, Type = element };
    }

    /// <summary>What a pointer points to.</summary>
    private static ProbePlace Pointed(ProbePlace place, BtfType pointer) =>
        new(Load(place), true, 0, pointer.Target, place.IsUser || UserPointers.HasTag(pointer));

    /// <summary>The value of a place as one fetch argument.</summary>
    private static string Load(ProbePlace place) =>
        place.InMemory ? Deref(place.BitOffset / 8, place.Fetch, place.IsUser) : Word(place);

    /// <summary>A value in a register; of a struct in two, the second for what lies beyond the first.</summary>
    private static string Word(ProbePlace place)
    {
        long further = place.BitOffset / WordBits;
        return further == 0 ? place.Fetch
            : string.Create(CultureInfo.InvariantCulture, $"$arg{int.Parse(place.Fetch.AsSpan(4), CultureInfo.InvariantCulture) + further}");
    }

    private static string Deref(long offset, string address, bool isUser) =>
        string.Create(CultureInfo.InvariantCulture, $"+{(isUser ? "u" : "")}{offset}({address})");

    private static ProbeField Finish(ProbeArgument argument, ProbePlace place, string name, string last)
    {
        if (place.BitSize > 0) return Bitfield(argument, place, name);
        string? type = argument.Type ?? DefaultType(argument, place, last);
        if (type is null) return new ProbeField(name, Load(place), null);
        if (FetchTypes.IsFileName(type)) return FileName(argument, place, name, type);
        if (place.IsText) return new ProbeField(name, place.Fetch, type);
        if (FetchTypes.IsText(type) || FetchTypes.IsArray(type))
        {
            // what is asked for lies in memory: an array where it is, anything else is the address of it
            bool isHere = place.InMemory && !place.IsUntyped && place.Type.Underlying.Kind == BtfKind.Array;
            bool isUser = place.IsUser || (place.Type.Underlying.Kind == BtfKind.Pointer && UserPointers.HasTag(place.Type.Underlying));
            if (type == "string" && isUser) type = "ustring";
            return new ProbeField(name, isHere ? Deref(place.BitOffset / 8, place.Fetch, false) : Deref(0, Load(place), false), type);
        }

        if (!place.InMemory && place.BitOffset % WordBits != 0) return InUpperBits(argument, place, name, type);
        return new ProbeField(name, Load(place), type);
    }

    private static ProbeField Bitfield(ProbeArgument argument, ProbePlace place, string name)
    {
        if (argument.Type is not null)
            throw new ProbeArgumentException("InvalidType", argument.Text, argument.TypeAt, "A bitfield has its own type: leave yours out.");
        foreach (int container in (ReadOnlySpan<int>)[8, 16, 32, 64])
        {
            long start = place.BitOffset / container * container, within = place.BitOffset - start;
            if (within + place.BitSize > container || (!place.InMemory && container != WordBits)) continue;
            return new ProbeField(name, Load(place with { BitOffset = start }),
                string.Create(CultureInfo.InvariantCulture, $"b{place.BitSize}@{within}/{container}"));
        }

        throw new ProbeArgumentException("Unsupported", argument.Text, argument.ExpressionAt, "The bitfield lies across two words, which no probe can read.");
    }

    /// <summary>A member of a struct that lies in a register, above its lowest bits.</summary>
    private static ProbeField InUpperBits(ProbeArgument argument, ProbePlace place, string name, string type)
    {
        if (!int.TryParse(type.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits) || type[0] is not ('u' or 'x'))
        {
            throw new ProbeArgumentException("Unsupported", argument.Text, argument.ExpressionAt,
                "The member lies in the upper part of a register, where only unsigned numbers can be read.");
        }

        return new ProbeField(name, Word(place), string.Create(CultureInfo.InvariantCulture, $"b{bits}@{place.BitOffset % WordBits}/{WordBits}"));
    }

    /// <summary>The name of a file or dentry, by members, as kernels before 6.9 cannot.</summary>
    private static ProbeField FileName(ProbeArgument argument, ProbePlace place, string name, string type)
    {
        if (place.IsUntyped) return new ProbeField(name, Load(place), type);
        foreach (string member in (string[])[.. type == "%pD" ? (string[])["f_path", "dentry"] : [], "d_name", "name"])
            place = Member(argument, place, new MemberStep(member, 0, argument.TypeAt));
        return new ProbeField(name, Deref(0, Load(place), false), "string");
    }

    /// <summary>What a value is recorded as where the user does not say; null where the kernel is to decide.</summary>
    private static string? DefaultType(ProbeArgument argument, ProbePlace place, string last)
    {
        if (place.IsText) return "string";
        if (place.IsUntyped) return null;
        BtfType type = place.Type.Underlying;
        switch (type.Kind)
        {
            case BtfKind.Pointer when place.IsTextPointer || FetchTypes.PointsToText(type, last):
                return "string";
            case BtfKind.Array when !place.InMemory || type.Length == 0 && !FetchTypes.IsCharacter(type.Target):
                throw new ProbeArgumentException("Untyped", argument.Text, argument.ExpressionAt,
                    $"{place.Type} has a length that its type does not tell: name an element, or give a type such as u8[16].");
            case BtfKind.Array when FetchTypes.IsCharacter(type.Target):
                return "string";
            case BtfKind.Array when FetchTypes.OfNumber(type.Target) is string element:
                if (type.Length <= FetchTypes.MostElements) return string.Create(CultureInfo.InvariantCulture, $"{element}[{type.Length}]");
                throw new ProbeArgumentException("TooLong", argument.Text, argument.ExpressionAt,
                    $"{place.Type}: a field takes {FetchTypes.MostElements} elements; give a type such as {element}[{FetchTypes.MostElements}], or name an element.");
            case BtfKind.Struct or BtfKind.Union:
                throw new ProbeArgumentException("IsAStruct", argument.Text, argument.TypeAt - 1,
                    $"{place.Type} is no single value: name a member behind it. It has {Listed(MemberNames(type, ""))}.");
        }

        return FetchTypes.OfNumber(type)
            ?? throw new ProbeArgumentException("Unsupported", argument.Text, argument.ExpressionAt, $"{place.Type} is nothing that a probe can record.");
    }

    private string Missing(string name)
    {
        string what = name[0] == '$' ? $"{scope.Subject} has no '{name}'" : $"{scope.Subject} has no argument '{name}'";
        return scope.Names.Count > 0 ? $"{what}; it has {Listed(scope.Names)}." : $"{what}. {scope.Source}".TrimEnd();
    }

    private ProbeArgumentException Untyped(ProbeArgument argument, MemberPath path) => new("Untyped", argument.Text, path.RootAt,
        $"The type of '{path.Root}' is not known, and so its members are not. {scope.Source}".TrimEnd());

    /// <summary>Names of members that begin with a text, those of anonymous structs among them.</summary>
    internal static IReadOnlyList<string> MemberNames(BtfType type, string start)
    {
        var names = new List<string>();
        Collect(type, start, 0, names);
        return names;
    }

    private static void Collect(BtfType type, string start, int depth, List<string> names)
    {
        if (depth > DeepestNesting) return;
        foreach (BtfMember member in type.Members)
        {
            if (member.Name.Length == 0) Collect(member.Type, start, depth + 1, names);
            else if (member.Name.StartsWith(start, StringComparison.Ordinal)) names.Add(member.Name);
        }
    }

    private static string Listed(IEnumerable<string> names)
    {
        const int Most = 20;
        string[] some = [.. names.Take(Most + 1)];
        return string.Join(", ", some.Take(Most)) + (some.Length > Most ? ", ..." : "");
    }

    /// <summary><c>name</c> of <c>file->f_path.dentry->d_name.name</c>; <c>argv_1</c> of <c>argv[1]</c>; <c>retval</c>.</summary>
    private static string Name(MemberPath path)
    {
        string name = path.Root.TrimStart('$');
        foreach (MemberStep step in path.Steps)
            name = step.Member ?? string.Create(CultureInfo.InvariantCulture, $"{name}_{step.Index}");
        return ProbeNames.From(name, ProbeNames.LongestField);
    }
}
