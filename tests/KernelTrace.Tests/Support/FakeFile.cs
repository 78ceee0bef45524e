using System.Text;
using KernelTrace.Interop;

namespace KernelTrace.Tests.Support;

/// <summary>Reads a file of the fake kernel: bytes written into the buffer, or -errno.</summary>
internal delegate int FakeRead(Span<byte> buffer);

/// <summary>A file of the fake kernel: what reading gives, what was written, and what fails.</summary>
internal sealed class FakeFile
{
    public FakeFile()
    {
    }

    public FakeFile(string text) => Content = () => Encoding.UTF8.GetBytes(text);

    /// <summary>What a reader that opens the file now gets.</summary>
    public Func<byte[]> Content { get; set; } = () => [];

    /// <summary>Errors (as -errno) that reads and writes give before they go on.</summary>
    public Queue<int> Errors { get; } = new();

    /// <summary>-errno of open(2).</summary>
    public int OpenError { get; set; }

    /// <summary>Which file it says to be.</summary>
    public FileStatus Status { get; set; } = new(1, 1, 0, 0, IsRegular: true);

    /// <summary>No read gives more at once.</summary>
    public int MostPerRead { get; set; } = int.MaxValue;

    /// <summary>Takes the place of <see cref="Content"/>.</summary>
    public FakeRead? OnRead { get; set; }

    /// <summary>Each write(2), in order.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Flags of each open(2).</summary>
    public List<int> Opened { get; } = [];
}
