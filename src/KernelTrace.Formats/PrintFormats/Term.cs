using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>One value of a compiled <c>print fmt</c>. What lies outside a record reads as zero or as empty.</summary>
internal abstract class Term(CType type)
{
    public CType Type { get; } = type;

    /// <summary>The value where it is the same for all records.</summary>
    public virtual long? Constant => null;

    /// <summary>The value as a number, cut and extended by its type. A pointer into the record is only told from
    /// null.</summary>
    public abstract long Number(in PrintFrame frame);

    /// <summary>The bytes that an array holds or that a pointer points to, up to the end of what holds them; nothing
    /// where they are not in the record.</summary>
    public virtual ReadOnlySpan<byte> Bytes(in PrintFrame frame) => [];

    /// <summary>Whether <see cref="Bytes"/> has what the term points to.</summary>
    public virtual bool IsInRecord => false;

    /// <summary>Writes the value as <c>%s</c> does.</summary>
    /// <param name="frame">The record.</param>
    /// <param name="limit">The most bytes that are looked at: the precision; -1 for all.</param>
    public virtual void Write(in PrintFrame frame, int limit)
    {
        if (IsInRecord)
        {
            ReadOnlySpan<byte> bytes = Bytes(frame);
            if (limit >= 0 && limit < bytes.Length) bytes = bytes[..limit];
            frame.Output.AppendText(FieldReader.UpToNul(bytes));
            return;
        }

        int start = frame.Output.Length;
        var address = new KernelAddress((ulong)Number(frame));
        // a constant string of the kernel, such as a driver's name
        if (address.Value == 0) frame.Output.Append("(null)");
        else if (frame.Facts.TryFindText(address, out string? text)) frame.Output.Append(text);
        else frame.Output.Append(address.ToString());
        if (limit >= 0) frame.Output.Cut(start + limit);
    }
}
