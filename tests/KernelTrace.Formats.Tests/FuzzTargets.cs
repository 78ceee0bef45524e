using System.Reflection;
using System.Text;
using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests;

/// <summary>One method for each thing that reads hostile bytes. They return on any input, or throw what is a bug; the
/// property tests call them, and a fuzzer may.</summary>
public static class FuzzTargets
{
    private static readonly EventFormat[] _formats = [.. Samples.All.Select(sample => EventFormatParser.Parse(sample.System, sample.Text))];

    /// <summary>A sub-buffer, read by both layouts.</summary>
    public static void SubBuffer(ReadOnlySpan<byte> bytes)
    {
        Walk.Through(bytes, SubBufferLayout.For64Bit(Math.Max(bytes.Length, 16)));
        Walk.Through(bytes, new SubBufferLayout(0, 8, 4, 12, Math.Max(bytes.Length - 12, 0)));
    }

    /// <summary>The text of <c>header_page</c>, and a page read by what it says.</summary>
    public static void HeaderPage(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Walk.Through(bytes, SubBufferLayout.Parse(Encoding.UTF8.GetString(bytes)));
        }
        catch (FormatParseException)
        {
        }
    }

    /// <summary>The text of an event's <c>format</c>, and a few records read by what it says.</summary>
    public static void Format(ReadOnlySpan<byte> bytes)
    {
        EventFormat format;
        try
        {
            format = EventFormatParser.Parse("fuzz", Encoding.UTF8.GetString(bytes));
        }
        catch (FormatParseException)
        {
            return;
        }

        _ = new EventPrinter(format, KernelFacts.None).Print(bytes);
        FieldReader.ReadAll(format, []);
        FieldReader.ReadAll(format, bytes);
        foreach (FieldFormat field in format.Fields)
        {
            object? value = FieldReader.Read(field, bytes);
            if (value?.GetType() != field.ClrType)
                throw new InvalidOperationException($"{field} is a {value?.GetType()}, not a {field.ClrType}");
        }
    }

    /// <summary>A record: the first byte chooses the format, the rest is the record.</summary>
    public static void Record(ReadOnlySpan<byte> bytes)
    {
        EventFormat format = _formats[bytes.IsEmpty ? 0 : bytes[0] % _formats.Length];
        ReadEverything(Decoding.Event(format, bytes.IsEmpty ? bytes : bytes[1..]));
    }

    /// <summary>A BTF blob: all types in all their texts, and some names looked for.</summary>
    public static void Btf(ReadOnlySpan<byte> bytes)
    {
        BtfTypes types;
        try
        {
            types = BtfTypes.Parse(bytes.ToArray());
        }
        catch (BtfException)
        {
            return;
        }

        foreach (BtfType type in types.All)
        {
            Try(() => type.Definition());
            Try(() => types.TryFindSize(type.ToString(), out _));
            Try(() => types.TryFindType(type.ToString(), out _));
            Try(() => type.TryFindMember("flags", out _));
            Try(() => _ = type.IsSigned);
            Try(() => _ = type.Members);
            Try(() => _ = type.Parameters);
            Try(() => _ = type.Variables);
        }

        types.TryFindEnumerator("ZONE_HIGH", out _);
        types.TryFindFunction("vfs_read", out _);

        static void Try(Action ask)
        {
            try
            {
                ask();
            }
            catch (BtfException)
            {
            }
        }
    }

    /// <summary>The text of <c>kallsyms</c>, and some addresses and names looked up in it.</summary>
    public static void Kallsyms(ReadOnlySpan<byte> bytes)
    {
        KernelSymbolTable table = KernelSymbolTable.Parse(bytes);
        foreach (ulong address in new ulong[] { 0, 0xffffffff81000000, 0xffffffff81000015, 0xffffffffc0001085, 0xffffffffc0005fff, ulong.MaxValue })
        {
            if (table.TryFind(address, out KernelSymbol symbol) && (symbol.Address > address || symbol.Name.Contains('\n')))
                throw new InvalidOperationException($"{symbol} is not at {address:x}");
            table.MayBeModule(address);
        }

        table.TryFind("vfs_read", out _);
    }

    /// <summary>An ELF file: its headers and functions.</summary>
    public static void Elf(ReadOnlySpan<byte> bytes)
    {
        ByteSource source = ByteSource.Of(bytes.ToArray());
        ElfFile file;
        try
        {
            file = ElfFile.Read(source);
        }
        catch (ElfException)
        {
            return;
        }

        ElfSymbols symbols = ElfSymbols.Read(file, source);
        foreach (ulong address in new ulong[] { 0, 0x1100, 0x1155, 0x11ff, ulong.MaxValue })
        {
            file.TryFindAddress(address, out _);
            file.TryFindOffset(address, out _);
            if (symbols.TryFind(address, out ElfSymbol symbol) && address - symbol.Address >= symbol.Size)
                throw new InvalidOperationException($"{symbol} does not cover {address:x}");
        }
    }

    /// <summary>An ELF file: the names of its functions and addresses, what belongs to it, its marks and their arguments.</summary>
    public static void ElfNames(ReadOnlySpan<byte> bytes)
    {
        ByteSource source = ByteSource.Of(bytes.ToArray());
        ElfFile file;
        try
        {
            file = ElfFile.Read(source);
        }
        catch (ElfException)
        {
            return;
        }

        file.TryFindSection(source, ".gnu_debugdata", out _);
        ElfLinks links = ElfLinks.Read(file, source);
        if (links.BuildId is { Length: 0 } || links.Libraries.Contains("")) throw new InvalidOperationException("an empty name");
        ElfFunctionTable table = ElfFunctionTable.Read(file, source);
        for (int i = 0; i < table.Count; i++)
        {
            ElfFunction one = table[i];
            if (one.Name.Length == 0 || one.Version is { Length: 0 }) throw new InvalidOperationException("an empty name");
            if (file.TryFindCode(one.Address, out long offset) && offset < 0) throw new InvalidOperationException("before the file");
            Demangled(one.Name);
        }

        ElfFunctionTable.ReadAddresses(file, source);
        foreach (UsdtNote mark in UsdtNote.Read(file, source)) MarkArguments(mark.Arguments, file.Machine);
    }

    /// <summary>The text of a mark's arguments.</summary>
    public static void MarkArguments(string text, int machine)
    {
        foreach (UsdtArgument one in UsdtArgument.Parse(text, machine, name => name.Length))
        {
            if (one.ToFetchArgument() is null == one.Reason is null) throw new InvalidOperationException($"{one} has both or none");
            if (one.ToFetchArgument() is string fetch && fetch.Any(char.IsWhiteSpace)) throw new InvalidOperationException($"{fetch} would be split");
        }
    }

    /// <summary>A mangled name.</summary>
    public static void Demangled(string name)
    {
        if (MangledName.Demangle(name) is not string text) return;
        if (text.Length > 40 << 10) throw new InvalidOperationException("longer than it may be");
        MangledName.QualifiedName(text);
    }

    /// <summary>Reads all that an event shows.</summary>
    internal static void ReadEverything(KTraceEvent read)
    {
        foreach (PropertyInfo property in read.GetType().GetProperties())
        {
            object? value = property.GetValue(read);
            if (value is not null && !(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsInstanceOfType(value))
                throw new InvalidOperationException($"{property.Name} is of another type than it says");
        }

        if (read.Fields.Keys.Count != read.Fields.Values.Count || read.ToString().Length == 0 || read.Message is null)
            throw new InvalidOperationException("an event is not all there");
    }
}
