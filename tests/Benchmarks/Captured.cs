using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>Sub-buffers of real events, held in memory so that decoding is measured without the kernel.</summary>
internal sealed class Captured
{
    public required TracefsRoot Root { get; init; }

    public required SubBufferLayout Layout { get; init; }

    public required byte[][] Pages { get; init; }

    public required long Events { get; init; }

    /// <summary>Records the generators' events of two CPUs, and takes the raw sub-buffers.</summary>
    public static Captured Take(TracefsRoot root, EventName name, int perCpu)
    {
        using PrivateSession session = PrivateSession.Create(root, new SessionSettings { BufferSize = 128 << 20 });
        EventSwitch.Enable(session.Instance, [name], $"fd >= {Generator.First}");
        Generator.RunPair(root, perCpu);
        session.Instance.TracingOn = false;
        SubBufferLayout layout = session.Instance.Layout();
        var pages = new List<byte[]>();
        foreach (int cpu in session.Instance.Cpus())
        {
            using var source = new ReadSource(root.Syscalls, session.Instance.RawPath(cpu), layout);
            var page = new byte[layout.Size];
            while (source.Take(page) > 0) pages.Add([.. page]);
        }

        return new Captured { Root = root, Layout = layout, Pages = [.. pages], Events = pages.Sum(page => Scan(page, layout)) };
    }

    /// <summary>Walks through one sub-buffer.</summary>
    public static long Scan(byte[] page, in SubBufferLayout layout)
    {
        var walker = new SubBufferWalker(SubBufferHeader.Read(page, layout), layout);
        long count = 0;
        while (walker.MoveNext(page)) count++;
        return count;
    }

    /// <summary>Makes the object of every record of one sub-buffer.</summary>
    public static long Decode(byte[] page, in SubBufferLayout layout, EventDecoder decoder, KTraceEvent[] into,
        Func<KTraceEvent, long>? read)
    {
        var walker = new SubBufferWalker(SubBufferHeader.Read(page, layout), layout);
        long count = 0, sum = 0;
        while (walker.MoveNext(page))
        {
            KTraceEvent made = decoder.Decode(page.AsSpan(walker.DataStart, walker.DataLength), walker.Timestamp, 0);
            into[count & (into.Length - 1)] = made;
            if (read is not null) sum += read(made);
            count++;
        }

        return count + (sum & 1);
    }
}
