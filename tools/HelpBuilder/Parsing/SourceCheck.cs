using HelpBuilder.Pages;

namespace HelpBuilder.Parsing;

/// <summary>Finds in a page's text what no later step could name by its line.</summary>
internal static class SourceCheck
{
    public static void Run(string text, PageErrors errors)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IndexOfAnyInRange('\0', '\b') >= 0 || line.IndexOfAnyInRange('\x0e', '\x1f') >= 0)
            {
                errors.Add(number, "a control character, which XML cannot hold");
            }

            if (line.Contains("{{ Fill", StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(number, "a placeholder is left to fill in");
            }
        }
    }
}
