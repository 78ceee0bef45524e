using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The files of one kernel line, out of <c>tests/Fixtures/kernel-LINE.tar.gz</c>; each archive is unpacked
/// once.</summary>
internal sealed class FixtureArchive
{
    private static readonly ConcurrentDictionary<string, Lazy<FixtureArchive>> _archives = new();

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly string _line;

    private FixtureArchive(string line)
    {
        _line = line;
        using FileStream file = File.OpenRead(Path.Combine(Folder(), $"kernel-{line}.tar.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is TarEntry entry)
        {
            if (entry.DataStream is not Stream data) continue;
            var bytes = new byte[data.Length];
            data.ReadExactly(bytes);
            // everything lies under LINE/
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            _files[name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = bytes;
        }
    }

    /// <summary>The kernel lines that there are captures of.</summary>
    public static IReadOnlyList<string> Lines { get; } = [.. Directory.EnumerateFiles(Folder(), "kernel-*.tar.gz")
        .Select(path => Path.GetFileName(path)["kernel-".Length..^".tar.gz".Length]).Order(StringComparer.Ordinal)];

    /// <summary>The names of the captures: the folders that hold a <c>capture.txt</c>.</summary>
    public IEnumerable<string> Captures => _files.Keys
        .Where(path => path.EndsWith("/capture.txt", StringComparison.Ordinal))
        .Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)]).Order(StringComparer.Ordinal);

    public static FixtureArchive Of(string line) =>
        _archives.GetOrAdd(line, key => new Lazy<FixtureArchive>(() => new FixtureArchive(key))).Value;

    public bool Has(string path) => _files.ContainsKey(path);

    public byte[] Bytes(string path) => _files.TryGetValue(path, out byte[]? bytes) ? bytes
        : throw new FileNotFoundException($"kernel-{_line}.tar.gz holds no {path}");

    /// <summary>The text of a file, a character a byte: events may hold bytes that are no UTF-8.</summary>
    public string Text(string path) => Encoding.Latin1.GetString(Bytes(path));

    /// <summary>A file of lines <c>key=value</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings(string path) => Text(path)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Fixtures"));
}
