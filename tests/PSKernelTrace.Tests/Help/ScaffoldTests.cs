using HelpBuilder.Surface;
using PSKernelTrace.Tests.Help.Fixture;
using Xunit;

namespace PSKernelTrace.Tests.Help;

public sealed class ScaffoldTests
{
    private static readonly CmdletSurface _cmdlet = SurfaceReader.Read(typeof(GetHelpSampleCommand));

    [Fact]
    public void A_new_page_lacks_nothing_but_prose()
    {
        var text = string.Join('\n', PageSkeleton.Lines(_cmdlet, "PSKernelTrace.Tests"));

        Assert.All(Sample.Errors(text), error => Assert.Equal("a placeholder is left to fill in", error.Message));
        Assert.Empty(SurfaceCheck.Compare(
            _cmdlet, Sample.Page(text.Replace("{{ Fill in }}", "text", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_page_that_is_right_stays_as_it_is() =>
        Assert.Equal(Sample.Text, PageRefresh.Run(Sample.Text, _cmdlet));

    [Theory]
    [InlineData("Get-HelpSample [-Name] <string[]>", "Get-HelpSample -Name <string>")]
    [InlineData("### Id\n", "### Number\n")]
    [InlineData("Type: System.String[]", "Type: System.String")]
    [InlineData("  Position: 1", "  Position: 5")]
    [InlineData("- Red\n- Green\n", "- Blue\n")]
    public void What_the_engine_knows_is_put_right(string right, string wrong) =>
        Assert.Equal(Sample.Text, PageRefresh.Run(Sample.With(right, wrong), _cmdlet));

    [Theory]
    [InlineData("### -Color", "### -Confirm")]
    [InlineData("### -WhatIf", "### CommonParameters")]
    public void A_missing_parameter_gets_a_section_in_its_place(string heading, string next)
    {
        var begin = Sample.Text.IndexOf(heading, StringComparison.Ordinal);
        var end = Sample.Text.IndexOf(next, StringComparison.Ordinal);

        var text = PageRefresh.Run(Sample.Text.Remove(begin, end - begin), _cmdlet);

        Assert.Equal(begin, text.IndexOf(heading, StringComparison.Ordinal));
        Assert.Empty(SurfaceCheck.Compare(
            _cmdlet, Sample.Page(text.Replace("{{ Fill in }}", "text", StringComparison.Ordinal))));
    }

    [Fact]
    public void Pages_are_made_for_an_assembly_and_left_alone_when_right()
    {
        var docs = Directory.CreateTempSubdirectory("help-scaffold-").FullName;
        try
        {
            var assembly = typeof(GetHelpSampleCommand).Assembly.Location;

            Assert.Contains(Path.Combine(docs, "Get-HelpSample.md"), Scaffold.Run(docs, assembly));
            Assert.Empty(Scaffold.Run(docs, assembly));
        }
        finally
        {
            Directory.Delete(docs, true);
        }
    }

    [Fact]
    public void The_prose_of_a_parameter_that_is_gone_stays()
    {
        var text = Sample.With("### -Force\n", "### -Power\n\nProse.\n\n### -Force\n");

        Assert.Contains("### -Power\n\nProse.\n", PageRefresh.Run(text, _cmdlet), StringComparison.Ordinal);
    }
}
