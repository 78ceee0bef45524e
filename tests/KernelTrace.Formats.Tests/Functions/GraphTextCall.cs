using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelTrace.Formats.Tests.Functions;

/// <summary>A call as the kernel's own text of a function graph tells it, at the line of its end.</summary>
/// <param name="Cpu">The CPU on which it ended.</param>
/// <param name="Depth">Its indentation.</param>
/// <param name="Function">The function.</param>
/// <param name="Duration">The words of its duration, its mark with it.</param>
internal sealed partial record GraphTextCall(int Cpu, int Depth, string Function, string Duration)
{
    /// <summary>The calls whose end the text shows, in its order.</summary>
    public static List<GraphTextCall> Parse(string text)
    {
        var calls = new List<GraphTextCall>();
        var open = new Dictionary<(int Cpu, int Depth), string>();
        foreach (string line in text.Split('\n'))
        {
            if (Line().Match(line) is not { Success: true } match) continue;
            int cpu = int.Parse(match.Groups["cpu"].Value, CultureInfo.InvariantCulture), depth = match.Groups["indent"].Length / 2;
            string words = match.Groups["words"].Value, duration = match.Groups["duration"].Value.Trim();
            if (words.StartsWith("/*", StringComparison.Ordinal)) continue; // a marker
            if (words[0] == '}')
            {
                // the name stands there where the line of the entry is not near
                int name = words.IndexOf("/* ", StringComparison.Ordinal);
                string function = name >= 0 && words[name + 3] != '=' ? words[(name + 3)..].Split(' ')[0] : open.GetValueOrDefault((cpu, depth), "");
                calls.Add(new GraphTextCall(cpu, depth, function, duration));
                continue;
            }

            string entered = words[..words.IndexOfAny(['(', ' '])];
            if (words.EndsWith('{')) open[(cpu, depth)] = entered;
            else calls.Add(new GraphTextCall(cpu, depth, entered, duration));
        }

        return calls;
    }

    [GeneratedRegex(@"^ *(?<cpu>\d+)\) (?<duration>.{14})\|  (?<indent> *)(?<words>\S.*)$")]
    private static partial Regex Line();
}
