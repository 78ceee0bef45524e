using KernelTrace.Interop;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Interop;

public sealed class KernelFileTests
{
    private readonly FakeSyscalls _kernel = new();

    private KernelFile Files => new(_kernel);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void The_whole_text_comes_however_it_is_cut(int most)
    {
        // longer than the buffer at first is, and with a letter of two bytes on every cut
        string text = string.Concat(Enumerable.Repeat("ü1234567", most == 1 ? 100 : 10_000));
        _kernel["/f"] = new FakeFile(text) { MostPerRead = most };

        Assert.Equal(text, Files.Read("/f"));
        Assert.All(_kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    [Fact]
    public void An_empty_file_is_an_empty_text()
    {
        _kernel["/f"] = new FakeFile("");

        Assert.Equal("", Files.Read("/f"));
    }

    [Fact]
    public void An_interrupted_call_is_made_again()
    {
        _kernel["/f"] = new FakeFile("text");
        _kernel["/f"].Errors.Enqueue(-Errno.EINTR);
        _kernel["/f"].Errors.Enqueue(-Errno.EINTR);
        Assert.Equal("text", Files.Read("/f"));

        _kernel["/f"].Errors.Enqueue(-Errno.EINTR);
        Files.Write("/f", "1");
        Assert.Equal(["1"], _kernel["/f"].Writes);
    }

    [Fact]
    public void An_error_of_open_names_the_file()
    {
        _kernel["/f"] = new FakeFile { OpenError = -Errno.EACCES };

        var error = Assert.Throws<KernelException>(() => Files.Read("/f"));
        Assert.Equal("read /f: Permission denied (EACCES)", error.Message);
        Assert.Equal((-Errno.EACCES, ""), (Files.TryRead("/f", out string text), text));
        Assert.Equal("write /f: Permission denied (EACCES)", Assert.Throws<KernelException>(() => Files.Write("/f", "x")).Message);
    }

    [Fact]
    public void An_error_in_the_middle_closes_the_file()
    {
        _kernel["/f"] = new FakeFile("text");
        _kernel["/f"].Errors.Enqueue(-Errno.EIO);

        Assert.Equal(-Errno.EIO, Files.TryRead("/f", out string text));
        Assert.Equal("", text);
        _kernel["/f"].Errors.Enqueue(-Errno.EBUSY);
        Assert.Equal("write /f: Device or resource busy (EBUSY)", Assert.Throws<KernelException>(() => Files.Append("/f", "x")).Message);
        Assert.All(_kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    /// <summary>A truncating open clears a definition file, so appending must not truncate.</summary>
    [Fact]
    public void Write_truncates_and_append_does_not()
    {
        _kernel["/f"] = new FakeFile();
        Files.Write("/f", "ä");
        Files.Append("/f", "b");

        Assert.Equal(["ä", "b"], _kernel["/f"].Writes);
        Assert.Equal([Libc.O_WRONLY | Libc.O_TRUNC, Libc.O_WRONLY | Libc.O_APPEND], _kernel["/f"].Opened);
    }

    [Fact]
    public void A_file_without_end_does_not_fill_the_memory()
    {
        _kernel["/f"] = new FakeFile { OnRead = buffer => buffer.Length };

        Assert.Equal(-Errno.ENOMEM, Files.TryRead("/f", out _));
    }
}
