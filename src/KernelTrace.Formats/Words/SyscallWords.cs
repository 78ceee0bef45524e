using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Words;

/// <summary>System calls: <c>sys_openat(dfd: 0xffffff9c, ...)</c>, <c>sys_openat -> 0x3</c>. The kernel prints these by
/// code of its own, not by their print fmt.</summary>
/// <remarks>Source: <c>print_syscall_enter</c>, <c>print_syscall_exit</c>, <c>sys_enter_openat_print</c>,
/// <c>kernel/trace/trace_syscalls.c</c>. Up to 6.15 numbers were hex without <c>0x</c>; kernels that record strings print
/// openat's flags by name.</remarks>
internal static class SyscallWords
{
    private static readonly Version _prefixed = new(6, 16);

    private static readonly NameTable _openFlags = new(
    [
        (0x410000, "O_TMPFILE"), (1, "O_WRONLY"), (2, "O_RDWR"), (0x40, "O_CREAT"), (0x80, "O_EXCL"), (0x100, "O_NOCTTY"), (0x200, "O_TRUNC"),
        (0x400, "O_APPEND"), (0x800, "O_NONBLOCK"), (0x1000, "O_DSYNC"), (0x4000, "O_DIRECT"), (0x8000, "O_LARGEFILE"), (0x10000, "O_DIRECTORY"),
        (0x20000, "O_NOFOLLOW"), (0x40000, "O_NOATIME"), (0x80000, "O_CLOEXEC"),
    ]);

    /// <summary>Words for a system call's entry or exit; null where the event is something else.</summary>
    public static PrintWriter? Compile(EventFormat format)
    {
        if (format.System != "syscalls") return null;
        if (format.Name.StartsWith("sys_exit_", StringComparison.Ordinal) && format.Fields is [.., { Name: "ret", Size: 8 } ret])
        {
            string call = "sys_" + format.Name["sys_exit_".Length..] + " -> 0x";
            return (in PrintFrame frame) =>
            {
                frame.Output.Append(call);
                frame.Output.AppendHex(FieldReader.Slot(ret, frame.Record));
            };
        }

        if (!format.Name.StartsWith("sys_enter_", StringComparison.Ordinal)) return null;
        string name = "sys_" + format.Name["sys_enter_".Length..];
        (FieldFormat Field, FieldFormat? Data, bool IsText)[] arguments =
        [
            .. format.Fields.Where(field => field is { Size: 8, Location: FieldLocation.Fixed }).Select(field =>
            {
                FieldFormat? data = format.Fields.FirstOrDefault(other => other.Name == $"__{field.Name}_val" && other.Location == FieldLocation.DataLoc);
                return (field, data, data is not null && format.PrintFormat.Contains($"__get_str({data.Name})", StringComparison.Ordinal));
            }),
        ];
        // openat alone has flags in words, on the kernels whose print fmt has them too
        bool named = name == "sys_openat" && format.PrintFormat.Contains("O_CREAT", StringComparison.Ordinal);
        return (in PrintFrame frame) =>
        {
            frame.Output.Append(name);
            frame.Output.Append('(');
            if (named) Open(frame, arguments);
            else Arguments(frame, arguments);
            frame.Output.Append(')');
        };
    }

    private static void Arguments(in PrintFrame frame, (FieldFormat Field, FieldFormat? Data, bool IsText)[] arguments)
    {
        bool prefixed = frame.Facts.Release is not Version release || release >= _prefixed;
        for (int i = 0; i < arguments.Length; i++)
        {
            (FieldFormat field, FieldFormat? data, bool isText) = arguments[i];
            ulong value = FieldReader.Slot(field, frame.Record);
            if (i > 0) frame.Output.Append(", ");
            frame.Output.Append(field.Name);
            frame.Output.Append(prefixed && value >= 10 ? ": 0x" : ": ");
            frame.Output.AppendHex(value);
            if (data is null) continue;
            ReadOnlySpan<byte> bytes = FieldReader.Bytes(data, frame.Record);
            // the argument behind a buffer is the number of its bytes
            if (isText) Quote(frame, bytes);
            else Buffer(frame, bytes, i + 1 < arguments.Length ? (int)FieldReader.Slot(arguments[i + 1].Field, frame.Record) : 0);
        }
    }

    /// <summary>The mode is told only where a file may be made; other numbers are decimal here.</summary>
    private static void Open(in PrintFrame frame, (FieldFormat Field, FieldFormat? Data, bool IsText)[] arguments)
    {
        const ulong Creates = 0x40 | 0x410000;
        for (int i = 0; i < arguments.Length; i++)
        {
            (FieldFormat field, FieldFormat? data, _) = arguments[i];
            ulong value = FieldReader.Slot(field, frame.Record);
            if (i > 0) frame.Output.Append(", ");
            frame.Output.Append(field.Name);
            frame.Output.Append(": ");
            switch (i)
            {
                case 2:
                    value = (uint)value;
                    if ((value & 3) == 0) frame.Output.Append(value == 0 ? "O_RDONLY" : "O_RDONLY|");
                    // the kernel hands the flags over as an int
                    _openFlags.WriteFlags(frame.Output, (ulong)(int)value, "|");
                    if ((value & Creates) == 0) return;
                    break;
                case 3:
                    frame.Output.Append('0');
                    Octal(frame.Output, (uint)value);
                    break;
                default:
                    frame.Output.AppendDecimal(value);
                    if (data is not null) Quote(frame, FieldReader.Bytes(data, frame.Record));
                    break;
            }
        }
    }

    private static void Quote(in PrintFrame frame, ReadOnlySpan<byte> bytes)
    {
        frame.Output.Append(" \"");
        frame.Output.AppendText(FieldReader.UpToNul(bytes));
        frame.Output.Append('"');
    }

    /// <summary>All bytes in hex and, where one of them can be printed, as characters.</summary>
    private static void Buffer(in PrintFrame frame, ReadOnlySpan<byte> bytes, int whole)
    {
        PrintOutput output = frame.Output;
        output.Append(" (");
        BytePointers.WriteHex(output, bytes, ':');
        if (bytes.Length < whole) output.Append(", ...");
        output.Append(')');
        if (bytes.IndexOfAnyInRange((byte)0x20, (byte)0x7e) < 0) return;
        output.Append(" \"");
        foreach (byte value in bytes) output.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
        output.Append(bytes.Length < whole ? "\"..." : "\"");
    }

    private static void Octal(PrintOutput output, uint value)
    {
        for (int shift = 30; shift >= 0; shift -= 3)
        {
            if (shift <= 6 || value >> shift != 0) output.Append((char)('0' + (value >> shift & 7)));
        }
    }
}
