using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>A record as a walk sees it.</summary>
internal sealed record Seen(long Time, string Data)
{
    public static Seen Of(long time, params byte[] data) => new(time, Convert.ToHexString(data));
}

/// <summary>Walks through a page to its end and holds the walker to its promises on the way.</summary>
internal static class Walk
{
    public static (List<Seen> Records, SubBufferStatus Status) Through(ReadOnlySpan<byte> page, in SubBufferLayout layout) =>
        Through(page, SubBufferHeader.Read(page, layout), layout, out _);

    public static (List<Seen> Records, SubBufferStatus Status) Through(PageBuilder page) =>
        Through(page.Build(), page.Layout);

    /// <summary>Walks with a header that may have been read from other bytes than the page's.</summary>
    public static (List<Seen> Records, SubBufferStatus Status) Through(ReadOnlySpan<byte> page, in SubBufferHeader header,
        in SubBufferLayout layout, out SubBufferWalker walker)
    {
        walker = new SubBufferWalker(header, layout);
        var records = new List<Seen>();
        int behindLast = layout.DataOffset;
        int dataEnd = Math.Min(layout.DataOffset + header.DataLength, page.Length);
        while (walker.MoveNext(page))
        {
            Check(walker.Status == SubBufferStatus.Good, "a step that found a record is good");
            Check(walker.DataLength >= 0, "a length is not negative");
            Check(walker.DataStart >= behindLast + 4, "a record stands behind its header and the record before it");
            Check(walker.DataStart + walker.DataLength <= dataEnd, "a record ends inside the data");
            behindLast = walker.DataStart + walker.DataLength;
            records.Add(new Seen(walker.Timestamp, Convert.ToHexString(page.Slice(walker.DataStart, walker.DataLength))));
            Check(records.Count <= page.Length / 4, "a page has no more records than words");
        }

        SubBufferStatus status = walker.Status;
        Check(status != SubBufferStatus.Good, "a walk that is over tells why");
        Check(!walker.MoveNext(page) && walker.Status == status, "a walk that is over stays over");
        return (records, status);
    }

    private static void Check(bool condition, string promise)
    {
        // not an assertion of the test framework: a fuzzer runs this too
        if (!condition) throw new InvalidOperationException("broken: " + promise);
    }
}
