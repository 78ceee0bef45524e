using System.Runtime.InteropServices;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>A number that is the same for all records.</summary>
internal sealed class ConstantTerm(CType type, long value) : Term(type)
{
    private readonly long _value = type.Fit(value);

    public override long? Constant => _value;

    public override long Number(in PrintFrame frame) => _value;
}

/// <summary>A number in the fixed part of the record.</summary>
internal sealed class NumberFieldTerm(CType type, int offset) : Term(type)
{
    public override long Number(in PrintFrame frame) => LoadTerm.Load(frame.Record, offset, Type);
}

/// <summary>A number in what another term points to.</summary>
internal sealed class LoadTerm(CType type, Term source, Term index) : Term(type)
{
    public override long Number(in PrintFrame frame)
    {
        long at = index.Number(frame);
        ReadOnlySpan<byte> bytes = source.Bytes(frame);
        return at < 0 || at >= bytes.Length ? 0 : Load(bytes, at * Type.Size, Type);
    }

    public static long Load(ReadOnlySpan<byte> bytes, long offset, CType type)
    {
        int size = type.IsInteger ? type.Size : 8;
        if (offset < 0 || offset + size > bytes.Length) return 0;
        ReadOnlySpan<byte> at = bytes[(int)offset..];
        return (size, type.Signed) switch
        {
            (1, true) => (sbyte)at[0],
            (1, false) => at[0],
            (2, true) => MemoryMarshal.Read<short>(at),
            (2, false) => MemoryMarshal.Read<ushort>(at),
            (4, true) => MemoryMarshal.Read<int>(at),
            (4, false) => MemoryMarshal.Read<uint>(at),
            (8, _) => MemoryMarshal.Read<long>(at),
            _ => 0,
        };
    }
}

/// <summary>A value cut to a type.</summary>
internal sealed class CastTerm(CType type, Term operand) : Term(type)
{
    public override bool IsInRecord => operand.IsInRecord;

    public override long Number(in PrintFrame frame) => Type.Fit(operand.Number(frame));

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame) => operand.Bytes(frame);

    public override void Write(in PrintFrame frame, int limit)
    {
        if (Type.IsInteger) base.Write(frame, limit);
        else operand.Write(frame, limit);
    }
}

/// <summary><c>!x</c>, <c>~x</c>, <c>-x</c></summary>
internal sealed class UnaryTerm(CType type, char mark, Term operand) : Term(type)
{
    public override long Number(in PrintFrame frame)
    {
        long value = operand.Number(frame);
        return mark switch
        {
            '!' => value == 0 ? 1 : 0,
            '~' => Type.Fit(~value),
            '-' => Type.Fit(-value),
            _ => Type.Fit(value),
        };
    }
}

/// <summary>A value computed from a number by a function of the kernel, such as <c>ntohs</c>.</summary>
internal sealed class FunctionTerm(CType type, Term operand, Func<long, long> function) : Term(type)
{
    public override long Number(in PrintFrame frame) => Type.Fit(function(operand.Number(frame)));
}

/// <summary><c>a &amp;&amp; b</c>, <c>a || b</c></summary>
internal sealed class LogicTerm(bool and, Term left, Term right) : Term(CType.Int)
{
    public override long Number(in PrintFrame frame) =>
        (and ? left.Number(frame) != 0 && right.Number(frame) != 0 : left.Number(frame) != 0 || right.Number(frame) != 0) ? 1 : 0;
}

/// <summary>A number in what another term points to, of as many bits as a member has.</summary>
internal sealed class BitsTerm(CType type, Term source, long bitOffset, int bitSize, bool signed) : Term(type)
{
    public override long Number(in PrintFrame frame)
    {
        ReadOnlySpan<byte> bytes = source.Bytes(frame);
        long first = bitOffset / 8, end = (bitOffset + bitSize + 7) / 8;
        if (end > bytes.Length) return 0;
        UInt128 value = 0;
        for (long i = end - 1; i >= first; i--) value = value << 8 | bytes[(int)i];
        long bits = (long)(ulong)(value >> (int)(bitOffset % 8)) << (64 - bitSize);
        return signed ? bits >> (64 - bitSize) : (long)((ulong)bits >> (64 - bitSize));
    }
}

/// <summary>A variable of the kernel, as it is when the words are made: the kernel itself looks no earlier.</summary>
internal sealed class VariableTerm(string name) : Term(CType.ULong)
{
    public override long Number(in PrintFrame frame) => frame.Facts.TryFindVariable(name, out ulong value) ? (long)value : 0;
}
