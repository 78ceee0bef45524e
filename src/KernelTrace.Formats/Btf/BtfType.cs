using System.Text;

namespace KernelTrace.Formats.Btf;

/// <summary>A type of the kernel. A value of two words that reads from the blob what it is asked; two are equal where they
/// are the same type of the same blob.</summary>
public readonly partial record struct BtfType
{
    /// <summary>No chain of names and qualifiers in a kernel is nearly as long; one that is has a cycle.</summary>
    private const int LongestChain = 64;

    private readonly BtfTypes? _types;

    internal BtfType(BtfTypes types, int id)
    {
        _types = id == 0 ? null : types; // void is the same everywhere
        Id = id;
    }

    /// <summary>Its number, unique among the types of its blob and of the blob's base; 0 for <c>void</c>.</summary>
    public int Id { get; }

    /// <summary>What it is.</summary>
    public BtfKind Kind => _types is null ? BtfKind.Void : (BtfKind)((Info >> 24) & 0x7f);

    /// <summary>Its bare name, without <c>struct</c>; empty for one that has none. The C type is what
    /// <see cref="ToString"/> gives.</summary>
    public string Name => _types is null ? "void" : Encoding.UTF8.GetString(NameBytes);

    /// <summary>What it refers to: what is pointed at, the elements of an array, the type behind another name or a
    /// qualifier, the prototype of a function, the type of a variable, what a prototype returns. <c>void</c> for all
    /// others.</summary>
    public BtfType Target => _types is null ? default
        : Kind == BtfKind.Array ? _types.Type((int)Words[3])
        : RefersByTarget(Kind) ? _types.Type((int)Words[2]) : default;

    /// <summary>The type without <c>const</c>, <c>volatile</c>, <c>restrict</c> and tags.</summary>
    /// <exception cref="BtfException">It refers to itself.</exception>
    public BtfType Unqualified => Behind(typedefs: false);

    /// <summary>The type without qualifiers and other names: what it is made of.</summary>
    /// <exception cref="BtfException">It refers to itself.</exception>
    public BtfType Underlying => Behind(typedefs: true);

    /// <summary>Whether it is a signed integer, or an enum with negative values, by whatever name.</summary>
    public bool IsSigned
    {
        get
        {
            BtfType type = Underlying;
            return type.Kind switch
            {
                BtfKind.Int => (type.Words[3] >> 24 & 1) != 0,
                BtfKind.Enum or BtfKind.Enum64 => type.HasSignedValues,
                _ => false
            };
        }
    }

    /// <summary>Whether it is a struct or union, by whatever name.</summary>
    public bool IsAggregate => Underlying.Kind is BtfKind.Struct or BtfKind.Union;

    /// <summary>Elements of an array; 0 for all others and for a flexible one.</summary>
    public long Length => Kind == BtfKind.Array ? Words[5] : 0;

    /// <summary>Bytes; null for what has no size: <c>void</c>, a function, a struct that is only named.</summary>
    /// <exception cref="BtfException">It refers to itself, or has no size that is a number of 63 bits.</exception>
    public long? Size
    {
        get
        {
            long factor = 1;
            BtfType type = this;
            for (int steps = 0; steps < LongestChain; steps++)
            {
                switch (type.Kind)
                {
                    case BtfKind.Int or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64
                        or BtfKind.Float or BtfKind.DataSection:
                        return Product(type.Words[2], factor);
                    case BtfKind.Pointer:
                        return Product(type._types!.PointerSize, factor);
                    case BtfKind.Array:
                        factor = Product(factor, type.Words[5]);
                        break;
                    case BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict or BtfKind.TypeTag
                        or BtfKind.Variable:
                        break;
                    default:
                        return null;
                }

                type = type.Target;
            }

            throw _types!.Error(Id, "the type refers to itself");
        }
    }

    internal ReadOnlySpan<byte> NameBytes => _types is null ? default : _types.NameAt(Words[0]);

    internal BtfTypes? Owner => _types;

    /// <summary>Its words in the blob, and what follows them.</summary>
    private ReadOnlySpan<uint> Words => _types!.Words[_types.StartOf(Id)..];

    private uint Info => _types is null ? 0 : Words[1];

    private bool Flag => Info >> 31 != 0;

    private int Count => (int)(Info & 0xffffff);

    /// <summary>Whether the third word of a kind is the number of another type.</summary>
    internal static bool RefersByTarget(BtfKind kind) => kind is BtfKind.Pointer or BtfKind.Typedef or BtfKind.Volatile
        or BtfKind.Const or BtfKind.Restrict or BtfKind.Function or BtfKind.Prototype or BtfKind.Variable
        or BtfKind.DeclarationTag or BtfKind.TypeTag;

    private BtfType Behind(bool typedefs)
    {
        BtfType type = this;
        for (int steps = 0; steps < LongestChain; steps++)
        {
            if (type.Kind is not (BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict or BtfKind.TypeTag)
                && !(typedefs && type.Kind == BtfKind.Typedef))
            {
                return type;
            }

            type = type.Target;
        }

        throw _types!.Error(Id, "the type refers to itself");
    }

    private long Product(long one, long other)
    {
        long product = Math.BigMul(one, other, out long low);
        return product == 0 && low >= 0 ? low : throw _types!.Error(Id, "the type is too large");
    }
}
