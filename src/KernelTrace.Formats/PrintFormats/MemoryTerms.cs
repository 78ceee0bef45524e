using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>A field that holds bytes: an array, a struct, text, or what a <c>__data_loc</c> points to.</summary>
internal sealed class FieldTerm(CType type, FieldFormat field) : Term(type)
{
    public override bool IsInRecord => true;

    public override long Number(in PrintFrame frame) => 1;

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame) => FieldReader.Bytes(field, frame.Record);
}

/// <summary>The bytes that stand at a place in the fixed part of the record, such as <c>&amp;REC->field</c>.</summary>
internal sealed class AddressTerm(CType type, int offset, int size) : Term(type)
{
    public override bool IsInRecord => true;

    public override long Number(in PrintFrame frame) => 1;

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame) =>
        offset >= frame.Record.Length ? [] : frame.Record.Slice(offset, Math.Min(size, frame.Record.Length - offset));
}

/// <summary>What stands behind so many elements of what another term points to: <c>&amp;array[i]</c>.</summary>
internal sealed class OffsetTerm(CType type, Term source, Term offset, int scale) : Term(type)
{
    public override bool IsInRecord => true;

    public override long Number(in PrintFrame frame) => 1;

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame)
    {
        ReadOnlySpan<byte> bytes = source.Bytes(frame);
        long at = offset.Number(frame);
        return at < 0 || at > bytes.Length || at * scale > bytes.Length ? [] : bytes[(int)(at * scale)..];
    }
}

/// <summary><c>__get_dynamic_array_len(field)</c></summary>
internal sealed class LengthTerm(FieldFormat field) : Term(CType.Int)
{
    public override long Number(in PrintFrame frame) => field.Location is FieldLocation.DataLoc or FieldLocation.RelLoc
        ? (long)(FieldReader.Unsigned(frame.Record.Length >= field.Offset + 4 ? frame.Record[field.Offset..] : [], 4) >> 16)
        : FieldReader.Bytes(field, frame.Record).Length;
}
