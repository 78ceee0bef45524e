namespace KernelTrace.Probes;

/// <summary>The kernel's reasons for refusing a definition: the word that scripts get for each, and what to do.</summary>
/// <remarks>Source: <c>ERRORS</c>, <c>kernel/trace/trace_probe.h</c>, of 5.10 to 7.3; wording that differs between kernels is
/// there in each form.</remarks>
internal static class ProbeReasons
{
    private static readonly Dictionary<string, (string Reason, string? Advice)> _reasons = new(StringComparer.Ordinal)
    {
        // the place
        ["Failed to find the given file"] = ("FileNotFound", "Name a file that is there, by its full path."),
        ["Not a regular file"] = ("NotAFile", "Name the program or library itself, no folder or device."),
        ["Invalid reference counter offset"] = ("BadCounter", null),
        ["Reference counter brace is not closed"] = ("BadCounter", null),
        ["Reference counter has wrong suffix"] = ("BadCounter", null),
        ["Invalid uprobe offset"] = ("BadOffset", "An offset is a number of bytes from the start of the function."),
        ["Maxactive is not for kprobe"] = ("BadMaxActive", "-MaxActive belongs to -Return."),
        ["Maxactive is only for function exit"] = ("BadMaxActive", "-MaxActive belongs to -Return."),
        ["Invalid maxactive number"] = ("BadMaxActive", null),
        ["Maxactive is too big"] = ("BadMaxActive", "The kernel allows 4096."),
        ["Invalid probed address or symbol"] = ("UnknownFunction", null),
        ["The symbol is not unique"] = ("AmbiguousFunction",
            "Several functions have that name, and the kernel cannot tell them apart: name the -Module, or the address (Get-KFunction)."),
        ["Retprobe address must be an function entry"] = ("NotAnEntry", "-Return needs a function's beginning: leave -Offset out."),
        ["Invalid probed address suffix"] = ("UnknownFunction", null),
        ["Probe point is not an instruction boundary"] = ("BadOffset",
            "At that offset no instruction begins, or the function is shorter. A function's beginning needs no -Offset."),
        ["Failed to register probe event"] = ("NotProbeable", null),
        ["Tracepoint is not found"] = ("UnknownTracepoint", null),
        ["Invalid character in tracepoint name"] = ("UnknownTracepoint", null),
        ["Attached event does not exist"] = ("UnknownEvent", null),
        ["This requires both group and event name to attach"] = ("UnknownEvent", "Write the event as system:event."),
        ["No filter rule after 'if'"] = ("BadFilter", null),

        // the name
        ["Group name is not specified"] = ("BadName", null),
        ["Group name is too long"] = ("BadName", null),
        ["Group name must follow the same rules as C identifiers"] = ("BadName", null),
        ["Event name is not specified"] = ("BadName", null),
        ["Event name is too long"] = ("BadName", null),
        ["Event name must follow the same rules as C identifiers"] = ("BadName", null),
        ["Given group/event name is already used by another event"] = ("Exists", "Choose another -Name or -Group."),
        ["There is already the exact same probe event"] = ("Exists", "Choose another -Name, or remove that one with Remove-KProbe."),
        ["Probe type is different from existing probe"] = ("Exists", "Choose another -Name, or remove that one with Remove-KProbe."),
        ["Argument type or name is different from existing probe"] = ("Exists", "Choose another -Name, or remove that one with Remove-KProbe."),

        // the values
        ["$retval is not available on probe"] = ("NotAvailable", "$retval is known at the function's return only: add -Return."),
        ["This function returns 'void' type"] = ("NotAvailable", "It returns nothing: leave $retval out."),
        ["Invalid stack number"] = ("BadArgument", "$stackN takes the N-th word of the stack, from 0."),
        ["Invalid argument number"] = ("BadArgument", "Arguments are counted from 1: $arg1."),
        ["$argN index is too big"] = ("BadArgument", "The function has not so many arguments (Get-KFunction shows them)."),
        ["Invalid $-variable specified"] = ("BadArgument", Variables),
        ["Invalid $-valiable specified"] = ("BadArgument", Variables),
        ["$arg* can be used only on function entry or exit"] = ("NotAvailable", "Behind a function's entry its arguments may have moved: name a register (%di)."),
        ["$arg* can be used only once in the parameters"] = ("BadArgument", null),
        ["$arg* failed because the argument list is too long"] = ("TooManyArguments", null),
        ["$arg* must be an independent parameter without name etc."] = ("BadArgument", null),
        ["Invalid register name"] = ("BadArgument", "On x86-64 registers are %ax %bx %cx %dx %si %di %bp %sp %r8 to %r15 %ip; on arm64 %x0 to %x30 %sp %pc."),
        ["Invalid memory address"] = ("BadArgument", "An address is @0xffffffff81000000, @symbol or @symbol+8."),
        ["Invalid immediate value"] = ("BadArgument", "A constant is \\5, or \\\"text\"."),
        ["String is not closed with '\"'"] = ("BadArgument", "A constant text is \\\"text\"."),
        ["File offset is not available with kprobe"] = ("BadArgument", "@+OFFSET is a place in a user program's file."),
        ["File offset is not available for kernel probes"] = ("BadArgument", "@+OFFSET is a place in a user program's file."),
        ["Invalid file offset value"] = ("BadArgument", null),
        ["Symbol is not available with uprobe"] = ("BadArgument", "@symbol is the kernel's; of a program, give a place in its file: @+0x4010."),
        ["Dereference is too much nested"] = ("TooDeep", "The kernel follows about a dozen pointers in one argument."),
        ["Too many dereferences"] = ("TooDeep", "The kernel follows about a dozen pointers in one argument."),
        ["Dereference needs a brace"] = ("BadArgument", "Memory is read as +OFFSET(ADDRESS): +8(%di)."),
        ["Invalid dereference offset"] = ("BadArgument", "Memory is read as +OFFSET(ADDRESS): +8(%di)."),
        ["Dereference brace is not closed"] = ("BadArgument", "A ')' is missing."),
        ["$comm can not be dereferenced"] = ("BadArgument", null),
        ["Invalid fetch argument"] = ("BadArgument", Variables),
        ["Failed to parse single hyphen. Forgot '>'?"] = ("BadArgument", "Members are written 'pointer->member'."),
        ["Array is not closed"] = ("BadType", "An array is TYPE[N]: u8[16]."),
        ["Array has wrong suffix"] = ("BadType", "An array is TYPE[N]: u8[16]."),
        ["Invalid array size"] = ("BadType", "An array is TYPE[N]: u8[16]."),
        ["Array number is too big"] = ("BadType", "The kernel takes 64 elements."),
        ["Unknown type is specified"] = ("BadType",
            "Types are u8 to u64, s8 to s64, x8 to x64, string, ustring, symbol, bWIDTH@OFFSET/CONTAINER, each also as TYPE[N]; newer kernels have char, symstr, %pd and %pD."),
        ["String accepts only memory argument"] = ("BadType", "Text and arrays are read from memory: +0(%di):string."),
        ["This type does not fit for string."] = ("BadType", "Text and arrays are read from memory: +0(%di):string."),
        ["Symbol String doesn't accept data/userdata"] = ("BadType", null),
        ["$comm and immediate-string only accepts string type"] = ("BadType", "Leave the type out, or make it string."),
        ["Invalid bitfield"] = ("BadType", "A bitfield is bWIDTH@OFFSET/CONTAINER, and lies within its container: b3@5/32."),
        ["Argument name is too long"] = ("BadArgument", null),
        ["Argument name is not specified"] = ("BadArgument", null),
        ["Argument name must follow the same rules as C identifiers"] = ("BadArgument", null),
        ["This argument name is already used"] = ("BadArgument", "Give each its own name: name=..."),
        ["Argument expression is too long"] = ("BadArgument", null),
        ["No argument expression"] = ("BadArgument", null),
        ["Too many arguments are specified"] = ("TooManyArguments", "The kernel takes 128."),
        ["Too many entry arguments specified"] = ("TooManyArguments", null),
        ["Event too big (too many fields?)"] = ("TooManyArguments", "Record less."),
        ["BTF is not available or not supported"] = ("NoBtf", "The kernel needs CONFIG_DEBUG_INFO_BTF."),
        ["No BTF entry for this probe point"] = ("NoBtf", "Nothing is known of this function's arguments: name registers (%di), or $arg1."),
        ["This variable is not found at this probe point"] = ("UnknownArgument", null),
        ["This is not a pointer to union/structure."] = ("NotAStruct", null),
        ["Non pointer structure/union argument is not supported."] = ("NotAStruct", null),
        ["This field is not found."] = ("UnknownMember", null),
        ["Failed to get BTF type info."] = ("NoBtf", null),
        ["This event field is not found."] = ("UnknownArgument", "The fields of the event: (Get-KTracepoint NAME).Fields"),
        ["Attached event does not have this field"] = ("UnknownArgument", "The fields of the event: (Get-KTracepoint NAME).Fields"),
        ["Per-cpu variable access is only for kernel probes"] = ("BadArgument", null),
        ["No matching dynamic event type"] = ("NotSupported", "This kernel has no probes of this kind (Get-KTraceCapability)."),
    };

    private const string Variables = "There are registers (%di), $arg1 and on, $stack, $stack0 and on, $comm, and at returns $retval; "
        + "of a kernel function with BTF, its arguments by name.";

    /// <summary>What a complaint means; no reason for one that is not known.</summary>
    public static (string? Reason, string? Advice) Find(string words) =>
        _reasons.TryGetValue(words.Trim(), out (string Reason, string? Advice) known) ? known : (null, null);
}
