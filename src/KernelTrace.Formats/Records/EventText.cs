using System.Globalization;

namespace KernelTrace.Formats.Records;

/// <summary>An event as text.</summary>
internal static class EventText
{
    private static readonly Version _fifthLetter = new(5, 15);

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
        // the letter of disabled migration is of 5.15
        string letters = source.Context.ToString();
        if (context.Facts.Release is Version release && release < _fifthLetter) letters = letters[..4];
        string name = context.Printer.NamesEvent ? context.Format.Name + ": " : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{source.Comm,16}-{source.Tid,-7} [{source.Cpu:d3}] {letters} {stamp}: {name}{source.Message}");
    }
}
