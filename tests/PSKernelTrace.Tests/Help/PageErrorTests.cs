using Xunit;

namespace PSKernelTrace.Tests.Help;

/// <summary>Each mistake in a page is named with its line.</summary>
public sealed class PageErrorTests
{
    [Theory]
    [InlineData(
        "document type: cmdlet", "document type: poem",
        "unknown document type 'poem' (needs cmdlet or module)")]
    [InlineData("Locale: en-US", "Local: en-US", "unknown key 'Local'")]
    [InlineData(
        "PlatyPS schema version: 2024-05-01", "PlatyPS schema version: 1.0",
        "unknown schema '1.0' (needs 2024-05-01)")]
    [InlineData("Gets a *sample* of help.", "", "missing synopsis", -2)]
    [InlineData("## NOTES", "## REMARKS", "unknown section 'REMARKS'")]
    [InlineData("### Example 2: Get a sample by its number", "", "fewer than two examples (1)", -23)]
    [InlineData(
        "Get-HelpSample -Id 7\n```", "```",
        "example 'Example 2: Get a sample by its number' has no code", null)]
    [InlineData("The colour of the sample.", "", "parameter '-Color' has no text", -2)]
    [InlineData("The colour of the sample.", "{{ Fill in }}", "a placeholder is left to fill in")]
    [InlineData("The colour of the sample.", "A bell: \a", "a control character, which XML cannot hold")]
    [InlineData(
        "SupportsWildcards: false", "SupportsWildcards: perhaps",
        "'SupportsWildcards' is neither true nor false: 'perhaps'")]
    [InlineData("DefaultValue: Red", "DefaultWorth: Red", "unknown key 'DefaultWorth'")]
    [InlineData("Position: 1", "Position: first", "'Position' is neither a number nor Named: 'first'")]
    [InlineData("### -Force", "### Force", "'Force' is neither '-ParameterName' nor 'CommonParameters'")]
    [InlineData("### -Force", "### -Color", "parameter '-Color' stands twice")]
    [InlineData("- Name: Id", "- Name: Number", "-Id is of set 'Number', which SYNTAX does not have", null)]
    [InlineData(" [-Force] [-Hidden] [-WhatIf]\n", " [-Hidden] [-WhatIf]\n", "syntax 'Name' lacks -Force", null)]
    [InlineData(
        "[-Limit <int>] [-Force]", "[-Limit <int>] [-Power]",
        "syntax 'Name' has -Power, which has no section", -3)]
    [InlineData(
        "# Get-HelpSample", "# Get-HelpSimple",
        "heading 'Get-HelpSimple', title 'Get-HelpSample' and file name 'Get-HelpSample' must be the same")]
    public void A_mistake_is_named(string old, string replacement, string message, int? lines = 0)
    {
        var error = Assert.Single(
            Sample.Errors(Sample.With(old, replacement)), error => error.Message == message);

        if (lines is { } offset)
        {
            var at = Sample.Text.IndexOf(old, StringComparison.Ordinal);
            Assert.Equal(Sample.Text[..at].Count(c => c == '\n') + 1 + offset, error.Line);
        }
    }

    [Theory]
    [InlineData("SYNOPSIS")]
    [InlineData("SYNTAX")]
    [InlineData("DESCRIPTION")]
    [InlineData("EXAMPLES")]
    [InlineData("PARAMETERS")]
    [InlineData("INPUTS")]
    [InlineData("OUTPUTS")]
    [InlineData("NOTES")]
    [InlineData("RELATED LINKS")]
    public void A_missing_section_is_named(string section)
    {
        var errors = Sample.Errors(Sample.With($"## {section}\n", ""));

        Assert.Contains(errors, error => error.Message == $"missing section '## {section}'");
    }

    [Fact]
    public void A_yaml_error_is_named_with_its_line_in_the_page()
    {
        const string Broken = "DefaultValue: Red: Green";
        var text = Sample.With("DefaultValue: Red", Broken);

        var error = Assert.Single(
            Sample.Errors(text), error => error.Message.StartsWith("YAML error", StringComparison.Ordinal));

        Assert.Equal(text[..text.IndexOf(Broken, StringComparison.Ordinal)].Count(c => c == '\n') + 1, error.Line);
    }

    [Fact]
    public void Sections_out_of_order_are_named()
    {
        var errors = Sample.Errors(Sample.Text.Replace("## NOTES", "## X", StringComparison.Ordinal)
            .Replace("## OUTPUTS", "## NOTES", StringComparison.Ordinal)
            .Replace("## X", "## OUTPUTS", StringComparison.Ordinal));

        Assert.Contains(errors, error => error.Message == "section 'OUTPUTS' must stand before 'NOTES'");
    }

    [Fact]
    public void A_page_without_front_matter_is_named() =>
        Assert.Equal(
            "Get-HelpSample.md:1: error: missing front matter (a YAML block between two '---' lines)",
            Assert.Single(Sample.Errors("# Get-HelpSample\n")).ToString());
}
