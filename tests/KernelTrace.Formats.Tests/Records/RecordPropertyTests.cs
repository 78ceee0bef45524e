using CsCheck;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>Any bytes as a record of any format: all that the event shows can be read. A failure prints its seed.</summary>
public class RecordPropertyTests
{
    private static readonly (string Declaration, int Size, bool Signed)[] _kinds =
    [
        ("s8", 1, true), ("u8", 1, false), ("short", 2, true), ("u16", 2, false), ("int", 4, true), ("u32", 4, false),
        ("long", 8, true), ("u64", 8, false), ("bool", 1, false), ("void *", 8, false), ("void *", 4, false),
        ("char[16]", 16, false), ("u8[6]", 6, false), ("u16[3]", 6, false), ("int[3]", 12, true), ("long[2]", 16, true),
        ("void *[2]", 16, false), ("cpumask_t", 24, false), ("struct any", 13, false), ("__data_loc char[]", 4, false),
        ("__rel_loc char[]", 4, false), ("__data_loc u64[]", 4, false), ("__rel_loc int[]", 4, false),
        ("__data_loc cpumask_t", 4, false), ("__data_loc struct any[]", 4, false), ("char[]", 0, false), ("u32[]", 0, false),
    ];

    private static readonly Gen<(int Kind, int Gap)> _field = Gen.Select(Gen.Int[0, _kinds.Length - 1], Gen.Int[0, 5]);

    [Fact]
    public void Any_record_of_a_known_format() =>
        Gen.Byte.Array[0, 200].Sample(bytes => FuzzTargets.Record(bytes), iter: 5000);

    [Fact]
    public void Any_record_of_any_format() =>
        // a class is emitted for each format and stays: not too many
        Gen.Select(_field.List[0, 8], Gen.Byte.Array[0, 120].Array[8]).Sample((fields, records) =>
        {
            EventFormat format = Format(fields);
            foreach (byte[] record in records) FuzzTargets.ReadEverything(Decoding.Event(format, record));
        }, iter: 150);

    [Fact]
    public void Properties_and_Fields_agree_on_any_record_of_any_format() =>
        Gen.Select(_field.List[1, 6], Gen.Byte.Array[0, 120].Array[4]).Sample((fields, records) =>
        {
            EventFormat format = Format(fields);
            foreach (byte[] record in records)
            {
                KTraceEvent read = Decoding.Event(format, record);
                foreach (FieldFormat field in format.Fields)
                    Assert.Equal(read.Fields[field.Name], Decoding.Property(read, field.PropertyName));
            }
        }, iter: 100);

    private static EventFormat Format(List<(int Kind, int Gap)> fields)
    {
        int offset = 8;
        var lines = new List<string>();
        foreach ((int kind, int gap) in fields)
        {
            (string declaration, int size, bool signed) = _kinds[kind];
            offset += gap;
            string name = $"f{lines.Count}";
            int bracket = declaration.StartsWith("__", StringComparison.Ordinal) ? -1 : declaration.IndexOf('[');
            lines.Add(FormatText.Field(bracket < 0 ? $"{declaration} {name}" : declaration.Insert(bracket, " " + name), offset, size, signed));
            offset += size;
        }

        return FormatText.Parse("random", "event", [.. lines]);
    }
}
