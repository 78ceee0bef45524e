using HelpBuilder.Pages;
using HelpBuilder.Parsing;

namespace HelpBuilder.Surface;

/// <summary>
/// Brings the SYNTAX section and the YAML blocks of a page up to the cmdlet and adds what is missing. Prose stays, that
/// of parameters that are gone too: throwing it away is for a person to decide, and the page's check names it.
/// </summary>
internal static class PageRefresh
{
    private const string YamlFence = "```yaml";

    public static string Run(string text, CmdletSurface cmdlet)
    {
        var chunks = PageChunk.Split(text);
        ReplaceSyntax(chunks, cmdlet);
        foreach (var parameter in cmdlet.Parameters)
        {
            if (chunks.Find(chunk => chunk.Parameter == parameter.Name) is { } chunk)
            {
                ReplaceYaml(chunk.Body, parameter);
            }
            else
            {
                Insert(chunks, parameter);
            }
        }

        return PageChunk.Join(chunks);
    }

    private static void ReplaceSyntax(List<PageChunk> chunks, CmdletSurface cmdlet)
    {
        var syntax = chunks.FindIndex(chunk => chunk.Heading == "## SYNTAX");
        if (syntax < 0)
        {
            return;
        }

        var end = chunks.FindIndex(syntax + 1, chunk => chunk.IsSection);
        chunks.RemoveRange(syntax + 1, (end < 0 ? chunks.Count : end) - syntax - 1);
        chunks[syntax] = new PageChunk("## SYNTAX", [.. SurfaceText.Syntax(cmdlet)]);
    }

    private static void ReplaceYaml(List<string> body, ParameterHelp parameter)
    {
        var begin = body.IndexOf(YamlFence);
        var end = begin < 0 ? -1 : body.IndexOf("```", begin);
        if (end < 0)
        {
            body.AddRange([YamlFence, .. SurfaceText.Yaml(parameter, ""), "```", ""]);
            return;
        }

        var old = YamlMap.Load(string.Join('\n', body[(begin + 1)..end]), begin, new PageErrors(""));
        body.RemoveRange(begin + 1, end - begin - 1);
        body.InsertRange(begin + 1, SurfaceText.Yaml(parameter, old?.Text("DefaultValue") ?? ""));
    }

    private static void Insert(List<PageChunk> chunks, ParameterHelp parameter)
    {
        var section = chunks.FindIndex(chunk => chunk.Heading == "## PARAMETERS");
        if (section < 0)
        {
            return;
        }

        var place = chunks.FindIndex(
            section + 1,
            chunk => chunk.Parameter is not { } name
                || string.Compare(name, parameter.Name, StringComparison.OrdinalIgnoreCase) > 0);
        var lines = PageSkeleton.Parameter(parameter).ToList();
        chunks.Insert(place < 0 ? chunks.Count : place, new PageChunk(lines[0], lines[1..]));
    }
}
