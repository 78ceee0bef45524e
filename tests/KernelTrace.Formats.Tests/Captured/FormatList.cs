using System.Collections.Concurrent;
using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>A captured <c>formats.txt</c>: every format of a kernel, a line <c># system/event</c> before each.</summary>
internal sealed class FormatList
{
    private static readonly ConcurrentDictionary<(string Line, string Path), Lazy<FormatList>> _lists = new();

    private readonly Dictionary<int, EventFormat> _byId = [];

    private FormatList(string text)
    {
        foreach (string part in ("\n" + text).Split("\n# ", StringSplitOptions.RemoveEmptyEntries))
        {
            int slash = part.IndexOf('/', StringComparison.Ordinal), end = part.IndexOf('\n', StringComparison.Ordinal);
            EventFormat format = EventFormatParser.Parse(part[..slash], part[(end + 1)..]);
            if (format.Name != part[(slash + 1)..end])
                throw new InvalidDataException($"'{part[..end]}' was parsed as {format}");
            All.Add(format);
            _byId[format.Id] = format;
        }
    }

    public List<EventFormat> All { get; } = [];

    public static FormatList Of(string line, string path = "formats.txt") => _lists.GetOrAdd((line, path),
        key => new Lazy<FormatList>(() => new FormatList(FixtureArchive.Of(key.Line).Text(key.Path)))).Value;

    public EventFormat? Find(int id) => _byId.GetValueOrDefault(id);

    public EventFormat Find(string fullName) => All.Single(format => format.FullName == fullName);
}
