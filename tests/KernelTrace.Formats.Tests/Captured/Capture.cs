using System.Collections.Concurrent;
using System.Globalization;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>One recording of one kernel: raw sub-buffers, and the kernel's own text of the same events.</summary>
internal sealed class Capture
{
    private static readonly ConcurrentDictionary<(string Line, string Name), Lazy<Capture>> _captures = new();

    private readonly FixtureArchive _archive;
    private readonly int _cpus;
    private readonly string _line;
    private readonly string _name;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private readonly Lazy<List<(CapturedRecord, TextEvent)>> _pairs;

    private Capture(string line, string name)
    {
        _archive = FixtureArchive.Of(line);
        _cpus = int.Parse(_archive.Settings("kernel.txt")["cpus"], CultureInfo.InvariantCulture);
        _line = line;
        _name = name;
        _settings = _archive.Settings(name + "/capture.txt");
        string own = name + "/header_page";
        Layout = SubBufferLayout.Parse(_archive.Text(_archive.Has(own) ? own : "header_page"));
        _pairs = new Lazy<List<(CapturedRecord, TextEvent)>>(Pair);
    }

    /// <summary>The records with the kernel's text of each. A CPU's records stand in the text in their own order.</summary>
    public IReadOnlyList<(CapturedRecord Record, TextEvent Text)> Pairs => _pairs.Value;

    public SubBufferLayout Layout { get; }

    public FixtureFacts Facts => FixtureFacts.Of(_line);

    /// <summary>The text with addresses as they are, not hashed; null where there is none. That of 6.1 is of no use: without
    /// hashes it loses the strings that a record holds, and what stands behind them.</summary>
    public List<TextEvent>? PlainText => _line != "6.1" && _archive.Has(_name + "/trace-nohash.txt") ? TextEvent.Parse(_archive.Text(_name + "/trace-nohash.txt")) : null;

    public string Clock => _settings["clock"];

    public int SubBufferSize => int.Parse(_settings["subbuf_size"], CultureInfo.InvariantCulture);

    public bool CountsNanoseconds => Clock is not ("counter" or "uptime" or "x86-tsc");

    public IEnumerable<int> Cpus => Enumerable.Range(0, _cpus).Where(cpu => _archive.Has($"{_name}/cpu{cpu}.raw"));

    /// <summary>A capture; each is read once.</summary>
    public static Capture Of(string line, string name) => _captures.GetOrAdd((line, name),
        key => new Lazy<Capture>(() => new Capture(key.Line, key.Name))).Value;

    /// <summary>All captures of a kernel whose text has a line for each record.</summary>
    public static IEnumerable<Capture> LineByLine(string line) =>
        FixtureArchive.Of(line).Captures.Where(name => name != CaptureList.GraphTracer).Select(name => Of(line, name));

    /// <summary>The format of a number; the events defined for the capture are in a list of its own.</summary>
    public EventFormat? Format(int id)
    {
        string own = _name + "/formats.txt";
        return (_archive.Has(own) ? FormatList.Of(_line, own).Find(id) : null) ?? FormatList.Of(_line).Find(id);
    }

    public CommonLayout Common => FormatList.Of(_line).Find("ftrace:print").Common;

    public IEnumerable<ReadOnlyMemory<byte>> Pages(int cpu)
    {
        byte[] raw = _archive.Bytes($"{_name}/cpu{cpu}.raw");
        for (int at = 0; at < raw.Length; at += SubBufferSize) yield return raw.AsMemory(at, SubBufferSize);
    }

    /// <summary>The records of one CPU, in the order of the sub-buffers.</summary>
    public List<CapturedRecord> Records(int cpu)
    {
        var records = new List<CapturedRecord>();
        foreach (ReadOnlyMemory<byte> page in Pages(cpu)) records.AddRange(CapturedRecord.Walk(this, page));
        return records;
    }

    /// <summary>The text of the function graph as it is.</summary>
    public string GraphText() => _archive.Text(_name + "/trace.txt");

    public List<TextEvent> Text() => TextEvent.Parse(_archive.Text(_name + "/trace.txt"));

    /// <summary>The values of one counter of <c>stats.cpuN</c>, one for each round of the capture.</summary>
    public IEnumerable<long> Stats(int cpu, string counter) => _archive.Text($"{_name}/stats.cpu{cpu}").Split('\n')
        .Where(line => line.StartsWith(counter + ": ", StringComparison.Ordinal))
        .Select(line => long.Parse(line[(counter.Length + 2)..], CultureInfo.InvariantCulture));

    /// <summary>Thread and name, as known when the text was made.</summary>
    public IReadOnlyDictionary<int, string> SavedCommandLines() => _archive.Text(_name + "/saved_cmdlines")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2))
        .GroupBy(pair => int.Parse(pair[0], CultureInfo.InvariantCulture), pair => pair[1])
        .ToDictionary(group => group.Key, group => group.Last());

    private List<(CapturedRecord, TextEvent)> Pair()
    {
        List<TextEvent> text = Text();
        return [.. Cpus.SelectMany(cpu => Records(cpu).Zip(text.Where(item => item.Cpu == cpu)))];
    }
}
