using HelpBuilder.Pages;
using HelpBuilder.Parsing;

namespace PSKernelTrace.Tests.Help;

/// <summary>The fixture's page, whole or with a mistake put in.</summary>
internal static class Sample
{
    public const string HelpFile = "PSKernelTrace.Tests.dll-Help.xml";

    public static string Text => File.ReadAllText(RepositoryFiles.SamplePage);

    public static string With(string old, string replacement)
    {
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        return at < 0
            ? throw new ArgumentException($"the sample has no '{old}'")
            : Text.Remove(at, old.Length).Insert(at, replacement);
    }

    public static CmdletPage Page(string? text = null)
    {
        var errors = new PageErrors("Get-HelpSample.md");
        return PageParser.Parse(text ?? Text, HelpFile, errors)
            ?? throw new InvalidDataException(string.Join('\n', errors.Items));
    }

    public static IReadOnlyList<PageError> Errors(string text)
    {
        var errors = new PageErrors("Get-HelpSample.md");
        PageParser.Parse(text, HelpFile, errors);
        return errors.Items;
    }
}
