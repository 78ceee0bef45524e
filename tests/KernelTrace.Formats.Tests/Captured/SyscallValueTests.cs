using System.Globalization;
using System.Text.RegularExpressions;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Arguments and results of system calls. Their text is hex without 0x up to 6.12, with 0x in 6.18; in 7.3 a
/// number without 0x is decimal, or octal behind a 0, and what a pointer points at stands in quotes.</summary>
public sealed partial class SyscallValueTests
{
    public static TheoryData<string> Lines => CaptureList.Lines;

    public static TheoryData<string> LinesWithContents => ["7.3"];

    [Theory, MemberData(nameof(Lines))]
    public void Arguments_have_the_bits_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Calls(line, "sys_enter_"))
        {
            foreach (Match match in Argument().Matches(text.Words))
            {
                FieldFormat field = Assert.Single(record.Format.Fields, field => field.Name == match.Groups["name"].Value);
                // the kernel prints the register, the property has the width of the C type
                ulong expected = Number(match.Groups["value"].Value, line), mask = ulong.MaxValue >> (64 - field.ElementSize * 8);
                ulong actual = Bits(record[field.PropertyName]);
                Assert.True((expected & mask) == (actual & mask), $"{field} of '{text.Words}' is {actual:x}");
                seen++;
            }
        }

        Assert.True(seen > 500, $"only {seen} arguments were compared");
    }

    [Theory, MemberData(nameof(Lines))]
    public void Results_are_those_of_the_text(string line)
    {
        int failed = 0;
        foreach ((CapturedRecord record, TextEvent text) in Calls(line, "sys_exit_"))
        {
            string value = text.Words[(text.Words.IndexOf(" -> ", StringComparison.Ordinal) + 4)..];
            long result = Assert.IsType<long>(record["ret"]);
            Assert.Equal(Number(value, line.StartsWith('7') ? "6.18" : line), (ulong)result);
            if (result < 0) failed++;
        }

        Assert.True(failed > 0, "no call failed");
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_directory_that_is_none_is_minus_100(string line) =>
        Assert.Contains(Calls(line, "sys_enter_openat"), call => call.Record["dfd"] is -100);

    [Theory, MemberData(nameof(LinesWithContents))]
    public void What_a_path_points_at_is_that_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Calls(line, "sys_enter_"))
        {
            foreach (Match match in Path().Matches(TextEvent.Utf8(text.Words)))
            {
                Assert.Equal(match.Groups["text"].Value, record[$"__{match.Groups["name"].Value}_val"]);
                seen++;
            }
        }

        Assert.True(seen > 50, $"only {seen} texts were compared");
    }

    [Theory, MemberData(nameof(LinesWithContents))]
    public void What_is_written_has_the_bytes_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Calls(line, "sys_enter_write"))
        {
            string expected = Written().Match(text.Words).Groups["bytes"].Value.Replace(":", "", StringComparison.Ordinal);
            Assert.Equal(Convert.FromHexString(expected), record["__buf_val"]);
            seen++;
        }

        Assert.True(seen > 5, $"only {seen} calls were compared");
    }

    private static IEnumerable<(CapturedRecord Record, TextEvent Text)> Calls(string line, string name) =>
        Capture.LineByLine(line).SelectMany(capture => capture.Pairs).Where(pair => pair.Record.Format.System == "syscalls"
            && pair.Record.Format.Name.StartsWith(name, StringComparison.Ordinal));

    private static ulong Number(string text, string line)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) return Hex(text[2..]);
        if (line is "5.10" or "6.1" or "6.12") return Hex(text);
        return text.Length > 1 && text[0] == '0' ? Convert.ToUInt64(text, 8) : ulong.Parse(text, CultureInfo.InvariantCulture);

        static ulong Hex(string digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static ulong Bits(object? value) => value switch
    {
        KernelAddress address => address.Value,
        long number => (ulong)number,
        int number => (uint)number,
        short number => (ushort)number,
        sbyte number => (byte)number,
        _ => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"(?<=\(|, )(?<name>\w+): (?<value>(0x)?[0-9a-f]+)(?=,|\)$| "")")]
    private static partial Regex Argument();

    [GeneratedRegex(@"(?<=\(|, )(?<name>\w+): 0x[0-9a-f]+ ""(?<text>[^""]*)""")]
    private static partial Regex Path();

    [GeneratedRegex(@"buf: \S+ \((?<bytes>[0-9a-f:]*)(, \.\.\.)?\)")]
    private static partial Regex Written();
}
