using KernelTrace.Formats.Events;
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
        string[] failed = [.. All(line).Select(format => (Format: format, new EventPrinter(format, FixtureFacts.Of(line)).Error))
            .Where(item => item.Error is not null).Select(item => $"{item.Format}: {item.Error!.Message}")];

        Assert.True(failed.Length == 0, $"{failed.Length} of {All(line).Count()} formats have no words:\n  {string.Join("\n  ", failed)}");
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

    private static IEnumerable<EventFormat> All(string line)
    {
        FixtureArchive archive = FixtureArchive.Of(line);
        string[] lists = ["formats.txt", "formats-modules.txt", "dynamic/formats.txt"];
        return lists.Where(archive.Has).SelectMany(path => FormatList.Of(line, path).All);
    }
}
