using System.Text;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Support;

/// <summary>A tracefs with one instance: its folders are real and empty, its files are those of a fake kernel.</summary>
internal sealed class TraceTree : IDisposable
{
    private const string Common = """
        format:
            field:unsigned short common_type;  offset:0;  size:2;  signed:0;
            field:unsigned char common_flags;  offset:2;  size:1;  signed:0;
            field:unsigned char common_preempt_count;  offset:3;  size:1;  signed:0;
            field:int common_pid;  offset:4;  size:4;  signed:1;

        """;

    private readonly string _path = Directory.CreateTempSubdirectory("kerneltrace-").FullName;

    public TraceTree(int cpus)
    {
        Root = new TracefsRoot(_path, Kernel);
        Sources = [.. Enumerable.Range(0, cpus).Select(_ => new TickSource(() => Kernel.Now))];
        AddEvent("ftrace", "print", 5, "field:unsigned long ip;  offset:8;  size:8;  signed:0;");
        AddEvent("ftrace", "kernel_stack", StackPages.KernelId, "field:int size;  offset:8;  size:4;  signed:1;\n"
            + "    field:unsigned long caller[8];  offset:16;  size:64;  signed:0;");
        AddEvent("ftrace", "user_stack", StackPages.UserId, "field:unsigned int tgid;  offset:8;  size:4;  signed:0;\n"
            + "    field:unsigned long caller[8];  offset:16;  size:64;  signed:0;");
        AddEvent("test", "tick", TickSource.EventId, "field:long number;  offset:8;  size:8;  signed:1;");
        Set("trace_clock", "local [mono] boot\n");
        Set("buffer_percent", "0\n");
        Set("options/overwrite", "1\n");
        Set("events/header_page", HeaderPage(TickSource.Layout));
        for (int cpu = 0; cpu < cpus; cpu++)
        {
            TickSource source = Sources[cpu];
            string folder = $"per_cpu/cpu{cpu}";
            Directory.CreateDirectory(Instance.Path + "/" + folder);
            var stats = new CpuStats(cpu, 0, 0, 0, 0, 0, 0, 0);
            Stats.Add(stats);
            Kernel[$"{Instance.Path}/{folder}/stats"] = new FakeFile { Content = () => Print(Stats[stats.Cpu]) };
            Kernel[Instance.RawPath(cpu)] = new FakeFile { OnRead = source.Take };
        }
    }

    public FakeSyscalls Kernel { get; } = new();

    public TracefsRoot Root { get; }

    public TraceInstance Instance => Root.Instance("test");

    public TickSource[] Sources { get; }

    public List<CpuStats> Stats { get; } = [];

    public FakeFile File(string name) => Kernel[Instance.FullPath(name)];

    public void Set(string name, string text) => Kernel[Instance.FullPath(name)] = new FakeFile(text);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private void AddEvent(string system, string name, int id, string fields)
    {
        string folder = $"{_path}/events/{system}/{name}";
        Directory.CreateDirectory(folder);
        Kernel[folder + "/id"] = new FakeFile($"{id}\n");
        Kernel[folder + "/format"] = new FakeFile($"name: {name}\nID: {id}\n{Common}\n    {fields}\n\nprint fmt: \"\"\n");
    }

    private static string HeaderPage(SubBufferLayout layout) => "    field: u64 timestamp;  offset:0;  size:8;  signed:0;\n"
        + "    field: local_t commit;  offset:8;  size:8;  signed:1;\n    field: int overwrite;  offset:8;  size:1;  signed:1;\n"
        + $"    field: char data;  offset:{layout.DataOffset};  size:{layout.DataSize};  signed:1;\n";

    private byte[] Print(CpuStats stats) => Encoding.ASCII.GetBytes($"entries: {stats.Entries}\noverrun: {stats.Overrun}\n"
        + $"commit overrun: {stats.CommitOverrun}\nbytes: 0\noldest event ts: 0.0\n"
        + $"now ts: {Kernel.Now / 1_000_000_000}.{Kernel.Now / 1000 % 1_000_000:d6}\n"
        + $"dropped events: {stats.Dropped}\nread events: {stats.Read}\n");
}
