using System.Globalization;
using System.IO.Compression;
using System.Text;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>What the running kernel was configured with: <c>/proc/config.gz</c>, or the file that distributions put into
/// <c>/boot</c>. Read when first asked; empty where there is neither.</summary>
internal sealed class KernelConfig
{
    private const string Packed = "/proc/config.gz", Release = "/proc/sys/kernel/osrelease";
    private const int LongestText = 4 << 20; // a few hundred kilobytes in truth; what is packed may be hostile

    private readonly KernelFile _files;
    private readonly Lazy<string> _text;
    private readonly Lazy<Version?> _version;

    internal KernelConfig(ISyscalls syscalls)
    {
        _files = new KernelFile(syscalls);
        _text = new Lazy<string>(() => "\n" + (Unpack() ?? FromBoot() ?? ""));
        _version = new Lazy<Version?>(ReadVersion);
    }

    /// <summary>The first two numbers of the release, <c>6.18</c> of <c>6.18.44-amd64</c>; null where it is not known.</summary>
    public Version? KernelVersion => _version.Value;

    /// <summary>Whether it was found; where it was not, no setting is known.</summary>
    public bool IsKnown => _text.Value.Length > 1;

    /// <summary>The value of a setting, such as <c>250</c> of <c>CONFIG_HZ</c>; null where it is off or not known.</summary>
    public string? Find(string setting)
    {
        int at = _text.Value.IndexOf($"\n{setting}=", StringComparison.Ordinal);
        if (at < 0) return null;
        at += setting.Length + 2;
        int end = _text.Value.IndexOf('\n', at);
        return (end < 0 ? _text.Value[at..] : _text.Value[at..end]).Trim('"');
    }

    private string? Unpack()
    {
        if (_files.TryReadBytes(Packed, out ReadOnlyMemory<byte> bytes) < 0) return null;
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            var text = new byte[LongestText];
            int length = unpacked.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return Encoding.ASCII.GetString(text, 0, length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private Version? ReadVersion()
    {
        if (_files.TryRead(Release, out string release) < 0) return null;
        string[] parts = release.Split('.', '-', '+');
        return parts.Length > 1 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor) ? new Version(major, minor) : null;
    }

    private string? FromBoot() => _files.TryRead(Release, out string release) == 0
        && _files.TryRead($"/boot/config-{release.Trim()}", out string text) == 0 ? text : null;
}
