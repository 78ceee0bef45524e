using System.Collections;
using System.Globalization;
using System.Text;
using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Records;

/// <summary>An event as text.</summary>
internal static class EventText
{
    /// <summary>All fields as <c>name=value</c>, in the kernel's order.</summary>
    public static string Message(KTraceEvent source, EventFormat format)
    {
        var text = new StringBuilder();
        ReadOnlySpan<byte> record = source.Record;
        foreach (FieldFormat field in format.Fields)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(field.Name).Append('=');
            Append(text, FieldReader.Read(field, record));
        }

        return text.ToString();
    }

    /// <summary>The line of the <c>trace</c> file: <c>comm-tid [cpu] flags time: event: message</c>.</summary>
    /// <remarks>Source: <c>trace_print_context</c>, <c>kernel/trace/trace_output.c</c>.</remarks>
    public static string Line(KTraceEvent source)
    {
        ulong time = (ulong)source.TimestampNs;
        EventContext context = source.Source;
        // to the nearest microsecond, as the kernel's ns2usecs does
        ulong micros = (time + 500) / 1000;
        string stamp = context.Clock.CountsNanoseconds
            ? string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000,5}.{micros % 1_000_000:d6}")
            : string.Create(CultureInfo.InvariantCulture, $"{time,12}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{source.Comm,16}-{source.Tid,-7} [{source.Cpu:d3}] {source.Context} {stamp}: {context.Format.Name}: {source.Message}");
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                text.Append(Convert.ToHexString(bytes));
                break;
            case Array array:
                text.Append('{').AppendJoin(',', ((IEnumerable)array).Cast<object>()).Append('}');
                break;
            case bool flag:
                text.Append(flag ? '1' : '0');
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
