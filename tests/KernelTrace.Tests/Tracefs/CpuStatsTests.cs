using KernelTrace.Formats.Tests.Captured;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Tracefs;

public sealed class CpuStatsTests
{
    private const string Text = """
        entries: 319
        overrun: 381
        commit overrun: 2
        bytes: 10240
        oldest event ts:    47.192995
        now ts:    48.051409
        dropped events: 5
        read events: 7

        """;

    public static TheoryData<string> Lines => [.. FixtureArchive.Lines];

    [Fact]
    public void Every_counter_is_read()
    {
        CpuStats stats = CpuStats.Parse(3, Text);

        Assert.Equal(new CpuStats(3, 319, 381, 2, 10240, 5, 7, 48_051_409_000), stats);
        Assert.Equal(388, stats.Lost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("entries\noverrun: \nnow ts: \n: 5\n")]
    [InlineData("entries: many\nbytes: 99999999999999999999\nnow ts: x.y\n")]
    public void What_is_missing_or_no_number_counts_as_zero(string text) =>
        Assert.Equal(new CpuStats(0, 0, 0, 0, 0, 0, 0, 0), CpuStats.Parse(0, text));

    [Theory, MemberData(nameof(Lines))]
    public void Real_texts_have_a_time_and_as_many_events_as_there_are(string line)
    {
        FixtureArchive archive = FixtureArchive.Of(line);
        foreach (string name in archive.Captures)
        {
            string path = name + "/stats.cpu1";
            if (!archive.Has(path)) continue;
            string text = archive.Text(path);
            CpuStats stats = CpuStats.Parse(1, text);
            Assert.True(stats.Entries > 0 && stats.Bytes > 0 && stats.Now > 0, $"{path}: {stats}");
            // seconds and microseconds, or a plain number of the clock
            string now = text.Split('\n').Last(row => row.StartsWith("now ts:", StringComparison.Ordinal))[7..].Trim();
            string digits = now.Replace(".", "", StringComparison.Ordinal);
            Assert.Equal(digits + (now.Contains('.', StringComparison.Ordinal) ? "000" : ""), $"{stats.Now}");
        }
    }
}
