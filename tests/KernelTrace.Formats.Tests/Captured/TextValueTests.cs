using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Values whose length stands in the record: markers, raw data, stacks.</summary>
public sealed class TextValueTests
{
    public static TheoryData<string> Lines => CaptureList.Lines;

    [Theory, MemberData(nameof(Lines))]
    public void Markers_are_what_was_written(string line)
    {
        var seen = new StringBuilder();
        foreach ((CapturedRecord record, TextEvent text) in Of(line, "ftrace:print"))
        {
            const string Marker = "tracing_mark_write: ";
            // those of the kernel's own code name the function
            if (!text.Words.StartsWith(Marker, StringComparison.Ordinal)) continue;
            string expected = TextEvent.Utf8(text.Whole[Marker.Length..]).TrimEnd('\n');
            Assert.Equal(expected, ((string)record["buf"]!).TrimEnd('\n'));
            seen.AppendLine(expected);
        }

        Assert.Contains("two\nlines", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("ünïcödé ✓", seen.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Raw_markers_begin_with_their_number(string line)
    {
        foreach ((CapturedRecord record, TextEvent text) in Of(line, "ftrace:raw_data"))
        {
            string id = text.Words[2..text.Words.IndexOf(' ', 2)];
            Assert.Equal(id, Assert.IsType<uint>(record["id"]).ToString("x", CultureInfo.InvariantCulture));
        }
    }

    [Theory, MemberData(nameof(Lines))]
    public void Kernel_stacks_have_the_functions_of_the_text(string line)
    {
        var symbols = new CapturedSymbols(FixtureArchive.Of(line).Text("kallsyms"));
        int seen = 0, deepest = 0;
        foreach ((CapturedRecord record, TextEvent text) in Of(line, "ftrace:kernel_stack"))
        {
            string[] expected = [.. text.More.Where(item => item.StartsWith(" => ", StringComparison.Ordinal)).Select(item => item[4..])];
            ulong[] callers = Assert.IsType<ulong[]>(record["caller"]);
            Assert.Equal(expected.Length, callers.Length);
            Assert.Equal(record["size"], callers.Length);
            foreach ((string name, ulong caller) in expected.Zip(callers))
            {
                if (symbols.Find(caller) is string known && symbols.Has(name)) Assert.Equal(name, known);
            }

            deepest = Math.Max(deepest, callers.Length);
            seen++;
        }

        Assert.True(seen > 10 && deepest > 8, $"{seen} stacks, the deepest of {deepest}: the format says 8");
    }

    [Theory, MemberData(nameof(Lines))]
    public void User_stacks_have_the_addresses_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Of(line, "ftrace:user_stack"))
        {
            IEnumerable<string> expected = text.More.Where(item => item.StartsWith(" => ", StringComparison.Ordinal))
                .Select(item => item.Trim(' ', '=', '>', '<'));
            IEnumerable<ulong> callers = Assert.IsType<ulong[]>(record["caller"]).TakeWhile(address => address != 0);
            Assert.Equal(expected, callers.Select(address => address.ToString("x16", CultureInfo.InvariantCulture)));
            seen++;
        }

        Assert.True(seen > 10, $"only {seen} stacks");
    }

    [Theory, MemberData(nameof(Lines))]
    public void Arrays_of_arguments_have_the_numbers_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Of(line, "raw_syscalls:sys_enter"))
        {
            string list = text.Words[(text.Words.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
            ulong[] args = Assert.IsType<ulong[]>(record["args"]);
            Assert.Equal(list.Split(", "), args.Select(arg => arg.ToString("x", CultureInfo.InvariantCulture)));
            seen++;
        }

        Assert.True(seen > 10, $"only {seen} calls");
    }

    private static IEnumerable<(CapturedRecord Record, TextEvent Text)> Of(string line, string name) =>
        Capture.LineByLine(line).SelectMany(capture => capture.Pairs).Where(pair => pair.Record.Format.FullName == name);
}
