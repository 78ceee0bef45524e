using KernelTrace.Formats.Events;
using KernelTrace.Interop;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Tracefs;

/// <summary>Control files as members.</summary>
public sealed class TraceInstanceTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 2);

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("1408\n", "1408\n", 1408)]
    [InlineData("7 (expanded: 1408)\n", "7 (expanded: 1408)\n", 1408)]
    [InlineData("7 (expanded: 1408)\n", "2048\n", 2048)]
    [InlineData("X\n", "4\n", 4)]
    [InlineData("", "", 0)]
    public void The_buffer_is_as_large_as_that_of_the_largest_cpu(string first, string second, int kilobytes)
    {
        _tree.Set("per_cpu/cpu0/buffer_size_kb", first);
        _tree.Set("per_cpu/cpu1/buffer_size_kb", second);

        Assert.Equal(kilobytes * 1024L, _tree.Instance.BufferSize);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(1024, "1")]
    [InlineData(1025, "2")]
    [InlineData(16L << 30, "16777216")]
    public void A_size_is_written_in_kilobytes_rounded_up(long bytes, string expected)
    {
        _tree.Set("buffer_size_kb", "");
        _tree.Instance.BufferSize = bytes;

        Assert.Equal([expected], _tree.File("buffer_size_kb").Writes);
    }

    [Theory]
    [InlineData("[local] global counter uptime mono\n", "local", 5)]
    [InlineData("local global counter uptime perf [mono] mono_raw boot tai x86-tsc\n", "mono", 10)]
    [InlineData("\n", "", 0)]
    public void The_clock_is_the_one_in_brackets(string text, string clock, int clocks)
    {
        _tree.Set("trace_clock", text);

        Assert.Equal(clock, _tree.Instance.Clock);
        Assert.Equal(clocks, _tree.Instance.Clocks.Count);
        Assert.DoesNotContain(_tree.Instance.Clocks, name => name.Contains('[', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("no pid\n", new int[0])]
    [InlineData("1\n22 333\n", new[] { 1, 22, 333 })]
    public void Threads_are_a_list_of_numbers(string text, int[] expected)
    {
        _tree.Set("set_event_pid", text);

        Assert.Equal(expected, _tree.Instance.EventPids);
    }

    [Fact]
    public void What_a_kernel_does_not_have_is_not_an_error_where_it_may_be_missing()
    {
        Assert.Empty(_tree.Instance.EventNotracePids);
        Assert.Null(_tree.Instance.Option("nosuch"));
        Assert.False(_tree.Instance.TrySetOption("nosuch", true));
        Assert.Throws<KernelException>(() => _tree.Instance.SetOption("nosuch", true));
        Assert.Null(_tree.Instance.TryStats(99));
        Assert.Throws<KernelException>(() => _tree.Instance.Stats(99));
    }

    [Fact]
    public void Cpus_are_those_with_a_folder_in_rising_order()
    {
        foreach (string name in new[] { "cpu10", "cpu9", "cpux", "other" })
            Directory.CreateDirectory(_tree.Instance.Path + "/per_cpu/" + name);

        Assert.Equal([0, 1, 9, 10], _tree.Instance.Cpus());
        Assert.Empty(_tree.Root.Instance("missing").Cpus());
    }

    [Fact]
    public void The_layout_is_the_instances_own_or_else_that_of_the_top_level()
    {
        Assert.Equal(TickSource.Layout, _tree.Instance.Layout());

        _tree.Kernel.Files.Remove(_tree.Instance.FullPath("events/header_page"), out FakeFile? page);
        Assert.Throws<KernelException>(() => _tree.Instance.Layout());
        _tree.Kernel[_tree.Root.Path + "/events/header_page"] = page!;
        Assert.Equal(TickSource.Layout, _tree.Instance.Layout());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../../etc")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_name_never_becomes_a_path_outside(string name) =>
        Assert.Throws<ArgumentException>(() => _tree.Root.Instance(name));

    [Fact]
    public void A_format_is_found_by_its_number()
    {
        Assert.Equal("test:tick", _tree.Root.FindFormat(TickSource.EventId)!.FullName);
        Assert.Same(_tree.Root.FindFormat(TickSource.EventId), _tree.Root.FindFormat(TickSource.EventId));
        Assert.Null(_tree.Root.FindFormat(1));
        Assert.Equal(4, _tree.Root.Common().PidOffset);
    }

    /// <summary>Thousands of events have a file each for their number.</summary>
    [Fact]
    public void What_the_instance_records_is_looked_through_first()
    {
        _tree.Set("set_event", "test:gone\ntest:tick\n");
        FakeFile other = _tree.Kernel[_tree.Root.Path + "/events/ftrace/print/id"];

        Assert.Equal("test:tick", _tree.Root.FindFormat(TickSource.EventId, _tree.Instance)!.FullName);
        Assert.Empty(other.Opened);
        // what is recorded without being enabled
        _tree.Set("set_event", "");
        Assert.Equal("ftrace:print", _tree.Root.FindFormat(5, _tree.Instance)!.FullName);
    }

    /// <summary>An event may go, and its number be given to another, between the list and the look at its format.</summary>
    [Fact]
    public void A_format_that_has_another_number_by_now_is_not_taken()
    {
        string folder = _tree.Root.Path + "/events/test/tick";
        _tree.Kernel[folder + "/id"] = new FakeFile("78\n");

        Assert.Null(_tree.Root.FindFormat(78));
        _tree.Kernel.Files.Remove(folder + "/format");
        Assert.Null(_tree.Root.FindFormat(78));
        _tree.Kernel[folder + "/format"] = new FakeFile("no format");
        Assert.Throws<FormatParseException>(() => _tree.Root.FindFormat(78));
    }
}
