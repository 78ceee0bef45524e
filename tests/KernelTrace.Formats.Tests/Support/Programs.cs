using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>The programs of <c>tests/Fixtures/elf</c>, unpacked once.</summary>
internal static class Programs
{
    private static readonly Lazy<Dictionary<string, byte[]>> _files = new(Unpack);

    public static IEnumerable<string> All { get; } = ["pie", "fixed", "stripped", "packed", "pie.debug", "cxx", "libversions.so"];

    public static byte[] Bytes(string name) => _files.Value[name];

    public static string[] Lines(string name) => Encoding.UTF8.GetString(Bytes(name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Puts a program where it can be run.</summary>
    /// <returns>Its path.</returns>
    public static string Put(string name, string folder, string? under = null)
    {
        string path = Path.Combine(folder, under ?? name);
        File.WriteAllBytes(path, Bytes(name));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    private static Dictionary<string, byte[]> Unpack()
    {
        var files = new Dictionary<string, byte[]>();
        using FileStream file = File.OpenRead(Path.Combine(Folder(), "elf.tar.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is TarEntry entry)
        {
            if (entry.DataStream is not Stream data) continue;
            var bytes = new byte[data.Length];
            data.ReadExactly(bytes);
            files[entry.Name[(entry.Name.LastIndexOf('/') + 1)..]] = bytes;
        }

        return files;
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Fixtures", "elf"));
}
