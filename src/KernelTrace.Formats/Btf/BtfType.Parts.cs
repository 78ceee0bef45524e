using System.Text;

namespace KernelTrace.Formats.Btf;

/// <content>What a type is made of. The lists are made when asked for.</content>
public readonly partial record struct BtfType
{
    /// <summary>The members of a struct or union, by whatever name, as declared: an anonymous one is one member.</summary>
    /// <exception cref="BtfException">A type refers to itself.</exception>
    public IReadOnlyList<BtfMember> Members
    {
        get
        {
            BtfType type = Underlying;
            if (!type.IsAggregate) return [];
            var members = new BtfMember[type.Count];
            for (int i = 0; i < members.Length; i++) members[i] = type.Member(i);
            return members;
        }
    }

    /// <summary>The values of an enum, by whatever name.</summary>
    public IReadOnlyList<BtfEnumerator> Enumerators
    {
        get
        {
            BtfType type = Underlying;
            if (type.Kind is not (BtfKind.Enum or BtfKind.Enum64)) return [];
            var values = new BtfEnumerator[type.Count];
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<uint> words = type.Words[(3 + i * (type.Kind == BtfKind.Enum ? 2 : 3))..];
                values[i] = new BtfEnumerator(type.Text(words[0]), type.EnumeratorValue(words));
            }

            return values;
        }
    }

    /// <summary>The parameters of a function, a prototype or a pointer to one.</summary>
    /// <exception cref="BtfException">A type refers to itself.</exception>
    public IReadOnlyList<BtfParameter> Parameters
    {
        get
        {
            BtfType prototype = Prototype;
            if (prototype.Kind != BtfKind.Prototype) return [];
            var parameters = new BtfParameter[prototype.Count];
            for (int i = 0; i < parameters.Length; i++)
            {
                ReadOnlySpan<uint> words = prototype.Words[(3 + i * 2)..];
                parameters[i] = new BtfParameter(prototype.Text(words[0]), prototype._types!.Type((int)words[1]));
            }

            return parameters;
        }
    }

    /// <summary>What a function, a prototype or a pointer to one returns; <c>void</c> for all others.</summary>
    /// <exception cref="BtfException">A type refers to itself.</exception>
    public BtfType ReturnType => Prototype is { Kind: BtfKind.Prototype } prototype ? prototype.Target : default;

    /// <summary>The variables of a section.</summary>
    public IReadOnlyList<BtfVariable> Variables
    {
        get
        {
            if (Kind != BtfKind.DataSection) return [];
            var variables = new BtfVariable[Count];
            for (int i = 0; i < variables.Length; i++)
            {
                ReadOnlySpan<uint> words = Words[(3 + i * 3)..];
                variables[i] = new BtfVariable(_types!.Type((int)words[0]), words[1], words[2]);
            }

            return variables;
        }
    }

    /// <summary>The prototype of a function, of itself, or of what is pointed at; else what it is.</summary>
    private BtfType Prototype
    {
        get
        {
            BtfType type = Underlying;
            if (type.Kind == BtfKind.Pointer) type = type.Target.Underlying;
            return type.Kind == BtfKind.Function ? type.Target.Underlying : type;
        }
    }

    internal bool IsForwardUnion => Kind == BtfKind.Forward && Flag;

    private bool HasSignedValues => Flag || (Kind == BtfKind.Enum && !_types!.TellsSigns);

    /// <summary>Finds a member of a struct or union, by whatever name; also within anonymous structs and unions, whose
    /// place is counted in. <c>a.b</c> finds the member b of the member a.</summary>
    /// <exception cref="BtfException">A type refers to itself.</exception>
    public bool TryFindMember(string name, out BtfMember member)
    {
        ArgumentNullException.ThrowIfNull(name);
        return BtfMemberSearch.TryFind(this, name, out member);
    }

    internal int MemberCount => IsAggregate ? Underlying.Count : 0;

    /// <summary>Whether a member has a name, and which; nothing is made of it.</summary>
    internal ReadOnlySpan<byte> MemberName(int index) => _types!.NameAt(Words[3 + index * 3]);

    /// <summary>The type of a member and where it is.</summary>
    internal (BtfType Type, long BitOffset) MemberPlace(int index)
    {
        ReadOnlySpan<uint> words = Words[(3 + index * 3)..];
        return (_types!.Type((int)words[1]), Flag ? words[2] & 0xffffff : words[2]);
    }

    internal BtfMember Member(int index)
    {
        ReadOnlySpan<uint> words = Words[(3 + index * 3)..];
        (BtfType type, long offset) = MemberPlace(index);
        long bits = Flag ? words[2] >> 24 : 0;
        // without the flag, a bitfield has an integer type of its own that says which of its bits are meant
        if (!Flag && type.Underlying is { Kind: BtfKind.Int } integer && (integer.Words[3] & 0xff) != integer.Words[2] * 8)
        {
            bits = integer.Words[3] & 0xff;
            offset += integer.Words[3] >> 16 & 0xff;
        }

        bool bitfield = bits != 0;
        if (!bitfield) bits = type.Size is long size ? Product(size, 8) : 0;
        return new BtfMember(Text(words[0]), type, offset, bits, bitfield);
    }

    internal long EnumeratorValue(ReadOnlySpan<uint> words) =>
        Kind == BtfKind.Enum64 ? (long)((ulong)words[2] << 32 | words[1])
        : HasSignedValues ? (int)words[1] : words[1];

    private string Text(uint offset) => Encoding.UTF8.GetString(_types!.NameAt(offset));
}
