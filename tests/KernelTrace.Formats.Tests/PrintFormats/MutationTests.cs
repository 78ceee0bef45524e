using KernelTrace.Formats.Events;
using KernelTrace.Formats.Tests.Captured;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Damaged formats of real events: words, or an error with line and column; never anything else.</summary>
public sealed class MutationTests
{
    private const int Sample = 200;

    /// <summary>Formats of all lines that differ, spread evenly; the longest take too long to be cut at every place.</summary>
    private static readonly Lazy<EventFormat[]> _sample = new(() =>
    {
        EventFormat[] all = [.. FixtureArchive.Lines.SelectMany(line => FormatList.Of(line).All).DistinctBy(format => format.PrintFormat)
            .Where(format => format.PrintFormat.Length < 700).OrderBy(format => format.FullName, StringComparer.Ordinal)];
        return [.. Enumerable.Range(0, Sample).Select(n => all[n * all.Length / Sample])];
    });

    public static TheoryData<int> Tenths => [.. Enumerable.Range(0, 10)];

    [Theory, MemberData(nameof(Tenths))]
    public void Every_deletion_of_1_to_9_characters(int tenth)
    {
        int words = 0, errors = 0;
        foreach (EventFormat format in _sample.Value.Where((_, index) => index % 10 == tenth))
        {
            foreach (string text in Mutations.Deletions(format.PrintFormat, 9)) Count(format, text, ref words, ref errors);
        }

        // both happen, or the test shows nothing
        Assert.True(words > 1000 && errors > 1000, $"{words} gave words, {errors} an error");
    }

    [Theory, MemberData(nameof(Tenths))]
    public void Random_damage(int tenth)
    {
        int words = 0, errors = 0;
        foreach (EventFormat format in _sample.Value.Where((_, index) => index % 10 == tenth))
        {
            for (int seed = 0; seed < 200; seed++) Count(format, Mutations.Mutate(format.PrintFormat + "  ", seed), ref words, ref errors);
        }

        Assert.True(words > 100 && errors > 100, $"{words} gave words, {errors} an error");
    }

    [Fact]
    public void Random_bytes()
    {
        var random = new Random(20_260_103);
        EventFormat format = Words.Format("\"\"");
        for (int round = 0; round < 20_000; round++)
        {
            char[] text = [.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(round % 2 == 0 ? 127 : 0x2030))];
            int words = 0, errors = 0;
            Count(format, (round % 3 == 0 ? "\"%s%d\", " : "") + new string(text), ref words, ref errors);
        }
    }

    private static void Count(EventFormat format, string text, ref int words, ref int errors)
    {
        var damaged = new EventFormat(format.System, format.Name, format.Id, format.CommonFields, format.Fields, text);
        var printer = new EventPrinter(damaged, FixtureFacts.Of("6.18"));
        if (printer.Error is null) words++;
        else if (printer.Error is { Line: > 0, Column: > 0 }) errors++;
        else Assert.Fail($"without a place: {printer.Error.Message}");
        Assert.NotNull(printer.Print(new byte[format.FixedSize + 16]));
    }
}
