using System.Buffers.Binary;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Functions;

namespace KernelTrace.Formats.Tests.Functions;

/// <summary>Records of function tracers, made by hand by the layout of a kernel with arguments and return values.</summary>
internal static class CallRecords
{
    private const string Common = """
        format:
            field:unsigned short common_type;  offset:0;  size:2;  signed:0;
            field:unsigned char common_flags;  offset:2;  size:1;  signed:0;
            field:unsigned char common_preempt_count;  offset:3;  size:1;  signed:0;
            field:int common_pid;  offset:4;  size:4;  signed:1;

        """;

    private static readonly EventFormat _entry = Parse("fgraph_retaddr_entry", 11, """
            field:unsigned long func;  offset:8;  size:8;  signed:0;
            field:unsigned int depth;  offset:16;  size:4;  signed:0;
            field:unsigned long retaddr;  offset:24;  size:8;  signed:0;
            field:unsigned long args[];  offset:32;  size:0;  signed:0;
        """);

    private static readonly EventFormat _exit = Parse("funcgraph_exit", 10, """
            field:unsigned long func;  offset:8;  size:8;  signed:0;
            field:unsigned long retval;  offset:16;  size:8;  signed:0;
            field:unsigned int depth;  offset:24;  size:4;  signed:0;
            field:unsigned int overrun;  offset:28;  size:4;  signed:0;
            field:unsigned long long calltime;  offset:32;  size:8;  signed:0;
            field:unsigned long long rettime;  offset:40;  size:8;  signed:0;
        """);

    public static FunctionRecordReader Reader() => new(_entry.Common, id => id == 11 ? _entry : id == 10 ? _exit : null);

    public static byte[] Entry(int tid, ulong function, int depth, ulong caller = 0, params ulong[] arguments)
    {
        byte[] record = new byte[32 + arguments.Length * 8];
        Header(record, 11, tid, function);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(16), depth);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(24), caller);
        for (int i = 0; i < arguments.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(32 + i * 8), arguments[i]);
        return record;
    }

    public static byte[] Exit(int tid, ulong function, int depth, long called, long returned, ulong value = 0)
    {
        byte[] record = new byte[48];
        Header(record, 10, tid, function);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(16), value);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(24), depth);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), called);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), returned);
        return record;
    }

    private static void Header(byte[] record, ushort id, int tid, ulong function)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(record, id);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), tid);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(8), function);
    }

    private static EventFormat Parse(string name, int id, string fields) =>
        EventFormatParser.Parse("ftrace", $"name: {name}\nID: {id}\n{Common}\n{fields}\n\nprint fmt: \"\"\n");
}
