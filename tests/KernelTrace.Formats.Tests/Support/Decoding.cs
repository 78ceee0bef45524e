using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Records as bytes, and the events that the decoder makes of them.</summary>
internal static class Decoding
{
    public const int Pid = 4242;

    public static readonly SessionClock Clock = new("mono", 0, TimeZoneInfo.Utc);

    /// <summary>A record that begins with the common fields of <see cref="FormatText"/>.</summary>
    public static byte[] Record(int size, params (int Offset, byte[] Bytes)[] parts)
    {
        var record = new byte[size];
        BitConverter.GetBytes((ushort)FormatText.Id).CopyTo(record, 0);
        BitConverter.GetBytes(Pid).CopyTo(record, 4);
        foreach ((int offset, byte[] bytes) in parts) bytes.CopyTo(record, offset);
        return record;
    }

    public static KTraceEvent Event(EventFormat format, ReadOnlySpan<byte> record, long timestamp = 0, int cpu = 0) =>
        EventClass.ConstructorOf(format)(
            new EventStamp(new EventContext(format, "test", Clock), timestamp, Tasks.Named, Pid, cpu, 0, 0), record);

    /// <summary>Value of a typed property.</summary>
    public static object? Property(KTraceEvent read, string name)
    {
        var property = read.GetType().GetProperty(name);
        Assert.True(property is not null, $"{read.GetType()} has no property {name}");
        return property.GetValue(read);
    }

    /// <summary>Value of the only own field, which the property and <c>Fields</c> must agree on.</summary>
    public static object? Value(FieldFormat field, EventFormat format, ReadOnlySpan<byte> record)
    {
        KTraceEvent read = Event(format, record);
        object? typed = Property(read, field.PropertyName);
        Assert.IsType(field.ClrType, typed);
        Assert.Equal(typed, read.Fields[field.Name]);
        return typed;
    }
}

/// <summary>Knows one thread, and counts how often it was asked.</summary>
internal sealed class Tasks : ITaskDirectory
{
    public static readonly TaskIdentity Named = new("bash", 4200);

    public int Asked { get; private set; }

    public TaskIdentity Find(int tid)
    {
        Asked++;
        return tid == Decoding.Pid ? Named : TaskIdentity.Unknown;
    }
}
