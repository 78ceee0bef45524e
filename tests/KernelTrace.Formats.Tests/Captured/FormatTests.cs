using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Every format of every kernel line: parsed, its class emitted, and read from records of any bytes.</summary>
public sealed class FormatTests
{
    private static readonly SessionClock _clock = new("mono", 0, TimeZoneInfo.Utc);

    private static readonly ConcurrentDictionary<string, byte> _seen = new();

    public static TheoryData<string> Lines => CaptureList.Lines;

    /// <summary>The kernels whose modules were loaded for their formats.</summary>
    public static TheoryData<string> Guests => [.. FixtureArchive.Lines.Where(line => FixtureArchive.Of(line).Has("formats-modules.txt"))];

    [Theory, MemberData(nameof(Lines))]
    public void Every_format_is_parsed(string line)
    {
        FormatList formats = FormatList.Of(line);
        string expected = FixtureArchive.Of(line).Settings("kernel.txt")["formats"];

        Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), formats.All.Count);
        CommonLayout common = formats.Find("ftrace:print").Common;
        Assert.All(formats.All, format => Assert.Equal((common, 4), (format.Common, format.CommonFields.Count)));
        Assert.All(formats.All, format => Assert.NotEmpty(format.PrintFormat));
    }

    [Theory, MemberData(nameof(Guests))]
    public void Every_format_of_a_module_is_parsed(string line)
    {
        FormatList formats = FormatList.Of(line, "formats-modules.txt");

        Assert.True(formats.All.Count > 3000, $"only {formats.All.Count} formats");
        CommonLayout common = FormatList.Of(line).Find("ftrace:print").Common;
        Assert.All(formats.All, format => Assert.Equal((common, 4), (format.Common, format.CommonFields.Count)));
        // one has none in the kernel either
        Assert.Equal(["applespi:applespi_irq_received"], formats.All.Where(format => format.PrintFormat.Length == 0).Select(format => format.FullName));
    }

    /// <summary>Where a field cannot be told apart into a number or a text, it is bytes: that should be rare, but
    /// for the addresses of network devices.</summary>
    [Theory, MemberData(nameof(Lines))]
    public void Nearly_all_fields_have_a_type_of_their_own(string line)
    {
        FieldFormat[] fields = [.. FormatList.Of(line).All.SelectMany(format => format.Fields)];

        Assert.InRange(fields.Count(field => field.Kind == FieldKind.Bytes), 0, fields.Length / 25);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Every_class_is_read_from_records_of_any_bytes(string line)
    {
        var random = new Random(20_260_101);
        foreach (EventFormat format in FormatList.Of(line).All.Where(IsNew))
        {
            // as long as the format says, and shorter or longer
            byte[] zeros = new byte[format.FixedSize], noise = new byte[random.Next(format.FixedSize + 64)];
            random.NextBytes(noise);
            KTraceEvent empty = Read(format, zeros), any = Read(format, noise);
            foreach (FieldFormat field in format.Fields)
            {
                PropertyInfo property = any.GetType().GetProperty(field.PropertyName)!;
                bool named = property.PropertyType == typeof(KernelNamedValue);
                if (!named) Assert.Equal(field.ClrType, property.PropertyType);
                // a property reads its bytes in place where it can; the reader of all fields is the other way
                Assert.Equal(FieldReader.Read(field, zeros), Number(property.GetValue(empty)));
                object? value = Number(property.GetValue(any));
                if (noise.Length >= format.FixedSize || format.IsVariable) Assert.Equal(FieldReader.Read(field, noise), value);
            }

            Assert.Equal(format.Fields.Count, any.Fields.Count);
            Assert.StartsWith("           <...>-0 ", any.ToString());
        }
    }

    private static object? Number(object? value) => value is KernelNamedValue named ? named.Value : value;

    /// <summary>Most formats are the same in several lines, and then share one class: read once.</summary>
    private static bool IsNew(EventFormat format) => _seen.TryAdd(string.Join('\n', format.Fields
        .Select(field => $"{field} {field.Offset} {field.Size} {field.Signed} {field.Kind}").Prepend(format.FullName)), 0);

    private static KTraceEvent Read(EventFormat format, byte[] record) => EventClass.ConstructorOf(format)(
        new EventStamp(new EventContext(format, "captured", _clock), 0, TaskIdentity.Unknown, 0, 0, 0, 0), record);
}
