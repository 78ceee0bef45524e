using HelpBuilder.Text;
using Xunit;

namespace PSKernelTrace.Tests.Help;

public sealed class PageParserTests
{
    [Fact]
    public void A_page_is_read_whole()
    {
        var page = Sample.Page();

        Assert.Equal("Get-HelpSample", page.Name);
        Assert.Equal("https://example.org/Get-HelpSample", page.FrontMatter.HelpUri);
        Assert.Equal("Gets a sample of help.", page.Synopsis[0].Text);
        Assert.Equal(["Name", "Id"], page.Syntax.Select(set => set.Name));
        Assert.True(page.Syntax[0].IsDefault);
        Assert.Equal(["Name", "Color", "Limit", "Force", "Hidden", "WhatIf", "Confirm"], page.Syntax[0].ParameterNames);
        Assert.Equal(["System.String"], page.Inputs.Select(type => type.Name));
        Assert.Equal(["A first note.", "A second note."], page.Notes.Select(note => note.Text));
        Assert.Equal(["", "https://example.org/elsewhere"], page.Links.Select(link => link.Uri));
    }

    [Fact]
    public void A_parameter_is_read_with_its_facts()
    {
        var name = Sample.Page().Parameters.Single(parameter => parameter.Name == "Name");

        Assert.Equal("System.String[]", name.Type);
        Assert.True(name.SupportsWildcards);
        Assert.Equal(["Event"], name.Aliases);
        Assert.Equal(0, name.In("Name")!.Position);
        Assert.True(name.In("Name")!.IsRequired);
        Assert.True(name.In("Name")!.ValueFromPipeline);
        Assert.Null(name.In("Id"));
    }

    [Fact]
    public void The_code_of_an_example_holds_the_output_that_follows_it()
    {
        var example = Sample.Page().Examples[0];

        Assert.Equal("Example 1: Get one sample", example.Title);
        Assert.Equal("Get-HelpSample -Name one |\n    Format-List\n\n    Name : one", example.Code);
        Assert.Equal(
            [TextBlockKind.Paragraph, TextBlockKind.Code, TextBlockKind.Paragraph],
            example.Remarks.Select(block => block.Kind));
    }

    [Fact]
    public void Windows_line_ends_make_no_difference()
    {
        var page = Sample.Page(Sample.Text.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(Sample.Page().Examples[0].Code, page.Examples[0].Code);
    }

    [Fact]
    public void The_page_of_the_module_is_not_a_cmdlets() =>
        Assert.Empty(Sample.Errors(
            Sample.With("document type: cmdlet", "document type: module").Split("# Get-HelpSample")[0]));
}
