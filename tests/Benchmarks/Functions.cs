using System.Diagnostics;
using KernelTrace.Functions;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>The functions of this kernel: one of them, all of them, near names, completion. Where the
/// kernel does not tell what can be traced, a list is made up of every other function, so that the work is the same.</summary>
internal static class Functions
{
    private const int Traced = 48_000;

    public static void Run(TracefsRoot root, Table table, PowerShellHost host)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            if (KernelFunctions.Of(root).WhyTraceableUnknown is not null) root = MakeUp(KernelFunctions.Of(root), folder);
            // the symbols are there by now; the list of what can be traced is read by the first question
            long start = Stopwatch.GetTimestamp();
            var functions = KernelFunctions.Of(root);
            _ = functions.Find("tcp_sendmsg")[0].Traceable;
            double first = Stopwatch.GetElapsedTime(start).TotalSeconds;
            table.Add("list parsed by the first question", Table.Milliseconds(first), "300 ms", first / 0.3);
            int count = 0;
            double list = Measure.WallSeconds(() => count = functions.List().Count());
            table.Add($"functions listed, {count:N0}", Table.Milliseconds(list), "1000 ms", list);
            double prototypes = Measure.WallSeconds(() => count = functions.List().Count(one => one.Prototype is not null));
            table.Add($"with their prototypes, {count:N0}", Table.Milliseconds(prototypes));
            double near = Measure.WallSeconds(() => functions.Explain("tcp_sendmsgg"));
            table.Add("a wrong name explained", Table.Milliseconds(near), "200 ms", near / 0.2);
            double names = Measure.WallSeconds(() => functions.NamesFrom("tcp_", 300));
            table.Add("names completed", Table.Milliseconds(names), "100 ms", names / 0.1);
            double pipeline = Measure.WallSeconds(() => host.Run("Get-KFunction -WarningAction Ignore | Measure-Object"));
            table.Add("`Get-KFunction \\| Measure-Object`", Table.Milliseconds(pipeline), "1000 ms", pipeline);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TracefsRoot MakeUp(KernelFunctions known, string folder)
    {
        File.WriteAllLines(folder + "/available_filter_functions_addrs", known.List().Where((_, i) => i % 5 != 0).Take(Traced)
            .Select(one => $"{one.Address!.Value.Value + 4:x} {one}"));
        return new TracefsRoot(folder, LinuxSyscalls.Instance);
    }
}
