using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Words;

/// <summary>The fields of an entry by their names: the entries of ftrace differ a little from kernel to kernel.</summary>
internal sealed class EntryFields
{
    private readonly Dictionary<string, FieldFormat> _fields = new(StringComparer.Ordinal);

    public EntryFields(EventFormat format)
    {
        foreach (FieldFormat field in format.Fields) _fields.TryAdd(field.Name, field);
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>A number; 0 where the entry has no such field.</summary>
    public ulong Number(in PrintFrame frame, string name) =>
        _fields.TryGetValue(name, out FieldFormat? field) ? FieldReader.Unsigned(FieldReader.Bytes(field, frame.Record), field.Size) : 0;

    /// <summary>The bytes of an array; nothing where the entry has no such field.</summary>
    public ReadOnlySpan<byte> Bytes(in PrintFrame frame, string name) =>
        _fields.TryGetValue(name, out FieldFormat? field) ? FieldReader.Bytes(field, frame.Record) : [];
}
