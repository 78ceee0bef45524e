using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The code that the kernel maps into every process. It is in no file, but ours is the same as that of every
/// other process of the same size of words.</summary>
internal static class Vdso
{
    public const string Name = "[vdso]";

    /// <summary>Reads our own, where it is as long as another's.</summary>
    public static ElfImage Read(ISyscalls syscalls, ulong length)
    {
        if (new KernelFile(syscalls).TryRead("/proc/self/maps", out string text) < 0) return ElfImage.None;
        MemoryMapping own = MemoryMapping.Parse(text).FirstOrDefault(one => one.Path == Name);
        if (own.End - own.Start != length || own.Start > long.MaxValue) return ElfImage.None;
        if (syscalls.Open("/proc/self/mem", Libc.O_RDONLY, out FileDescriptor? descriptor) < 0) return ElfImage.None;
        using (descriptor) return ElfImage.Read(new FileSource(syscalls, descriptor!, (long)own.Start, (long)length));
    }
}
