using System.Diagnostics;
using System.Globalization;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Symbols;
using KernelTrace.Processes;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>The time that one event's words take: ours, perf script of the same moment on this kernel, and trace-cmd
/// report of the same records out of a guest, whose kernel lets trace-cmd record.</summary>
internal static class Wording
{
    private static readonly string[] _events =
        ["sched:sched_switch", "syscalls:sys_enter_read", "syscalls:sys_exit_read", "syscalls:sys_enter_openat", "syscalls:sys_exit_openat"];

    public static void Run(TracefsRoot root, Table table, string repository)
    {
        AgainstPerf(root, table);
        AgainstTraceCmd(table, repository);
    }

    private static void AgainstPerf(TracefsRoot root, Table table)
    {
        string data = Path.GetTempFileName();
        try
        {
            using Process? perf = File.Exists("/usr/bin/perf") ? Process.Start("/usr/bin/perf",
                ["record", "-q", "-a", "-m", "16384", "-o", data, .. _events.SelectMany(name => (string[])["-e", name]), "sleep", "7"]) : null;
            if (perf is not null) Thread.Sleep(2500);
            using PrivateSession session = PrivateSession.Create(root, new SessionSettings { BufferSize = 64 << 20 });
            EventSwitch.Enable(session.Instance, [.. _events.Select(name => new EventName(name.Split(':')[0], name.Split(':')[1]))], null);
            Load();
            session.Instance.TracingOn = false;
            perf?.WaitForExit();
            SubBufferLayout layout = session.Instance.Layout();
            var pages = new List<byte[]>();
            foreach (int cpu in session.Instance.Cpus())
            {
                using var source = new ReadSource(root.Syscalls, session.Instance.RawPath(cpu), layout);
                var page = new byte[layout.Size];
                while (source.Take(page) > 0) pages.Add([.. page]);
            }

            KTraceEvent[] events = Decode(pages, layout, root.Common(), root.FindFormat, new TaskDirectory(root));
            foreach (string name in _events) Ours(table, events.Where(item => item.Event == name), name);
            double ours = Ours(table, events, "all of these");
            if (perf is null || perf.ExitCode != 0) return;
            (double seconds, long lines) = Lines($"perf script -i {data} 2>/dev/null");
            table.Add($"perf script, {lines / 1000} thousand of the same moment", Micros(seconds / lines), "ours", seconds / lines / ours);
        }
        finally
        {
            File.Delete(data);
        }
    }

    /// <summary>trace-cmd's file holds the very sub-buffers: ours are read out of it by the offsets that it tells.</summary>
    private static void AgainstTraceCmd(Table table, string repository)
    {
        string scripts = Path.Combine(repository, "tests", "Kernels"), folder = Directory.CreateTempSubdirectory("kt-words").FullName;
        try
        {
            if (!File.Exists("/usr/bin/trace-cmd") || !File.Exists("/usr/bin/qemu-system-x86_64"))
            {
                Console.Error.WriteLine("no trace-cmd or no qemu here: trace-cmd report is not measured");
                return;
            }

            string selected = string.Join(' ', _events.Select(name => "-e " + name));
            string copies = string.Join(';', _events.Select(name => $"cat /sys/kernel/tracing/events/{name.Replace(':', '/')}/format > {folder}/{name}"));
            Shell($"{scripts}/run-guest.sh -w {folder} -t 300 \"$({scripts}/get-kernel.sh 6.12)\" -- bash -c 'trace-cmd record -q -b 16000 -o {folder}/trace.dat {selected} "
                + $"find /usr/share /usr/lib -newer /etc/hostname > /dev/null 2>&1; trace-cmd extract -h > /dev/null 2>&1; {copies}' > /dev/null 2>&1");
            string file = Path.Combine(folder, "trace.dat");
            (double seconds, long lines) = Lines($"trace-cmd report -i {file} 2>/dev/null");
            var layout = SubBufferLayout.For64Bit(4096);
            var pages = new List<byte[]>();
            byte[] whole = File.ReadAllBytes(file);
            // "     [Flyrecord tracing data]": offset and size of each CPU's sub-buffers
            foreach (string[] words in Shell($"trace-cmd dump --flyrecord -i {file} 2>/dev/null").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                // "7f3000 [offset], 1a2000 [size]" stands behind "[CPU n]" or a number, as the version prints it
                long[] numbers = [.. words.Select(Number).Where(number => number >= 0)];
                if (numbers.Length < 2 || numbers[^1] % 4096 != 0 || numbers[^2] % 4096 != 0) continue;
                for (long at = numbers[^2]; at < numbers[^2] + numbers[^1] && at + 4096 <= whole.Length; at += 4096) pages.Add(whole.AsSpan((int)at, 4096).ToArray());
            }

            EventFormat[] formats = [.. _events.Select(name => EventFormatParser.Parse(name.Split(':')[0], File.ReadAllText(Path.Combine(folder, name))))];
            KTraceEvent[] events = Decode(pages, layout, formats[0].Common, id => formats.FirstOrDefault(format => format.Id == id), new Nobody());
            double ours = Ours(table, events, "all of these, of the guest");
            table.Add($"trace-cmd report, {lines / 1000} thousand of the same records ({events.Length / 1000} thousand ours)", Micros(seconds / lines), "ours", seconds / lines / ours);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static long Number(string word) =>
        long.TryParse(word.Trim('[', ']', ',', ':'), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number
        : word.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(word[2..].Trim(',', ']'), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number) ? number : -1;

    private static KTraceEvent[] Decode(List<byte[]> pages, SubBufferLayout layout, CommonLayout common, Func<int, EventFormat?> find, ITaskDirectory tasks)
    {
        var decoder = new EventDecoder("bench", new SessionClock("mono", 0, TimeZoneInfo.Utc), common, tasks, find, KernelFacts.None);
        var events = new List<KTraceEvent>();
        foreach (byte[] page in pages)
        {
            var walker = new SubBufferWalker(SubBufferHeader.Read(page, layout), layout);
            while (walker.MoveNext(page)) events.Add(decoder.Decode(page.AsSpan(walker.DataStart, walker.DataLength), walker.Timestamp, 0));
        }

        return [.. events];
    }

    /// <summary>Seconds of one event's Message.</summary>
    private static double Ours(Table table, IEnumerable<KTraceEvent> events, string what)
    {
        KTraceEvent[] items = [.. events];
        if (items.Length == 0) return double.NaN;
        // as many rounds as give the clock something to measure
        int rounds = Math.Max(1, 200_000 / items.Length);
        long characters = 0;
        double seconds = Measure.CpuSeconds(() =>
        {
            for (int round = 0; round < rounds; round++)
            {
                foreach (KTraceEvent item in items) characters += item.Message.Length;
            }
        }) / rounds / items.Length;
        table.Add($"Message of {what} ({items.Length:N0})", Micros(seconds), "1 us", seconds * 1e6);
        GC.KeepAlive(characters);
        return seconds;
    }

    private static void Load()
    {
        long end = Environment.TickCount64 + 2500;
        while (Environment.TickCount64 < end) Shell("find /etc /usr/share/doc -maxdepth 2 > /dev/null; cat /etc/passwd /etc/group > /dev/null");
    }

    private static (double Seconds, long Lines) Lines(string command)
    {
        long start = Stopwatch.GetTimestamp();
        long lines = long.Parse(Shell(command + " | wc -l"), CultureInfo.InvariantCulture);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, lines);
    }

    private static string Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string Micros(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.00} us");

    private sealed class Nobody : ITaskDirectory
    {
        public TaskIdentity Find(int tid) => TaskIdentity.Unknown;
    }
}
