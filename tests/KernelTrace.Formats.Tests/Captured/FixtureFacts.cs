using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>What a fixture knows of its kernel.</summary>
internal sealed class FixtureFacts : KernelFacts
{
    private static readonly ConcurrentDictionary<string, Lazy<FixtureFacts>> _facts = new();

    private readonly CapturedSymbols _symbols;
    private readonly Dictionary<ulong, string> _texts = [];
    private readonly Dictionary<string, long> _constants = [];
    private readonly Dictionary<string, int> _sizes = [];
    private readonly Dictionary<string, ulong> _variables = [];
    private readonly Dictionary<(string, string), KernelMember> _members = [];
    private readonly Dictionary<string, string> _attached = [];

    /// <summary>Prototypes as <c>include/linux/fs.h</c> has them, for the functions that a capture has the arguments of:
    /// p a pointer, u an unsigned integer, s a signed one.</summary>
    private static readonly Dictionary<string, string> _prototypes = new[]
    {
        "vfs_fadvise p:file s:offset s:len s:advice", "vfs_fstat s:fd p:stat", "vfs_fstatat s:dfd p:filename p:stat s:flags",
        "vfs_get_link p:dentry p:done", "vfs_getattr_nosec p:path p:stat u:request_mask u:query_flags",
        "vfs_getxattr p:idmap p:dentry p:name p:value u:size",
        "vfs_getxattr_alloc p:idmap p:dentry p:name p:xattr_value u:xattr_size u:flags", "vfs_iter_read p:file p:iter p:ppos s:flags",
        "vfs_open p:path p:file", "vfs_read p:file p:buf u:count p:pos", "vfs_write p:file p:buf u:count p:pos",
    }.ToDictionary(prototype => prototype.Split(' ')[0], prototype => prototype[(prototype.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    private FixtureFacts(string line)
    {
        FixtureArchive archive = FixtureArchive.Of(line);
        KnowsModuleSizes = archive.Settings("kernel.txt").ContainsKey("symbols");
        _symbols = new CapturedSymbols(archive.Text("kallsyms"), KnowsModuleSizes);
        foreach (string item in archive.Text("printk_formats").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // 0xffffffff82890cac : "thaw_processes"
            int colon = item.IndexOf(" : ", StringComparison.Ordinal);
            _texts[ulong.Parse(item[2..colon], NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = item[(colon + 4)..^1].Replace("\\n", "\n", StringComparison.Ordinal);
        }

        string[] version = archive.Settings("kernel.txt")["release"].Split('.', '-', '+');
        Release = new Version(int.Parse(version[0], CultureInfo.InvariantCulture), int.Parse(version[1], CultureInfo.InvariantCulture));
        foreach ((string key, string value) in archive.Settings("kernel.txt"))
        {
            if (key == "hz") _constants["HZ"] = long.Parse(value, CultureInfo.InvariantCulture);
            if (key.StartsWith("variable.", StringComparison.Ordinal))
                _variables[key["variable.".Length..]] = ulong.Parse(value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        // older captures, and a kernel that does not show its memory: addresses were not randomized, and Debian's kernels tick
        // 250 times a second
        _variables.TryAdd("vmemmap_base", 0xffffea0000000000);
        _constants.TryAdd("HZ", 250);
        // the ticks of the moment when the text was printed are not kept: KnownExceptions
        _variables["jiffies"] = 1UL << 32;
        if (archive.Has("names.txt")) ReadNames(archive.Text("names.txt"));
        if (!archive.Has("dynamic/definitions.txt")) return;
        foreach (string[] words in archive.Text("dynamic/definitions.txt").Split('\n').Select(item => item.Split(' ')))
        {
            if (words[0].StartsWith("e:", StringComparison.Ordinal)) _attached[words[0][2..].Replace('/', ':')] = words[1];
        }
    }

    public override Version Release { get; }

    /// <summary>Whether the symbols of modules were captured with those behind them: older captures took the next line of
    /// the list, which for a module is not the next by address.</summary>
    public bool KnowsModuleSizes { get; }

    public static FixtureFacts Of(string line) => _facts.GetOrAdd(line, key => new Lazy<FixtureFacts>(() => new FixtureFacts(key))).Value;

    public override bool TryFindSymbol(ulong address, out KernelSymbol symbol) => _symbols.TryFind(address, out symbol);

    public override bool TryFindText(ulong address, [NotNullWhen(true)] out string? text) => _texts.TryGetValue(address, out text);

    public override bool TryFindConstant(string name, out long value) => _constants.TryGetValue(name, out value);

    public override bool TryFindSize(string type, out int size) => _sizes.TryGetValue(type, out size);

    public override bool TryFindVariable(string name, out ulong value) => _variables.TryGetValue(name, out value);

    public override bool TryFindMember(string type, string name, out KernelMember member) => _members.TryGetValue((type, name), out member);

    public override bool TryFindAttachedEvent(string system, string name, [NotNullWhen(true)] out string? attached) =>
        _attached.TryGetValue($"{system}:{name}", out attached);

    public override bool TryFindParameters(string function, out IReadOnlyList<KernelParameter> parameters)
    {
        parameters = [.. _prototypes.GetValueOrDefault(function, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item =>
            new KernelParameter(item[2..], item[0] switch { 'p' => KernelParameterKind.Pointer, 'u' => KernelParameterKind.Unsigned, _ => KernelParameterKind.Signed }, 8, ""))];
        return parameters.Count > 0;
    }

    /// <summary>Lines <c>constant NAME VALUE</c>, <c>size TYPE BYTES</c>, <c>member TYPE NAME OFFSET SIZE SIGNED CTYPE</c>;
    /// a type may have several words.</summary>
    private void ReadNames(string text)
    {
        foreach (string[] words in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(' ')))
        {
            switch (words[0])
            {
                case "constant":
                    _constants[words[1]] = long.Parse(words[2], CultureInfo.InvariantCulture);
                    break;
                case "size":
                    _sizes[string.Join(' ', words[1..^1])] = int.Parse(words[^1], CultureInfo.InvariantCulture);
                    break;
                case "member":
                    int name = words[1] is "struct" or "union" ? 3 : 2;
                    _members[(string.Join(' ', words[1..name]), words[name])] = new KernelMember(
                        long.Parse(words[name + 1], CultureInfo.InvariantCulture), int.Parse(words[name + 2], CultureInfo.InvariantCulture),
                        words[name + 3] == "1", string.Join(' ', words[(name + 4)..]));
                    break;
            }
        }
    }
}
