namespace KernelTrace.Formats.Events;

/// <summary>Takes a field's C declaration apart and decides what its bytes mean.</summary>
/// <remarks>
/// Declarations as kernels print them: <c>pid_t prev_pid</c>, <c>char prev_comm[16]</c>, <c>const char * filename</c>,
/// <c>__data_loc char[] filename</c>, <c>__rel_loc u64[] list</c>, <c>__data_loc cpumask_t cpumask</c>,
/// <c>u32 buf[]</c>, <c>const char *const * argv</c>.
/// </remarks>
internal static class FieldDeclaration
{
    /// <summary>Parses a declaration; null where it holds no name.</summary>
    public static FieldFormat? Parse(string declaration, int offset, int size, bool signed, string system,
        string eventName, string printFormat)
    {
        ReadOnlySpan<char> rest = declaration.AsSpan().Trim();
        FieldLocation location = FieldLocation.Fixed;
        if (TakePrefix(ref rest, "__data_loc ")) location = FieldLocation.DataLoc;
        else if (TakePrefix(ref rest, "__rel_loc ")) location = FieldLocation.RelLoc;

        // "TYPE NAME[LENGTH]": the array suffix stands behind the name, or, for dynamic fields, behind the type
        string suffix = "";
        while (rest.EndsWith("]") && rest.LastIndexOf('[') is int bracket and >= 0)
        {
            suffix = string.Concat(rest[bracket..], suffix);
            rest = rest[..bracket].TrimEnd();
        }

        int start = rest.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(rest[start - 1]) || rest[start - 1] == '_')) start--;
        if (start == rest.Length) return null;
        string name = rest[start..].ToString();
        string element = rest[..start].Trim().ToString();
        bool array = suffix.Length > 0;
        string type = (location, array) switch
        {
            (FieldLocation.DataLoc, _) => "__data_loc " + element + suffix,
            (FieldLocation.RelLoc, _) => "__rel_loc " + element + suffix,
            (_, true) => element + suffix,
            _ => element,
        };
        if (location != FieldLocation.Fixed && element.EndsWith(']') && element.IndexOf('[', StringComparison.Ordinal) is int open and > 0)
        {
            (element, suffix) = (element[..open].TrimEnd(), element[open..]);
            array = true;
        }

        if (element.EndsWith("[]", StringComparison.Ordinal))
        {
            array = true;
            element = element[..^2].TrimEnd();
        }

        // a probe's array of strings, "char[][2]", has a location for each
        if (location != FieldLocation.Fixed && element == "char" && suffix.StartsWith("[][", StringComparison.Ordinal) && size > 0 && size % 4 == 0)
            return new FieldFormat(name, type, offset, size, signed, FieldKind.Texts, location, 1, false);

        // A location is one 32-bit word; synthetic events keep it in a slot of 8 bytes. Several of them, or another width,
        // are nothing that can be followed.
        bool one = size == 4 || (size == 8 && type.EndsWith("[]", StringComparison.Ordinal));
        if (location != FieldLocation.Fixed && !one)
            return new FieldFormat(name, type, offset, size, signed, FieldKind.Bytes, FieldLocation.Fixed, 1, false);

        if (location == FieldLocation.Fixed && array && size == 0) location = FieldLocation.Tail;

        // the kernel declares 8 callers, and writes as many as there are (struct stack_entry, kernel/trace/trace.h)
        if (system == "ftrace" && eventName is "kernel_stack" or "user_stack" && name == "caller")
            location = FieldLocation.Tail;

        bool dynamic = location != FieldLocation.Fixed;
        (FieldKind kind, int elementSize, bool elementSigned) = FieldTypes.Classify(
            element, array || dynamic, dynamic ? 0 : size, signed, Printing.Of(name, printFormat));

        // A system call's argument is recorded as the whole register. The C type tells how many of its bytes the
        // kernel looks at: without this, AT_FDCWD reads as 4294967196.
        if (system == "syscalls" && kind == FieldKind.Integer && size == 8 && BitConverter.IsLittleEndian
            && FieldTypes.NaturalInteger(element) is (int width, bool isSigned))
        {
            (elementSize, elementSigned) = (width, isSigned);
        }

        return new FieldFormat(name, type, offset, size, signed, kind, location, elementSize, elementSigned);
    }

    private static bool TakePrefix(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix)) return false;
        text = text[prefix.Length..].TrimStart();
        return true;
    }
}
