using System.Text.RegularExpressions;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The function graph. Its text has a layout of its own: an entry that its exit follows at once makes one line, and
/// an exit does not name its function.</summary>
public sealed partial class GraphTests
{
    public static TheoryData<string> Lines => [.. FixtureArchive.Lines.Where(line => FixtureArchive.Of(line).Captures.Contains(CaptureList.GraphTracer))];

    [Theory, MemberData(nameof(Lines))]
    public void Every_call_is_that_of_the_text(string line)
    {
        var capture = Capture.Of(line, CaptureList.GraphTracer);
        string[] text = capture.GraphText().Split('\n');
        int compared = 0;
        foreach (int cpu in capture.Cpus)
        {
            string[] expected = [.. text.Select(item => Call().Match(item)).Where(match => match.Success && match.Groups["cpu"].Value == $"{cpu}")
                .Select(match => match.Groups["call"].Value)];
            string[] ours = [.. Calls(capture, capture.Records(cpu))];
            Assert.Equal(expected, ours);
            compared += ours.Length;
        }

        Assert.True(compared > 50, $"only {compared} lines");
    }

    private static IEnumerable<string> Calls(Capture capture, List<CapturedRecord> records)
    {
        for (int i = 0; i < records.Count; i++)
        {
            CapturedRecord record = records[i];
            string words = new EventPrinter(record.Format, capture.Facts).Print(record.Data.Span);
            if (record.Format.Name == "print")
            {
                // a marker is a comment here
                yield return $"              |  /* {words["tracing_mark_write: ".Length..]} */";
            }
            else if (record.Format.Name == "funcgraph_exit")
            {
                yield return words[..(words.IndexOf('}', StringComparison.Ordinal) + 1)];
            }
            else if (record.Format.Name == "funcgraph_entry" && i + 1 < records.Count && records[i + 1] is { Format.Name: "funcgraph_exit" } exit
                && Equals(exit["func"], record["func"]) && $"{exit["depth"]}" == $"{record["depth"]}" && exit.Tid == record.Tid)
            {
                string duration = new EventPrinter(exit.Format, capture.Facts).Print(exit.Data.Span);
                yield return duration[..(duration.IndexOf('|', StringComparison.Ordinal) + 1)] + words[(words.IndexOf('|', StringComparison.Ordinal) + 1)..].Replace("() {", "();", StringComparison.Ordinal);
                i++;
            }
            else
            {
                yield return words;
            }
        }
    }

    [GeneratedRegex(@"^ +(?<cpu>\d+)\) (?<call>.*\|  .*)$")]
    private static partial Regex Call();
}
