using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>The versions of the dynamic linker's symbols.</summary>
/// <remarks>
/// A section has two bytes for each symbol: bits 0..14 the number of its version (0 local, 1 without), bit 15 where it is not
/// the default. Two more sections say the numbers' names; each is a list of lists, linked by distances:
/// <code>
/// defined here   0 u16 form  2 u16 flags  4 u16 number  6 u16 names   8 u32 hash  12 u32 first name  16 u32 next
///   its name     0 u32 name  4 u32 next
/// needed         0 u16 form  2 u16 names  4 u32 file    8 u32 first name         12 u32 next
///   a version    0 u32 hash  4 u16 flags  6 u16 number  8 u32 name   12 u32 next
/// </code>
/// Source: the Linux Standard Base's chapter on symbol versioning.
/// </remarks>
internal sealed class ElfVersions
{
    private const int Hidden = 0x8000, First = 2;
    private const long LargestTable = 16 << 20;
    private const int MostVersions = 0x8000, LongestName = 256; // numbers have 15 bits

    private readonly Dictionary<int, string> _names = [];
    private readonly ReadOnlyMemory<byte> _ofSymbols;
    private readonly ElfWords _words;
    private int _seen;

    private ElfVersions(ElfWords words, ReadOnlyMemory<byte> ofSymbols) => (_words, _ofSymbols) = (words, ofSymbols);

    /// <summary>Reads the versions of a table of symbols; a list that is not all there gives the names before.</summary>
    public static ElfVersions Read(ElfFile file, ByteSource source, int table)
    {
        ElfSection numbers = file.Sections.FirstOrDefault(one => one.Type == ElfSection.VersionOfSymbol && one.Link == table);
        var versions = new ElfVersions(file.Words, Bytes(source, numbers));
        if (versions._ofSymbols.IsEmpty) return versions;
        foreach (uint type in new[] { ElfSection.VersionsDefined, ElfSection.VersionsNeeded })
        {
            ElfSection section = file.Sections.FirstOrDefault(one => one.Type == type);
            if (section.Type != type || section.Link >= file.Sections.Count) continue;
            versions.ReadNames(Bytes(source, section).Span, Bytes(source, file.Sections[(int)section.Link]).Span, type == ElfSection.VersionsDefined);
        }

        return versions;
    }

    /// <summary>The version of a symbol; null for none.</summary>
    public string? Of(int symbol, out bool isDefault)
    {
        isDefault = true;
        if (symbol >= _ofSymbols.Length / 2) return null;
        int version = _words.U16(_ofSymbols.Span[(symbol * 2)..]);
        if ((version & ~Hidden) < First || !_names.TryGetValue(version & ~Hidden, out string? name)) return null;
        isDefault = (version & Hidden) == 0;
        return name;
    }

    private void ReadNames(ReadOnlySpan<byte> list, ReadOnlySpan<byte> text, bool defined)
    {
        int size = defined ? 20 : 16;
        while (list.Length >= size && _seen < MostVersions)
        {
            ReadOnlySpan<byte> names = Behind(list, _words.U32(list[(size - 8)..]));
            if (defined)
            {
                _seen++;
                // the first name is its own; those behind it are of versions that it takes the place of
                if (names.Length >= 8) Add(_words.U16(list[4..]), text, _words.U32(names));
            }
            else
            {
                for (; names.Length >= 16 && _seen < MostVersions; names = Behind(names, _words.U32(names[12..])))
                    Add(_words.U16(names[6..]), text, _words.U32(names[8..]));
            }

            list = Behind(list, _words.U32(list[(size - 4)..]));
        }
    }

    private void Add(int number, ReadOnlySpan<byte> text, uint name)
    {
        _seen++;
        ReadOnlySpan<byte> found = ElfText.BytesAt(text, name);
        if (found.Length is > 0 and < LongestName) _names.TryAdd(number & ~Hidden, Encoding.UTF8.GetString(found));
    }

    /// <summary>What is at a distance, always further on; nothing behind the last.</summary>
    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> list, uint distance) =>
        distance == 0 || distance >= list.Length ? default : list[(int)distance..];

    private static ReadOnlyMemory<byte> Bytes(ByteSource source, ElfSection section) => section.Type == ElfSection.NoBits ? default
        : source.ReadPart((long)section.Offset, (long)Math.Min(section.Size, LargestTable));
}
