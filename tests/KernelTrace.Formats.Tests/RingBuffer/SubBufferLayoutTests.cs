using KernelTrace.Formats.Events;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

public class SubBufferLayoutTests
{
    [Fact]
    public void A_64_bit_kernel()
    {
        SubBufferLayout layout = SubBufferLayout.Parse(Text(8, 4080));

        Assert.Equal(new SubBufferLayout(0, 8, 8, 16, 4080), layout);
        Assert.Equal(SubBufferLayout.For64Bit(4096), layout);
        Assert.Equal(4096, layout.Size);
    }

    [Fact]
    public void A_32_bit_kernel()
    {
        SubBufferLayout layout = SubBufferLayout.Parse(Text(4, 4084));

        Assert.Equal(new SubBufferLayout(0, 8, 4, 12, 4084), layout);
        Assert.Equal(4096, layout.Size);
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(65536)]
    [InlineData(65536 << 7)]
    public void Larger_sub_buffers(int size) =>
        Assert.Equal(SubBufferLayout.For64Bit(size), SubBufferLayout.Parse(Text(8, size - 16)));

    [Fact]
    public void Fields_may_come_in_any_order_and_with_others()
    {
        string[] lines = Text(8, 4080).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string text = string.Join('\n', lines.Reverse().Append("\tfield: u32 novel;\toffset:8;\tsize:4;\tsigned:0;"));

        Assert.Equal(SubBufferLayout.For64Bit(4096), SubBufferLayout.Parse(text));
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("commit")]
    [InlineData("data")]
    public void A_missing_field_is_named(string name)
    {
        string text = string.Join('\n', Text(8, 4080).Split('\n').Where(line => !line.Contains(" " + name + ";")));

        var error = Assert.Throws<FormatParseException>(() => SubBufferLayout.Parse(text));
        Assert.Equal($"header_page: there is no field '{name}'", error.Message);
    }

    [Theory]
    [InlineData("timestamp;\toffset:0;\tsize:8", "timestamp;\toffset:0;\tsize:4", "timestamp")]
    [InlineData("commit;\toffset:8;\tsize:8", "commit;\toffset:8;\tsize:2", "commit")]
    [InlineData("commit;\toffset:8;\tsize:8", "commit;\toffset:8;\tsize:16", "commit")]
    [InlineData("data;\toffset:16", "data;\toffset:15", "data")]
    [InlineData("data;\toffset:16", "data;\toffset:0", "data")]
    [InlineData("size:4080", "size:15", "data")]
    [InlineData("size:4080", "size:0", "data")]
    public void An_impossible_size_is_refused(string good, string bad, string name)
    {
        string text = Text(8, 4080).Replace(good, bad, StringComparison.Ordinal);

        var error = Assert.Throws<FormatParseException>(() => SubBufferLayout.Parse(text));
        Assert.StartsWith($"header_page: the field '{name}' should be ", error.Message);
    }

    [Fact]
    public void An_error_in_a_line_names_that_line()
    {
        string text = Text(8, 4080).Replace("offset:16", "offset:x", StringComparison.Ordinal);

        var error = Assert.Throws<FormatParseException>(() => SubBufferLayout.Parse(text));
        Assert.Equal(4, error.Line);
        Assert.StartsWith("format of an event of header_page, line 4: offset is 'x'", error.Message);
    }

    [Fact]
    public void Text_without_fields_is_refused() =>
        Assert.Throws<FormatParseException>(() => SubBufferLayout.Parse(""));

    [Fact]
    public void Every_deletion_gives_a_layout_or_an_error()
    {
        string text = Text(8, 4080);
        foreach (string damaged in Mutations.Deletions(text, 9))
        {
            try
            {
                SubBufferLayout layout = SubBufferLayout.Parse(damaged);
                Assert.True(layout.DataOffset >= layout.CommitOffset + layout.CommitSize);
                Assert.True(layout.DataSize >= 16);
                Walk.Through(new byte[64], layout);
            }
            catch (FormatParseException)
            {
            }
        }
    }

    private static string Text(int word, int size) =>
        "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
        + $"\tfield: local_t commit;\toffset:8;\tsize:{word};\tsigned:1;\n"
        + "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
        + $"\tfield: char data;\toffset:{8 + word};\tsize:{size};\tsigned:0;\n";
}
