using System.Runtime.InteropServices;
using System.Text;

namespace PSKernelTrace.Tests.Live;

/// <summary>The programs and maps of a name that live in the kernel: what bpftool lists.</summary>
internal static class BpfIds
{
    private const int X64 = 321;

    /// <summary>The numbers, each with its kind; none on another processor than x86-64.</summary>
    public static string[] Named(string name)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return [];
        // BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID, the name's place in struct bpf_prog_info; the same of maps
        return [.. Named("program", name, 11, 13, 64), .. Named("map", name, 12, 14, 24)];
    }

    private static IEnumerable<string> Named(string kind, string name, int next, int open, int offset)
    {
        for (int id = 0; ;)
        {
            int[] attributes = [id, 0, 0]; // start_id, next_id, open_flags
            if (Call(X64, next, attributes, 12) < 0) yield break;
            id = attributes[1];
            var fd = (int)Call(X64, open, [id, 0, 0], 12);
            if (fd < 0) continue; // gone meanwhile
            byte[] info = GC.AllocateArray<byte>(128, pinned: true);
            long address = Marshal.UnsafeAddrOfPinnedArrayElement(info, 0);
            Call(X64, 15 /* BPF_OBJ_GET_INFO_BY_FD */, [fd, info.Length, (int)address, (int)(address >> 32)], 16);
            _ = Close(fd);
            if (Encoding.ASCII.GetString(info, offset, 16).TrimEnd('\0') == name) yield return $"{kind} {id}";
        }
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint Call(nint number, nint command, [In, Out] int[] attributes, nint size);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int fd);
}
