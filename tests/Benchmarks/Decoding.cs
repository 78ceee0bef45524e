using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>From bytes to objects, without the kernel.</summary>
internal static class Decoding
{
    public static void Run(TracefsRoot root, Table table)
    {
        var name = new EventName("syscalls", "sys_enter_close");
        Captured captured = Captured.Take(root, name, 500_000);
        double events = captured.Events;
        Action scan = () =>
        {
            foreach (byte[] page in captured.Pages) Captured.Scan(page, captured.Layout);
        };
        double scanned = events / Measure.CpuSeconds(scan);
        table.Add("scan records, one core", Table.Rate(scanned));
        double scannedOnTwo = 2 * events / Measure.OnTwo(() => scan);
        table.Add("scan records, two cores", Table.Rate(scannedOnTwo), "200 M/s", scannedOnTwo / 200e6);

        Func<Action> make = () => Decode(root, captured, null);
        table.Add("make typed objects, one core", Table.Rate(events / Measure.CpuSeconds(make())));
        Func<KTraceEvent, long> readAll = ReadAll(root.Format(name));
        double all = events / Measure.CpuSeconds(Decode(root, captured, readAll));
        table.Add("make and read all fields, one core", Table.Rate(all), "20 M/s", all / 20e6);
        double allOnTwo = 2 * events / Measure.OnTwo(() => Decode(root, captured, readAll));
        table.Add("make and read all fields, two cores", Table.Rate(allOnTwo), "20 M/s", allOnTwo / 20e6);
    }

    private static Action Decode(TracefsRoot root, Captured captured, Func<KTraceEvent, long>? read)
    {
        var decoder = new EventDecoder("bench", new SessionClock("mono", 0, TimeZoneInfo.Utc), root.Common(), new TaskDirectory(root), root.FindFormat);
        var into = new KTraceEvent[1024];
        return () =>
        {
            foreach (byte[] page in captured.Pages) Captured.Decode(page, captured.Layout, decoder, into, read);
        };
    }

    /// <summary>Reads every property of the event's own class, and the base's that cost nothing to make.</summary>
    private static Func<KTraceEvent, long> ReadAll(EventFormat format)
    {
        // sys_enter_close: __syscall_nr and fd, both int-like; dynamic code is compiled once per property
        KTraceEvent sample = EventClass.ConstructorOf(format)(default, new byte[format.FixedSize]);
        var item = System.Linq.Expressions.Expression.Parameter(typeof(KTraceEvent));
        var typed = System.Linq.Expressions.Expression.Convert(item, sample.GetType());
        System.Linq.Expressions.Expression sum = System.Linq.Expressions.Expression.Constant(0L);
        foreach (FieldFormat field in format.Fields)
        {
            sum = System.Linq.Expressions.Expression.Add(sum, System.Linq.Expressions.Expression.Convert(
                System.Linq.Expressions.Expression.Property(typed, field.PropertyName), typeof(long)));
        }

        Func<KTraceEvent, long> own = System.Linq.Expressions.Expression.Lambda<Func<KTraceEvent, long>>(sum, item).Compile();
        return e => own(e) + e.TimestampNs + e.Cpu + e.Tid + (e.Pid ?? 0) + e.Comm.Length;
    }
}
