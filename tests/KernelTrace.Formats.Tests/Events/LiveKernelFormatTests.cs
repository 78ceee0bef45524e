using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>The formats of the kernel that the tests run on, where they may be read.</summary>
public class LiveKernelFormatTests
{
    private static readonly string[] _roots = ["/sys/kernel/tracing/events", "/sys/kernel/debug/tracing/events"];

    [Fact]
    public void Every_format_parses_and_reads_an_empty_record()
    {
        int seen = 0;
        foreach ((string system, string text) in Texts())
        {
            seen++;
            EventFormat format = EventFormatParser.Parse(system, text);
            Assert.True(format.Common.PidOffset > 0, $"{format} has a thread");
            Assert.Equal(text.Split("\tfield:").Length - 1, format.CommonFields.Count + format.Fields.Count);
            FieldReader.ReadAll(format, []);
            FieldReader.ReadAll(format, Decoding.Record(format.FixedSize + 8));
            // a class costs time and is never unloaded: every tenth event has to do
            if (seen % 10 == 0) FuzzTargets.ReadEverything(Decoding.Event(format, Decoding.Record(format.FixedSize)));
        }

        Assert.True(seen > 50, $"only {seen} formats");
    }

    [Fact]
    public void Every_pointer_is_an_address()
    {
        foreach ((string system, string text) in Texts())
        {
            foreach (FieldFormat field in EventFormatParser.Parse(system, text).Fields)
            {
                if (field.Type.Contains('*') && !field.Type.Contains('[')) Assert.Equal(FieldKind.Address, field.Kind);
            }
        }
    }

    [Fact]
    public void The_header_page_parses()
    {
        string path = Path.Combine(Root(), "header_page");
        Assert.SkipUnless(File.Exists(path), $"there is no {path}");

        SubBufferLayout layout = SubBufferLayout.Parse(File.ReadAllText(path));
        Assert.Equal(0, layout.Size % 4096);
        Assert.Equal(8 + layout.CommitSize, layout.DataOffset);
    }

    /// <summary>Others make and remove probes while the tests run: what is gone is passed over.</summary>
    private static List<(string System, string Text)> Texts()
    {
        var texts = new List<(string, string)>();
        foreach (string path in Directory.EnumerateDirectories(Root()).SelectMany(Events))
        {
            try
            {
                texts.Add((Path.GetFileName(Path.GetDirectoryName(path))!, File.ReadAllText(Path.Combine(path, "format"))));
            }
            catch (IOException)
            {
            }
        }

        return texts;
    }

    private static string[] Events(string system)
    {
        try
        {
            return Directory.GetDirectories(system);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string Root()
    {
        string? root = _roots.FirstOrDefault(Readable);
        Assert.SkipWhen(root is null, "tracefs is not mounted, or may not be read by this user");
        return root;
    }

    private static bool Readable(string path)
    {
        try
        {
            return Directory.Exists(path) && Directory.EnumerateDirectories(path).Any();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
