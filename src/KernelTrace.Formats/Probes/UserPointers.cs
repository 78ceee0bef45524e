using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>Which parameters of the kernel's functions point to memory of the process.</summary>
/// <remarks>The sources say <c>__user</c>, which compilers other than Clang leave out of BTF. What is known here is the way in:
/// functions that carry out a system call get its strings as they came. On x86 and arm64 nothing hangs on it: there the kernel
/// sees from the address whose memory it is, and <c>string</c> reads both (<c>fetch_store_string</c>,
/// <c>kernel/trace/trace_probe_kernel.h</c>, since 5.8).</remarks>
internal static class UserPointers
{
    private const string Tag = "user";

    private static readonly string[] _prefixes = ["do_sys_", "ksys_", "__do_sys_", "__se_sys_", "__do_compat_sys_", "compat_ksys_"];

    private static readonly HashSet<string> _known =
    [
        "getname(filename)", "getname_flags(filename)", "getname_uflags(filename)", "user_path_at(name)", "user_path_at_empty(name)",
        "do_getname(filename)", "strncpy_from_user(src)", "strndup_user(s)", "strnlen_user(s)", "vfs_read(buf)", "vfs_write(buf)",
    ];

    public static bool IsUser(string function, BtfParameter parameter)
    {
        BtfType pointer = parameter.Type.Underlying;
        if (pointer.Kind != BtfKind.Pointer) return false;
        return HasTag(pointer) || _known.Contains($"{function}({parameter.Name})")
            || (IsText(pointer) && _prefixes.Any(prefix => function.StartsWith(prefix, StringComparison.Ordinal)));
    }

    /// <summary>Whether a pointer was declared <c>__user</c>, and the compiler noted it.</summary>
    public static bool HasTag(BtfType pointer)
    {
        BtfType type = pointer.Target;
        for (int steps = 0; steps < 8; steps++)
        {
            if (type.Kind == BtfKind.TypeTag && type.Name == Tag) return true;
            if (type.Kind is not (BtfKind.TypeTag or BtfKind.Const or BtfKind.Volatile)) return false;
            type = type.Target;
        }

        return false;
    }

    private static bool IsText(BtfType pointer) => FetchTypes.IsCharacter(pointer.Target);
}
