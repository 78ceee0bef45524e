using KernelTrace.Formats.Symbols;

namespace KernelTrace.Probes;

/// <summary>Makes a file's notes of marks into what probes are set by.</summary>
internal static class MarkList
{
    public static IReadOnlyList<UsdtMark> Read(ElfFile file, ByteSource source)
    {
        IReadOnlyDictionary<string, ulong>? addresses = null; // few marks name symbols
        var marks = new List<UsdtMark>();
        foreach (UsdtNote note in UsdtNote.Read(file, source))
        {
            if (!file.TryFindCode(note.Address, out long offset)) continue;
            long semaphore = 0;
            if (note.SemaphoreAddress != 0) file.TryFindOffset(note.SemaphoreAddress, out semaphore);
            marks.Add(new UsdtMark(note, offset, semaphore, UsdtArgument.Parse(note.Arguments, file.Machine, Distance)));

            long? Distance(string symbol)
            {
                addresses ??= ElfFunctionTable.ReadAddresses(file, source);
                return addresses.TryGetValue(symbol, out ulong address) ? unchecked((long)(address - note.Address)) : null;
            }
        }

        return marks;
    }
}
