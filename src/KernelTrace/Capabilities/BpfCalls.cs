using System.Runtime.InteropServices;
using System.Text;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>The commands of bpf(2) that probes need. What is made lives until its descriptor is closed.</summary>
internal static class BpfCalls
{
    // enum bpf_cmd
    private const int MapCreate = 0, ProgramLoad = 5, RawTracepointOpen = 17, BtfLoad = 18, LinkCreate = 28;

    /// <summary>The name of our programs and maps, for who lists them at that moment: at most 15 characters.</summary>
    private static ReadOnlySpan<byte> Name => "pskt_probe"u8;

    /// <summary>The shortest program: <c>r0 = 0; exit</c>.</summary>
    /// <remarks>
    /// <c>struct bpf_insn</c>, 8 bytes: <code>0 opcode u8 | 1 registers u8: destination, source &lt;&lt; 4 | 2 offset s16 | 4 value s32</code>
    /// </remarks>
    public static byte[] Nothing { get; } = [.. Instruction(0xb7 /* r0 = value */, 0), .. Instruction(0x95 /* exit */, 0)];

    /// <summary>A program that calls a helper with what the registers hold, and ends.</summary>
    public static byte[] Call(int helper) => [.. Instruction(0x85 /* call */, helper), .. Nothing];

    /// <summary>BPF_PROG_LOAD.</summary>
    /// <remarks>
    /// <code>
    ///  0 prog_type u32 | 4 insn_cnt u32 | 8 insns ptr | 16 license ptr | 24 log_level u32 | 28 log_size u32 | 32 log_buf ptr
    /// 40 kern_version u32 | 44 prog_flags u32 | 48 prog_name[16] | 64 prog_ifindex u32 | 68 expected_attach_type u32
    /// 72 ... 108 attach_btf_id u32 | 112 attach_prog_fd u32
    /// </code>
    /// </remarks>
    /// <param name="context">The kernel.</param>
    /// <param name="type"><c>enum bpf_prog_type</c>.</param>
    /// <param name="instructions">The program.</param>
    /// <param name="attachType"><c>enum bpf_attach_type</c>, for types that ask for it.</param>
    /// <param name="btfId">The kernel's type that it attaches to, for types that ask for it.</param>
    /// <param name="flags"><c>BPF_F_*</c>.</param>
    /// <param name="program">The program, loaded.</param>
    /// <param name="log">What the verifier says; empty where the kernel refuses before it verifies.</param>
    public static int Load(ProbeContext context, int type, byte[] instructions, int attachType, int btfId, int flags,
        out FileDescriptor? program, out string log)
    {
        const int LogLength = 16 << 10;
        BpfAttributes attributes = new BpfAttributes(120).Set(0, type).Set(4, instructions.Length / 8).Point(8, instructions)
            .Point(16, "GPL\0"u8).Set(24, 1).Set(28, LogLength).Point(32, LogLength, out byte[] written).Set(44, flags)
            .Copy(48, Name).Set(68, attachType).Set(108, btfId);
        int error = context.Syscalls.Bpf(ProgramLoad, attributes.Bytes, out program);
        GC.KeepAlive(attributes);
        log = Encoding.UTF8.GetString(written, 0, Math.Max(0, Array.IndexOf(written, (byte)0))).Trim();
        return error;
    }

    /// <summary>BPF_RAW_TRACEPOINT_OPEN: attaches a program to a raw tracepoint, or to what it was loaded for.</summary>
    /// <remarks><code>0 name ptr | 8 prog_fd u32</code></remarks>
    public static int OpenRawTracepoint(ProbeContext context, string? tracepoint, FileDescriptor program, out FileDescriptor? link)
    {
        BpfAttributes attributes = new BpfAttributes(16).Set(8, program.Number);
        if (tracepoint is not null) attributes.Point(0, Encoding.UTF8.GetBytes(tracepoint + '\0'));
        int error = context.Syscalls.Bpf(RawTracepointOpen, attributes.Bytes, out link);
        GC.KeepAlive(attributes);
        return error;
    }

    /// <summary>BPF_LINK_CREATE.</summary>
    /// <remarks><code>0 prog_fd u32 | 4 target_fd u32 | 8 attach_type u32 | 12 flags u32 | 16 by attach_type</code></remarks>
    public static int Link(ProbeContext context, int program, int target, int attachType, out FileDescriptor? link,
        Action<BpfAttributes>? more = null)
    {
        BpfAttributes attributes = new BpfAttributes(64).Set(0, program).Set(4, target).Set(8, attachType);
        more?.Invoke(attributes);
        int error = context.Syscalls.Bpf(LinkCreate, attributes.Bytes, out link);
        GC.KeepAlive(attributes);
        return error;
    }

    /// <summary>BPF_MAP_CREATE.</summary>
    /// <remarks>
    /// <code>
    ///  0 map_type u32 | 4 key_size u32 | 8 value_size u32 | 12 max_entries u32 | 16 map_flags u32 | 20 inner_map_fd u32
    /// 24 numa_node u32 | 28 map_name[16] | 44 map_ifindex u32 | 48 btf_fd u32 | 52 btf_key_type_id u32 | 56 btf_value_type_id u32
    /// </code>
    /// </remarks>
    public static int CreateMap(ProbeContext context, int type, int key, int value, int entries, int flags, FileDescriptor? btf,
        out FileDescriptor? map)
    {
        BpfAttributes attributes = new BpfAttributes(72).Set(0, type).Set(4, key).Set(8, value).Set(12, entries).Set(16, flags)
            .Copy(28, Name);
        if (btf is not null) attributes.Set(48, btf.Number).Set(52, 1).Set(56, 1);
        return context.Syscalls.Bpf(MapCreate, attributes.Bytes, out map);
    }

    /// <summary>BPF_BTF_LOAD of one type, number 1, an <c>int</c>.</summary>
    /// <remarks>
    /// <code>
    /// attributes: 0 btf ptr | 8 btf_log_buf ptr | 16 btf_size u32 | 20 btf_log_size u32 | 24 btf_log_level u32
    /// BTF: 0 magic u16 | 2 version u8 | 3 flags u8 | 4 hdr_len u32 | 8 type_off u32 | 12 type_len u32 | 16 str_off u32 | 20 str_len u32
    ///     24 name_off u32 | 28 kind &lt;&lt; 24 | 32 size u32 | 36 encoding &lt;&lt; 24, bits | 40 "\0int\0"
    /// </code>
    /// </remarks>
    public static int LoadBtf(ProbeContext context, out FileDescriptor? btf)
    {
        const int Int = 1 << 24, Signed = 1 << 24;
        int[] words = [0, 24, 0, 16, 16, 5, 1, Int, 4, Signed | 32];
        byte[] bytes = [.. MemoryMarshal.AsBytes<int>(words), .. "\0int\0"u8];
        MemoryMarshal.Write(bytes, (ushort)0xeb9f);
        bytes[2] = 1;
        BpfAttributes attributes = new BpfAttributes(32).Point(0, bytes).Set(16, bytes.Length);
        int error = context.Syscalls.Bpf(BtfLoad, attributes.Bytes, out btf);
        GC.KeepAlive(attributes);
        return error;
    }

    private static byte[] Instruction(byte opcode, int value)
    {
        var bytes = new byte[8];
        bytes[0] = opcode;
        MemoryMarshal.Write(bytes.AsSpan(4), in value);
        return bytes;
    }
}
