using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The constant strings that events point at (<c>printk_formats</c> of tracefs). Read when first asked, and again,
/// once a second at most, for an address that is not in it: a module brings its own.</summary>
internal sealed class KernelTexts(KernelFile files, string path)
{
    private const int ReadAgainAfterMilliseconds = 1000;

    private IReadOnlyDictionary<ulong, string>? _texts;
    private long _readAt;

    public string? Find(ulong address)
    {
        if (_texts?.GetValueOrDefault(address) is string known) return known;
        long now = Environment.TickCount64;
        if (_texts is not null && now - _readAt < ReadAgainAfterMilliseconds) return null;
        _readAt = now;
        _texts = PrintkFormats.Parse(files.TryRead(path, out string text) == 0 ? text : "");
        return _texts.GetValueOrDefault(address);
    }
}
