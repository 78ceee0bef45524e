using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>One event as the kernel's <c>trace</c> file tells it. A character is a byte.</summary>
/// <param name="Prefix">The line up to the time: name, thread, CPU, context.</param>
/// <param name="Comm">The thread's name.</param>
/// <param name="Tid">The thread.</param>
/// <param name="Cpu">The CPU.</param>
/// <param name="Context">The letters: 4 in 5.10, later 5.</param>
/// <param name="Time">The time as it stands there, without the point: microseconds, or the clock's own unit.</param>
/// <param name="Words">What stands behind the time, to the end of the line.</param>
/// <param name="HasPoint">Whether the time is in seconds.</param>
internal sealed partial record TextEvent(string Prefix, string Comm, int Tid, int Cpu, string Context, long Time,
    string Words, bool HasPoint)
{
    /// <summary>The lines that follow and belong to the event: stacks, the rest of a marker.</summary>
    public List<string> More { get; } = [];

    public string Whole => string.Join('\n', [Words, .. More]);

    public static List<TextEvent> Parse(string text)
    {
        var events = new List<TextEvent>();
        bool inHeader = true;
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("# tracer:", StringComparison.Ordinal)) inHeader = true;
            Match match = Line().Match(line);
            if (match.Success)
            {
                inHeader = false;
                events.Add(new TextEvent(match.Groups["prefix"].Value, match.Groups["comm"].Value.TrimStart(),
                    Number("tid"), Number("cpu"), match.Groups["context"].Value,
                    long.Parse(match.Groups["time"].Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
                    match.Groups["words"].Value, match.Groups["time"].Value.Contains('.', StringComparison.Ordinal)));
            }
            else if (!inHeader && !line.StartsWith("##### CPU ", StringComparison.Ordinal))
            {
                events[^1].More.Add(line);
            }

            int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        }

        return events;
    }

    /// <summary>What the kernel wrote, its bytes read as UTF-8.</summary>
    public static string Utf8(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    [GeneratedRegex(@"^(?<prefix>(?<comm>.{16,})-(?<tid>\d+) +\[(?<cpu>\d{3})\] (?<context>\S{4,5})) +(?<time>\d+(\.\d{6})?): (?<words>.*)$")]
    private static partial Regex Line();
}
