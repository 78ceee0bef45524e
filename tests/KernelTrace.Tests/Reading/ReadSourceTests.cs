using KernelTrace.Interop;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

public sealed class ReadSourceTests
{
    private const string Raw = "/t/per_cpu/cpu0/trace_pipe_raw";

    private readonly FakeSyscalls _kernel = new() { [Raw] = new FakeFile() };

    [Fact]
    public void It_opens_without_waiting_and_takes_whole_sub_buffers()
    {
        var asked = new List<int>();
        _kernel[Raw].OnRead = buffer =>
        {
            asked.Add(buffer.Length);
            buffer.Fill(7);
            return buffer.Length;
        };
        using var source = new ReadSource(_kernel, Raw, TickSource.Layout);
        var page = new byte[TickSource.PageSize];

        Assert.Equal(TickSource.PageSize, source.Take(page));
        Assert.Equal([TickSource.PageSize], asked);
        Assert.Equal([Libc.O_RDONLY | Libc.O_NONBLOCK], _kernel[Raw].Opened);
        Assert.All(page, value => Assert.Equal(7, value));
    }

    [Theory]
    [InlineData(Errno.EAGAIN)]
    [InlineData(Errno.ENODEV)]
    public void Nothing_recorded_and_an_offline_cpu_are_nothing(int error)
    {
        _kernel[Raw].Errors.Enqueue(-error);
        using var source = new ReadSource(_kernel, Raw, TickSource.Layout);

        Assert.Equal(0, source.Take(new byte[TickSource.PageSize]));
    }

    [Fact]
    public void An_interrupted_read_is_made_again()
    {
        _kernel[Raw].Errors.Enqueue(-Errno.EINTR);
        _kernel[Raw].Errors.Enqueue(-Errno.EINTR);
        _kernel[Raw].OnRead = _ => 100;
        using var source = new ReadSource(_kernel, Raw, TickSource.Layout);

        Assert.Equal(100, source.Take(new byte[TickSource.PageSize]));
    }

    [Fact]
    public void Another_error_names_the_file()
    {
        _kernel[Raw].Errors.Enqueue(-Errno.EIO);
        using var source = new ReadSource(_kernel, Raw, TickSource.Layout);

        var error = Assert.Throws<KernelException>(() => source.Take(new byte[TickSource.PageSize]));
        Assert.Equal($"read {Raw}: Input/output error (EIO)", error.Message);
    }

    [Fact]
    public void A_buffer_that_another_reader_holds_is_explained()
    {
        _kernel[Raw].OpenError = -Errno.EBUSY;

        var error = Assert.Throws<KernelException>(() => new ReadSource(_kernel, Raw, TickSource.Layout));
        Assert.Contains("Another reader holds this buffer.", error.Message);
    }

    [Fact]
    public void It_closes_its_file()
    {
        var source = new ReadSource(_kernel, Raw, TickSource.Layout);
        Assert.False(source.WaitOn.IsClosed);
        source.Dispose();

        Assert.True(source.WaitOn.IsClosed);
    }
}
