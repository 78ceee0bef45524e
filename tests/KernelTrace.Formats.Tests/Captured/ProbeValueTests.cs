using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Probes and synthetic events: strings, arrays, bit fields and signed numbers, which their text prints as
/// <c>name=value</c>.</summary>
public sealed partial class ProbeValueTests
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string line in FixtureArchive.Lines.Where(line => FixtureArchive.Of(line).Has("dynamic/trace.txt")))
            {
                data.Add(line, "fxk:ints", "how dfd low here");
                data.Add(line, "fxk:strings", "path comm");
                data.Add(line, "fxk:back", "fd");
                data.Add(line, "fxu:strings", "path argv0 comm argc");
                data.Add(line, "fxu:arrays", "bytes ptrs nums");
                data.Add(line, "fxu:ints", "u8 s8 x16 s32 u64 bits ptr");
                data.Add(line, "fxu:chars", "c cs");
                data.Add(line, "fxu:back", "ret");
                data.Add(line, "synthetic:fx_wake", "lat pid comm dyn prio again");
                data.Add(line, "fxf:switch", "preempt pid comm");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_properties_have_the_values_of_the_text(string line, string name, string values)
    {
        string[] wanted = values.Split(' ');
        var seen = new HashSet<string>();
        foreach ((CapturedRecord record, TextEvent text) in Capture.Of(line, "dynamic").Pairs)
        {
            if (record.Format.FullName != name) continue;
            foreach (Match match in Value().Matches(TextEvent.Utf8(text.Words)))
            {
                string field = match.Groups["name"].Value, value = match.Groups["value"].Value;
                if (!wanted.Contains(field) || value == "(fault)") continue;
                string property = record.Format.Fields.Single(item => item.Name == field).PropertyName;
                Assert.Equal(value, Words(record[property], value));
                seen.Add(field);
            }
        }

        // not every line takes every probe, but what was recorded has all of its fields
        Assert.True(seen.Count == wanted.Length || !Records(line, name), $"only {string.Join(' ', seen)} were compared");
    }

    [Fact]
    public void Every_kind_of_probe_was_recorded_by_some_line() =>
        Assert.All(Cases.Select(row => row.Data.Item2).Distinct(),
            name => Assert.Contains(Cases, row => row.Data.Item2 == name && Records(row.Data.Item1, name)));

    public static TheoryData<string> LinesWithStacks =>
        [.. FixtureArchive.Lines.Where(line => FixtureArchive.Of(line).Has("dynamic/trace.txt") && Records(line, "synthetic:fx_stack"))];

    /// <summary>The text names the functions, so only their number is compared; a synthetic stack begins with its
    /// length, and may end with zeros.</summary>
    [Theory, MemberData(nameof(LinesWithStacks))]
    public void A_synthetic_stack_is_an_array_of_addresses(string line)
    {
        foreach ((CapturedRecord record, TextEvent text) in Capture.Of(line, "dynamic").Pairs)
        {
            if (record.Format.FullName != "synthetic:fx_stack") continue;
            int lines = text.More.Count(item => item.StartsWith("=> ", StringComparison.Ordinal));
            ulong[] stack = Assert.IsType<ulong[]>(record["field_stack"]);
            Assert.InRange(stack[0], (ulong)lines, (ulong)stack.Length);
            Assert.Equal(lines, stack.Skip(1).TakeWhile(address => address is not (0 or ulong.MaxValue)).Count());
        }
    }

    private static bool Records(string line, string name) =>
        Capture.Of(line, "dynamic").Pairs.Any(pair => pair.Record.Format.FullName == name);

    /// <summary>A value in the form that the text has it.</summary>
    private static string Words(object? value, string like)
    {
        if (like.StartsWith('{'))
            return "{" + string.Join(',', ((IEnumerable)value!).Cast<object>().Select(item => Words(item, like[1..]))) + "}";
        if (like.StartsWith('\'')) return $"'{(char)Convert.ToByte(value, CultureInfo.InvariantCulture)}'";
        if (like.StartsWith('"')) return $"\"{value}\"";
        if (!like.StartsWith("0x", StringComparison.Ordinal)) return string.Create(CultureInfo.InvariantCulture, $"{value}");
        return value is KernelAddress ? $"{value}" : "0x" + ((IFormattable)value!).ToString("x", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<name>\w+)=(?<value>""[^""]*""|\{[^}]*\}|\(fault\)|\S+)")]
    private static partial Regex Value();
}
