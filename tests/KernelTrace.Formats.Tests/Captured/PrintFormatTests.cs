using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Every print fmt of every kernel line, its modules' too: parsed and compiled, and printed from records of any
/// bytes.</summary>
public sealed class PrintFormatTests
{
    public static TheoryData<string> Lines => CaptureList.Lines;

    [Theory, MemberData(nameof(Lines))]
    public void Every_print_fmt_compiles(string line)
    {
        string[] failed = [.. Failed(line).Where(item => UnprintableFormats.Reason(line, item.Format, item.Error) is null)
            .Select(item => $"{item.Format}: {item.Error.Message}")];

        Assert.True(failed.Length == 0, $"{failed.Length} of {All(line).Count()} formats have no words:\n  {string.Join("\n  ", failed)}");
    }

    [Fact]
    public void Every_known_exception_occurs() =>
        Assert.Empty(UnprintableFormats.Unused(FixtureArchive.Lines.SelectMany(line => Failed(line).Select(item => (line, item.Format, item.Error)))));

    [Fact]
    public void Nearly_all_formats_have_words()
    {
        foreach (string line in FixtureArchive.Lines)
        {
            var failed = Failed(line).ToList();
            int all = All(line).Count();
            TestContext.Current.TestOutputHelper?.WriteLine($"{line}: {all} formats, {failed.Count} without words");
            foreach (IGrouping<string?, (EventFormat, PrintFormatException)> reason in failed.GroupBy(item => UnprintableFormats.Reason(line, item.Format, item.Error)))
                TestContext.Current.TestOutputHelper?.WriteLine($"  {reason.Count()}: {reason.Key}");
            Assert.InRange(failed.Count, 0, all / 20);
        }
    }

    [Theory, MemberData(nameof(Lines))]
    public void Records_of_any_bytes_give_words(string line)
    {
        var random = new Random(20_260_102);
        foreach (EventFormat format in All(line).DistinctBy(format => format.PrintFormat))
        {
            var printer = new EventPrinter(format, FixtureFacts.Of(line));
            for (int size = 0; size < 3; size++)
            {
                byte[] noise = new byte[size == 0 ? random.Next(8) : random.Next(format.FixedSize + 200)];
                random.NextBytes(noise);
                Assert.NotNull(printer.Print(noise));
            }
        }
    }

    private static IEnumerable<(EventFormat Format, PrintFormatException Error)> Failed(string line) =>
        All(line).Select(format => (format, new EventPrinter(format, FixtureFacts.Of(line)).Error!)).Where(item => item.Item2 is not null);

    private static IEnumerable<EventFormat> All(string line)
    {
        FixtureArchive archive = FixtureArchive.Of(line);
        string[] lists = ["formats.txt", "formats-modules.txt", "dynamic/formats.txt"];
        return lists.Where(archive.Has).SelectMany(path => FormatList.Of(line, path).All);
    }
}
