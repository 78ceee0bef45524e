using System.Reflection;
using HelpBuilder.Surface;
using PSKernelTrace.Tests.Help.Fixture;
using Xunit;

namespace PSKernelTrace.Tests.Help;

/// <summary>Every cmdlet of the module has a page, and the page tells the truth.</summary>
public sealed class CmdletHelpTests
{
    private static readonly CmdletSurface _fixture = SurfaceReader.Read(typeof(GetHelpSampleCommand));

    [Fact]
    public void Every_cmdlet_is_described_as_it_is()
    {
        var cmdlets = SurfaceReader.Read(Assembly.Load("PSKernelTrace"));

        var report = HelpReport.Of(cmdlets, RepositoryFiles.Docs, "PSKernelTrace.dll-Help.xml");

        Assert.True(report.Count == 0, string.Join('\n', report));
    }

    [Fact]
    public void A_page_that_tells_the_truth_passes() =>
        Assert.Empty(HelpReport.Of([_fixture], RepositoryFiles.Fixture, Sample.HelpFile));

    [Fact]
    public void A_cmdlet_without_a_page_and_a_page_without_a_cmdlet_are_named()
    {
        var report = HelpReport.Of(
            [_fixture with { Name = "Get-Nothing" }], RepositoryFiles.Fixture, Sample.HelpFile);

        Assert.Contains(report, line => line.StartsWith("Get-Nothing: has no page", StringComparison.Ordinal));
        Assert.Contains("Get-HelpSample: has a page and is not a cmdlet", report);
    }

    [Theory]
    [InlineData(
        "Type: System.Int32", "Type: System.Int64",
        "-Id: Type is System.Int64 in the page, System.Int32 in the cmdlet")]
    [InlineData(
        "SupportsWildcards: true", "SupportsWildcards: false",
        "-Name: SupportsWildcards is False in the page, True in the cmdlet")]
    [InlineData("- Event", "- Happening", "-Name: Aliases is [Happening] in the page, [Event] in the cmdlet")]
    [InlineData("- Green", "- Blue", "-Color: AcceptedValues is [Blue, Red] in the page, [Green, Red] in the cmdlet")]
    [InlineData("Position: 0", "Position: 3", "-Name: Position in set 'Name' is 3 in the page, 0 in the cmdlet")]
    [InlineData("Position: 1", "Position: Named", "-Color: Position in set 'Id' is Named in the page, 1 in the cmdlet")]
    [InlineData(
        "IsRequired: true", "IsRequired: false",
        "-Id: IsRequired in set 'Id' is False in the page, True in the cmdlet")]
    [InlineData(
        "ValueFromPipeline: true", "ValueFromPipeline: false",
        "-Name: ValueFromPipeline in set 'Name' is False in the page, True in the cmdlet")]
    [InlineData(
        "ValueFromPipelineByPropertyName: true", "ValueFromPipelineByPropertyName: false",
        "-Name: ValueFromPipelineByPropertyName in set 'Name' is False in the page, True in the cmdlet")]
    [InlineData("### Name (Default)", "### Name", "SYNTAX has the sets Name, Id; the cmdlet has Name (Default), Id")]
    [InlineData(
        "HelpUri: 'https://example.org/Get-HelpSample'", "HelpUri: ''",
        "HelpUri is  in the page, https://example.org/Get-HelpSample in the cmdlet")]
    [InlineData("## OUTPUTS\n\n### System.String", "## OUTPUTS\n\n### System.Int32", "OUTPUTS lacks System.String")]
    [InlineData(
        "## OUTPUTS\n\n### System.String", "## OUTPUTS\n\n",
        "OUTPUTS names no type (write '### None' if nothing is written)")]
    public void A_page_that_does_not_is_named(string right, string wrong, string expected) =>
        Assert.Contains($"Get-HelpSample: {expected}", Report(Sample.With(right, wrong)));

    [Fact]
    public void A_parameter_without_a_section_and_a_section_without_a_parameter_are_named()
    {
        var report = Report(Sample.Text.Replace("-Force", "-Power", StringComparison.Ordinal));

        Assert.Contains("Get-HelpSample: -Force has no section", report);
        Assert.Contains("Get-HelpSample: -Power is in the page, not in the cmdlet", report);
    }

    [Theory]
    [InlineData("Gets a *sample* of help.", "missing synopsis")]
    [InlineData("The colour of the sample.", "parameter '-Color' has no text")]
    [InlineData("### Example 2: Get a sample by its number", "fewer than two examples (1)")]
    public void A_page_that_lacks_prose_is_named(string prose, string expected) =>
        Assert.Contains(
            Report(Sample.With(prose, "")),
            line => line.StartsWith("Get-HelpSample: ", StringComparison.Ordinal)
                && line.EndsWith(expected, StringComparison.Ordinal));

    private static IReadOnlyList<string> Report(string text) =>
        [.. HelpReport.Page(_fixture, "Get-HelpSample.md", text, Sample.HelpFile)];
}
