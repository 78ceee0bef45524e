using System.Runtime.InteropServices;

namespace PSKernelTrace.Tests.Live;

/// <summary>The numbers of all programs, maps, types and links that live in the kernel: what bpftool lists.</summary>
internal static class BpfIds
{
    private const int X64 = 321;

    /// <summary>The numbers, each with its kind; empty on another processor than x86-64.</summary>
    public static IEnumerable<string> All()
    {
        var ids = new List<string>();
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return ids;
        // BPF_PROG_GET_NEXT_ID, BPF_MAP_, BPF_BTF_, BPF_LINK_
        foreach ((string kind, int command) in new[] { ("program", 11), ("map", 12), ("btf", 23), ("link", 31) })
        {
            // 0 start_id u32 | 4 next_id u32 | 8 open_flags u32
            var attributes = new uint[3];
            for (uint id = 0; ; id = attributes[1])
            {
                (attributes[0], attributes[1], attributes[2]) = (id, 0, 0);
                if (Call(X64, command, attributes, 12) < 0) break;
                ids.Add($"{kind} {attributes[1]}");
            }
        }

        return ids;
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint Call(nint number, nint command, [In, Out] uint[] attributes, nint size);
}
