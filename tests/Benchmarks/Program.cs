using Benchmarks;
using KernelTrace.Formats.Records;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

TracefsRoot root = TracefsRoot.Open();
Captured captured = Captured.Take(root, new EventName("syscalls", "sys_enter_close"), 500_000);
Console.WriteLine($"{captured.Events} events in {captured.Pages.Length} sub-buffers");
double scan = Measure.Seconds(() => { foreach (byte[] page in captured.Pages) Captured.Scan(page, captured.Layout); });
Console.WriteLine($"scan one thread {captured.Events / scan / 1e6:0.0} M/s");
double scan2 = Measure.SecondsOnTwo(() => () => { foreach (byte[] page in captured.Pages) Captured.Scan(page, captured.Layout); });
Console.WriteLine($"scan two threads {2 * captured.Events / scan2 / 1e6:0.0} M/s");
Func<Action> decode = () =>
{
    var tasks = new TaskDirectory(root);
    var decoder = new EventDecoder("bench", new SessionClock("mono", 0, TimeZoneInfo.Utc), root.Common(), tasks, root.FindFormat);
    var into = new KTraceEvent[1024];
    return () => { foreach (byte[] page in captured.Pages) Captured.Decode(page, captured.Layout, decoder, into); };
};
double one = Measure.Seconds(decode());
Console.WriteLine($"decode one thread {captured.Events / one / 1e6:0.0} M/s");
double two = Measure.SecondsOnTwo(decode);
Console.WriteLine($"decode two threads {2 * captured.Events / two / 1e6:0.0} M/s");
