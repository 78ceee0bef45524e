using PSKernelTrace.Tests.Help.Engine;
using Xunit;

namespace PSKernelTrace.Tests.Help;

/// <summary>The real engine shows what the pages say.</summary>
public sealed class GetHelpTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Fact]
    public void The_fixture_pages_have_no_errors() => Assert.Empty(module.Errors);

    [Fact]
    public void Full_help_shows_every_section_of_the_page()
    {
        var text = module.Print("Get-Help Get-HelpSample -Full");

        Shows(text, "SYNOPSIS\n    Gets a sample of help.");
        Shows(text, "names Get-HelpSample, strongly, and a page (https://example.org/page)");
        Shows(text, "    Note: A note in the middle.\n");
        Shows(text, "    - a second item with `two words`\n      1. a step below it\n");
        Shows(text, "        pid    the process\n        comm   its name\n");
        Shows(text, "           indented output\n        done\n");
        Shows(text, "INPUTS\n    System.String\n        A name.");
        Shows(text, "OUTPUTS\n    System.String\n        The sample's text.");
        Shows(text, "        A first note.\n        \n        A second note.\n");
        Shows(text, "RELATED LINKS\n    Online Version: https://example.org/Get-HelpSample\n");
        Assert.DoesNotContain("Hidden", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Syntax_shows_each_parameter_set_in_the_order_of_the_engine()
    {
        var text = module.Print("Get-Help Get-HelpSample").Replace("\n    ", "", StringComparison.Ordinal);

        Shows(text, "Get-HelpSample [-Name] <String[]> [[-Color] {Red | Green}] [-Limit <Int32>] [-Force]");
        Shows(text, "Get-HelpSample [[-Color] {Red | Green}] -Id <Int32> [-Limit <Int32>] [-Force]");
    }

    [Fact]
    public void Examples_keep_all_their_code_and_text()
    {
        var text = module.Print("Get-Help Get-HelpSample -Examples");

        Shows(
            text,
            """
                ------------------ Example 1: Get one sample ------------------
                
                An introduction before the code.
                
                Get-HelpSample -Name one |
                    Format-List
                
                    Name : one
                
                A remark after the code.
                
                    Get-HelpSample -Name one -Force
                
                A remark after the second code.
                
                ------------ Example 2: Get a sample by its number ------------
                
                Get-HelpSample -Id 7
            """);
    }

    [Fact]
    public void One_parameter_shows_its_text_and_facts()
    {
        var color = module.Print("Get-Help Get-HelpSample -Parameter Color");
        var name = module.Print("Get-Help Get-HelpSample -Parameter Name");

        Shows(color, "-Color <String>\n    The colour of the sample.");
        Shows(color, "The accepted values are: Red, Green.");
        Shows(color, "Default value                Red");
        Shows(name, "Position?                    0");
        Shows(name, "Accept pipeline input?       True (ByPropertyName, ByValue)");
        Shows(name, "Aliases                      Event");
        Shows(name, "Accept wildcard characters?  true");
    }

    [Fact]
    public void Online_help_opens_the_page_of_the_front_matter()
    {
        var links = module.Run("(Get-Help Get-HelpSample).relatedLinks.navigationLink.uri");

        Assert.Equal("https://example.org/Get-HelpSample", links[0].ToString());
    }

    [Fact]
    public void About_help_is_found_with_its_short_description_and_wrapped()
    {
        var text = module.Print("Get-Help about_HelpSample");

        Shows(text, "How a sample of help looks.");
        Shows(text, "    - an item that is long enough to be wrapped too, and whose second line\n      stands");
        Assert.All(
            text.Split('\n').Where(line => !line.Contains("never wrapped", StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 80, line));
    }

    private static void Shows(string help, string part) => Assert.Contains(part, help, StringComparison.Ordinal);
}
