using System.Runtime.InteropServices;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Functions;

/// <summary>Reads the records of the function tracers in place, without an object for each. What a record is too short for
/// reads as zero.</summary>
public sealed class FunctionRecordReader
{
    private readonly CommonLayout _common;
    private readonly Func<int, EventFormat?> _findFormat;
    private FunctionRecordLayout?[] _layouts = [];
    private FunctionRecordLayout? _layout;

    /// <summary>A reader.</summary>
    /// <param name="common">Where the fields are that all events share.</param>
    /// <param name="findFormat">Finds an event's format by its number, when the event is first seen.</param>
    public FunctionRecordReader(CommonLayout common, Func<int, EventFormat?> findFormat)
    {
        ArgumentNullException.ThrowIfNull(findFormat);
        (_common, _findFormat) = (common, findFormat);
    }

    /// <summary>The thread; 0 for the idle thread of each CPU.</summary>
    public int Tid { get; private set; }

    /// <summary>The function's address.</summary>
    public ulong Function { get; private set; }

    /// <summary>Where it was called from; 0 where the record does not say.</summary>
    public ulong Caller { get; private set; }

    /// <summary>How many calls the kernel had noted below this one.</summary>
    public int Depth { get; private set; }

    /// <summary>Nanoseconds from call to return, as the kernel took them; -1 where the record does not say.</summary>
    public long Duration { get; private set; }

    /// <summary>What the function returned; null where the record does not say.</summary>
    public ulong? Return { get; private set; }

    /// <summary>The thread that was made.</summary>
    public int NewTid { get; private set; }

    /// <summary>Whether it was made as a thread of the same process, not as a process of its own.</summary>
    public bool IsThread { get; private set; }

    /// <summary>Looks at a record; what it says stands in the properties until the next.</summary>
    public FunctionRecordKind Read(ReadOnlySpan<byte> record)
    {
        int id = record.Length >= _common.TypeOffset + 2 ? MemoryMarshal.Read<ushort>(record[_common.TypeOffset..]) : -1;
        if (id < 0) return FunctionRecordKind.Other;
        FunctionRecordLayout layout = _layout = (uint)id < (uint)_layouts.Length && _layouts[id] is { } known ? known : Add(id);
        if (layout.Kind == FunctionRecordKind.Other) return FunctionRecordKind.Other;
        Tid = _common.PidOffset >= 0 && record.Length >= _common.PidOffset + 4 ? MemoryMarshal.Read<int>(record[_common.PidOffset..]) : 0;
        if (layout.Kind == FunctionRecordKind.NewTask)
        {
            const ulong CloneThread = 0x10000; // kernel: CLONE_THREAD, include/uapi/linux/sched.h
            NewTid = (int)Number(layout.NewTid, record);
            IsThread = (Number(layout.CloneFlags, record) & CloneThread) != 0;
            return layout.Kind;
        }

        Function = Number(layout.Function, record);
        Caller = Number(layout.Caller, record);
        Depth = (int)Math.Min(Number(layout.Depth, record), int.MaxValue);
        if (layout.Kind == FunctionRecordKind.Exit)
        {
            // the kernel's own clock readings; one that went back between two CPUs must not become a negative time
            Duration = layout.CallTime is null || layout.ReturnTime is null ? -1
                : Math.Max(0, (long)(Number(layout.ReturnTime, record) - Number(layout.CallTime, record)));
            Return = layout.Return is null ? null : Number(layout.Return, record);
        }

        return layout.Kind;
    }

    /// <summary>The arguments of the record that was read last, a register each; null where it has none.</summary>
    public ulong[]? Arguments(ReadOnlySpan<byte> record)
    {
        if (_layout?.Arguments is not FieldFormat field) return null;
        ReadOnlySpan<byte> bytes = FieldReader.Bytes(field, record);
        if (bytes.Length < sizeof(ulong)) return null;
        const int MostRegisters = 6; // kernel: FTRACE_REGS_MAX_ARGS
        ReadOnlySpan<ulong> registers = MemoryMarshal.Cast<byte, ulong>(bytes);
        return registers[..Math.Min(registers.Length, MostRegisters)].ToArray();
    }

    /// <summary>The addresses of the record that was read last, the innermost first; none where it is no stack.</summary>
    public ulong[] Stack(ReadOnlySpan<byte> record) => _layout?.Stack?.Addresses(record) ?? [];

    private FunctionRecordLayout Add(int id)
    {
        EventFormat? format = null;
        try
        {
            format = _findFormat(id);
        }
        catch (FormatParseException)
        {
            // an event that cannot be read is none of ours
        }

        if (id >= _layouts.Length) Array.Resize(ref _layouts, Math.Max(id + 1, 64));
        return _layouts[id] = FunctionRecordLayout.Of(format);
    }

    private static ulong Number(FieldFormat? field, ReadOnlySpan<byte> record) =>
        field is null || record.Length < field.Offset + field.Size ? 0
            : FieldReader.Unsigned(record[field.Offset..], field.Size);
}
