using HelpBuilder.Maml;
using HelpBuilder.Parsing;
using HelpBuilder.Text;
using Xunit;

namespace PSKernelTrace.Tests.Help;

/// <summary>Markdown becomes text that reads well without its marks.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a `word` and `two words`", "a word and `two words`")]
    [InlineData("*soft* **strong** ~~as is~~", "soft strong ~~as is~~")]
    [InlineData("[page](Get-Other.md) [out](https://example.org)", "page out (https://example.org)")]
    [InlineData("[https://example.org](https://example.org)", "https://example.org")]
    [InlineData("<https://example.org>", "https://example.org")]
    [InlineData("one\ntwo  \nthree", "one two\nthree")]
    [InlineData("&lt;name&gt; &amp; \\*", "<name> & *")]
    [InlineData("an unmarked <name> stays", "an unmarked <name> stays")]
    [InlineData("- one\n- two\n  more\n", "- one\n- two more")]
    [InlineData("3. one\n4. two\n", "3. one\n4. two")]
    [InlineData("> [!WARNING]\n> careful", "Warning: careful")]
    [InlineData("| A | Long |\n|---|---|\n| `x y` | z |", "A      Long\n-      ----\n`x y`  z")]
    [InlineData("text:\n\n```\n  code\n```\n", "text:\n\n      code")]
    [InlineData("- item\n\n  ```\n  code\n  ```\n", "- item\n\n      code")]
    [InlineData("<!-- nothing -->\n\ntext", "text")]
    public void Markdown_reads_as(string markdown, string expected) =>
        Assert.Equal(expected, string.Join("\n\n", MamlText.Texts(BlockText.Of(MarkdownReader.Read(markdown)))));

    [Fact]
    public void Wrapping_keeps_the_margin_of_a_list()
    {
        var blocks = BlockText.Of(MarkdownReader.Read("- aaa bbb ccc\n- ddd\n\n      code that is long\n"));

        Assert.Equal(
            ["  - aaa bbb", "    ccc", "  - ddd", "", "        code that is long"],
            WrappedText.Lines(blocks, 12, 2));
    }
}
