using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tests.Support;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Sessions;

/// <summary>Control files that are changed for a while come back as they were.</summary>
public sealed class BorrowedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kerneltrace-").FullName;
    private readonly FakeSyscalls _kernel = new();
    private readonly TracefsRoot _root;

    public BorrowedFilesTests()
    {
        _root = new TracefsRoot("/t", _kernel);
        Set("set_graph_function", "vfs_read\next4_sync_file [ext4]\nvfs_write:traceoff:unlimited\n");
        Set("set_graph_notrace", "#### no functions disabled ####\n");
        Set("max_graph_depth", "3\n");
        Set("set_ftrace_pid", "no pid\n");
        Set("trace_clock", "local [mono] boot\n");
        Set("buffer_size_kb", "7 (expanded: 1408)\n");
        Set("tracing_on", "1\n");
        Set("trace", "");
    }

    private string Note => Path.Combine(_folder, "borrowed_control_files");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Each_file_gets_back_what_it_held()
    {
        BorrowedFiles borrowed = Take("set_graph_function", "set_graph_notrace", "max_graph_depth", "set_ftrace_pid", "trace_clock", "buffer_size_kb", "no_such_file");
        Assert.True(File.Exists(Note));
        Assert.All(_kernel.Files.Values, file => Assert.Empty(file.Writes));
        borrowed.PutBack();
        // a word of a write
        Assert.Equal(["vfs_read ", "ext4_sync_file:mod:ext4 "], Written("set_graph_function"));
        // opened with O_TRUNC, which empties it
        Assert.Empty(Written("set_graph_notrace"));
        Assert.Contains(_kernel["/t/set_graph_notrace"].Opened, flags => (flags & Libc.O_TRUNC) != 0);
        Assert.Equal(["3\n"], Written("max_graph_depth"));
        Assert.Equal(["\n"], Written("set_ftrace_pid"));
        Assert.Equal(["mono\n"], Written("trace_clock"));
        Assert.Equal(["1408\n"], Written("buffer_size_kb"));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void A_tracer_comes_back_after_everything_else_and_an_empty_buffer()
    {
        Set("current_tracer", "function\n");
        Take("max_graph_depth", "current_tracer", "tracing_on").PutBack();
        Assert.Equal(["nop", "function\n"], Written("current_tracer"));
        Assert.Equal([""], Written("trace"));
        Assert.Equal(["0", "1\n"], Written("tracing_on"));
    }

    [Fact]
    public void One_borrows_at_a_time()
    {
        BorrowedFiles first = Take("max_graph_depth");
        KernelException error = Assert.Throws<KernelException>(() => Take("max_graph_depth"));
        Assert.Equal("EBUSY", error.ErrorName);
        Assert.Contains($"Process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        first.PutBack();
        Take("max_graph_depth").PutBack();
    }

    [Fact]
    public void What_a_dead_process_borrowed_is_put_back_by_the_next()
    {
        File.WriteAllLines(Note, ["1999999999 5", "set_graph_function vfs_read vfs_write", "max_graph_depth 3", "../../etc/x 1"]);
        BorrowedFiles next = Take("max_graph_depth");
        Assert.Equal(["vfs_read ", "vfs_write "], Written("set_graph_function"));
        Assert.Equal(["3\n"], Written("max_graph_depth"));
        Assert.DoesNotContain(_kernel.Files.Keys, name => name.Contains("..", StringComparison.Ordinal));
        next.PutBack();
        Assert.False(BorrowedFiles.RestoreOrphaned(_root, _folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x y")]
    [InlineData("12")]
    public void A_note_that_nobody_can_read_is_left_alone(string first)
    {
        File.WriteAllLines(Note, [first, "max_graph_depth 3"]);
        Assert.False(BorrowedFiles.RestoreOrphaned(_root, _folder));
        Assert.Equal("EBUSY", Assert.Throws<KernelException>(() => Take("max_graph_depth")).ErrorName);
        Assert.Empty(Written("max_graph_depth"));
    }

    private BorrowedFiles Take(params string[] files) => BorrowedFiles.Take(_root, files, _folder);

    private void Set(string file, string text) => _kernel["/t/" + file] = new FakeFile(text);

    private List<string> Written(string file) => _kernel["/t/" + file].Writes;
}
