using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Sub-buffers of real kernels: walked to their end, with as many records as the kernel's text has events.
/// </summary>
public sealed class PageTests
{
    public static TheoryData<string, string> All => CaptureList.All;

    public static TheoryData<string, string> LineByLine => CaptureList.LineByLine;

    [Theory, MemberData(nameof(All))]
    public void The_layout_is_that_of_the_captured_sub_buffers(string line, string name)
    {
        var capture = Capture.Of(line, name);
        Assert.Equal(SubBufferLayout.For64Bit(capture.SubBufferSize), capture.Layout);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_page_is_walked_to_its_end(string line, string name)
    {
        var capture = Capture.Of(line, name);
        foreach (int cpu in capture.Cpus)
        {
            int number = 0;
            foreach (ReadOnlyMemory<byte> page in capture.Pages(cpu))
            {
                SubBufferHeader header = SubBufferHeader.Read(page.Span, capture.Layout);
                var walker = new SubBufferWalker(header, capture.Layout);
                int records = 0;
                while (walker.MoveNext(page.Span)) records++;
                Assert.Equal(SubBufferStatus.End, walker.Status);
                // a page may hold nothing but an event that was taken back
                Assert.True(records + walker.Discarded > 0, $"page {number} of CPU {cpu} has no record");
                number++;
            }
        }
    }

    [Theory, MemberData(nameof(LineByLine))]
    public void There_is_a_record_for_each_event_of_the_text(string line, string name)
    {
        var capture = Capture.Of(line, name);
        List<TextEvent> text = capture.Text();
        foreach (int cpu in capture.Cpus)
            Assert.Equal(text.Count(item => item.Cpu == cpu), capture.Records(cpu).Count);
        Assert.Equal(capture.Cpus.Sum(cpu => capture.Stats(cpu, "entries").Sum()), text.Count);
        Assert.All(text, item => Assert.Contains(item.Cpu, capture.Cpus));
    }
}
