using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>Holds a page against the cmdlet it describes.</summary>
internal static class SurfaceCheck
{
    /// <returns>Each difference, as a sentence that begins with the cmdlet's name.</returns>
    public static IEnumerable<string> Compare(CmdletSurface cmdlet, CmdletPage page) =>
        Address(cmdlet, page)
            .Concat(Sets(cmdlet, page))
            .Concat(Outputs(cmdlet, page))
            .Concat(cmdlet.Parameters.SelectMany(parameter => Parameter(cmdlet, page, parameter)))
            .Concat(page.Parameters
                .Where(parameter => cmdlet.Parameters.All(p => p.Name != parameter.Name))
                .Select(parameter => $"-{parameter.Name} is in the page, not in the cmdlet"))
            .Select(message => $"{cmdlet.Name}: {message}");

    // Get-Help -Online takes the page's, Get-Command the cmdlet's; a cmdlet need not have one
    private static IEnumerable<string> Address(CmdletSurface cmdlet, CmdletPage page)
    {
        if (cmdlet.HelpUri.Length > 0 && cmdlet.HelpUri != page.FrontMatter.HelpUri)
        {
            yield return $"HelpUri is {page.FrontMatter.HelpUri} in the page, {cmdlet.HelpUri} in the cmdlet";
        }
    }

    private static IEnumerable<string> Sets(CmdletSurface cmdlet, CmdletPage page)
    {
        var actual = string.Join(", ", cmdlet.Sets.Select(set => set.Heading));
        var written = string.Join(", ", page.Syntax.Select(set => set.IsDefault ? $"{set.Name} (Default)" : set.Name));
        if (actual != written)
        {
            yield return $"SYNTAX has the sets {written}; the cmdlet has {actual}";
        }
    }

    private static IEnumerable<string> Outputs(CmdletSurface cmdlet, CmdletPage page)
    {
        if (page.Outputs.Count == 0)
        {
            yield return "OUTPUTS names no type (write '### None' if nothing is written)";
        }

        foreach (var output in cmdlet.Outputs.Where(output => page.Outputs.All(type => type.Name != output)))
        {
            yield return $"OUTPUTS lacks {output}";
        }
    }

    private static IEnumerable<string> Parameter(CmdletSurface cmdlet, CmdletPage page, ParameterHelp actual)
    {
        var written = page.Parameters.FirstOrDefault(parameter => parameter.Name == actual.Name);
        if (written is null)
        {
            return actual.DontShow ? [] : [$"-{actual.Name} has no section"];
        }

        var differences = new List<string?>
        {
            Difference("Type", written.Type, actual.Type),
            Difference("SupportsWildcards", written.SupportsWildcards, actual.SupportsWildcards),
            Difference("HelpMessage", written.HelpMessage, actual.HelpMessage),
            Difference("DontShow", written.DontShow, actual.DontShow),
            Difference("Aliases", List(written.Aliases), List(actual.Aliases)),
            Difference("AcceptedValues", List(written.AcceptedValues), List(actual.AcceptedValues)),
        };
        foreach (var set in cmdlet.Sets)
        {
            differences.AddRange(Binding(set.Name, written.In(set.Name), actual.In(set.Name)));
        }

        return differences.OfType<string>().Select(difference => $"-{actual.Name}: {difference}");
    }

    private static IEnumerable<string?> Binding(string set, ParameterSetFacts? written, ParameterSetFacts? actual)
    {
        if (written is null || actual is null)
        {
            return [Difference($"in set '{set}'", written is not null, actual is not null)];
        }

        return
        [
            Difference($"Position in set '{set}'", Position(written), Position(actual)),
            Difference($"IsRequired in set '{set}'", written.IsRequired, actual.IsRequired),
            Difference($"ValueFromPipeline in set '{set}'", written.ValueFromPipeline, actual.ValueFromPipeline),
            Difference(
                $"ValueFromPipelineByPropertyName in set '{set}'",
                written.ValueFromPipelineByPropertyName,
                actual.ValueFromPipelineByPropertyName),
            Difference(
                $"ValueFromRemainingArguments in set '{set}'",
                written.ValueFromRemainingArguments,
                actual.ValueFromRemainingArguments),
        ];
    }

    private static string? Difference<T>(string what, T written, T actual) =>
        Equals(written, actual) ? null : $"{what} is {written} in the page, {actual} in the cmdlet";

    private static string Position(ParameterSetFacts facts) => facts.Position?.ToString() ?? "Named";

    private static string List(IEnumerable<string> items) =>
        $"[{string.Join(", ", items.Order(StringComparer.OrdinalIgnoreCase))}]";
}
