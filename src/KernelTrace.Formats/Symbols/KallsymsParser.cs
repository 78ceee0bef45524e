using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.Symbols;

/// <summary>Reads <c>/proc/kallsyms</c>.</summary>
/// <remarks>
/// A line each, first the kernel's own by address, then those of modules and of what else was loaded:
/// <code>
/// ffffffff81000000 T _stext
/// ffffffffc0203000 t ext4_sync_file	[ext4]
/// address          | name            module, bpf, __builtin__ftrace or __builtin__kprobes
///                  type as nm tells: t text, d b data, r read-only; capital: global
/// </code>
/// Source: <c>s_show</c>, <c>kernel/kallsyms.c</c>.
/// </remarks>
internal ref struct KallsymsParser(ReadOnlySpan<byte> text)
{
    private const int ShortestLine = 12; // 8 digits, a type, a name of one letter

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly List<string> _modules = [];
    private ulong[] _addresses = new ulong[text.Length / 40 + 16];
    private int[] _names = new int[text.Length / 40 + 16];
    private ushort[] _owners = [];
    private bool[] _isCode = new bool[text.Length / 40 + 16];
    private byte[] _kept = new byte[text.Length / 2 + 1024]; // zero, name, zero, name, ... zero
    private int _count, _keptLength = 1, _core = -1;
    private bool _hasData, _isSorted = true;

    public KernelSymbolTable Parse()
    {
        Read();
        if (_core < 0) _core = _count;
        Array.Resize(ref _addresses, _count);
        Array.Resize(ref _names, _count);
        Array.Resize(ref _isCode, _count);
        Array.Resize(ref _kept, _keptLength);
        if (!_isSorted) Sort(0, _core);
        Sort(_core, _count);
        var modules = new ModuleSymbols([.. _modules], _owners, _isCode[_core..]);
        return new KernelSymbolTable(_addresses, _names, _kept, _isCode, _core, modules, _hasData);
    }

    // runs once over megabytes: not in the slow code that counts calls first
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read()
    {
        ReadOnlySpan<byte> text = _text;
        while (text.Length > 0)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.Length < ShortestLine) continue;
            ulong address = 0;
            int at = 0;
            for (; at < line.Length && at <= 16; at++)
            {
                int digit = line[at] <= '9' ? line[at] - '0' : (line[at] | 0x20) - 'a' + 10;
                if ((uint)digit > 15) break;
                address = address << 4 | (uint)digit;
            }

            // digits, space, type, space, name
            if (at is 0 or > 16 || line.Length < at + 4 || line[at] != ' ' || line[at + 2] != ' ') continue;
            byte type = (byte)(line[at + 1] | 0x20);
            ReadOnlySpan<byte> name = line[(at + 3)..];
            int tab = name.IndexOf((byte)'\t');
            if (tab == 0) continue; // a module's symbol without a name, which tells nothing
            if (tab > 0 && name[^1] == ']')
            {
                if (_core < 0) _core = _count;
                AddOwner(name[(tab + 1)..]);
                name = name[..tab];
            }
            else if (_core >= 0)
            {
                continue; // behind the modules there are modules only
            }
            else
            {
                // some global data is told even where data is left out (without CONFIG_KALLSYMS_ALL), local data is not
                if (line[at + 1] is (byte)'d' or (byte)'b') _hasData = true;
                if (_count > 0 && address < _addresses[_count - 1]) _isSorted = false;
            }

            Add(address, name, type is (byte)'t' or (byte)'w');
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong address, ReadOnlySpan<byte> name, bool isCode)
    {
        if (_count == _addresses.Length)
        {
            Array.Resize(ref _addresses, _count * 2);
            Array.Resize(ref _names, _count * 2);
            Array.Resize(ref _isCode, _count * 2);
        }

        if (_keptLength + name.Length + 1 > _kept.Length) Array.Resize(ref _kept, _kept.Length * 2 + name.Length);
        _addresses[_count] = address;
        _isCode[_count] = isCode;
        _names[_count++] = _keptLength;
        name.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += name.Length + 1;
    }

    private void AddOwner(ReadOnlySpan<byte> bracketed)
    {
        int index = _count - _core;
        if (index == _owners.Length) Array.Resize(ref _owners, Math.Max(256, index * 2));
        string last = _modules.Count > 0 ? _modules[^1] : "";
        // modules follow each other, so that a name is made once for each; more than there can be are all called the last
        if (_modules.Count == 0 || (!Is(last, bracketed) && _modules.Count < ushort.MaxValue)) _modules.Add(ModuleSymbols.NameOf(bracketed));
        _owners[index] = (ushort)(_modules.Count - 1);
    }

    private static bool Is(string name, ReadOnlySpan<byte> bracketed)
    {
        if (bracketed.Length != name.Length + 2) return false;
        for (int i = 0; i < name.Length; i++)
        {
            if (bracketed[i + 1] != name[i]) return false;
        }

        return true;
    }

    /// <summary>By address; those of one address stay in the order of the table, which is the kernel's.</summary>
    private readonly void Sort(int from, int to)
    {
        int length = to - from;
        var order = new int[length];
        for (int i = 0; i < length; i++) order[i] = i;
        ulong[] keys = _addresses[from..to];
        Array.Sort(keys, order);
        for (int i = 0; i < length;)
        {
            int end = i + 1;
            while (end < length && keys[end] == keys[i]) end++;
            if (end - i > 1) Array.Sort(order, i, end - i);
            i = end;
        }

        keys.CopyTo(_addresses, from);
        int[] names = _names[from..to];
        bool[] isCode = _isCode[from..to];
        for (int i = 0; i < length; i++) (_names[from + i], _isCode[from + i]) = (names[order[i]], isCode[order[i]]);
        if (from != _core) return;
        ushort[] owners = _owners[..length];
        for (int i = 0; i < length; i++) _owners[i] = owners[order[i]];
    }
}
