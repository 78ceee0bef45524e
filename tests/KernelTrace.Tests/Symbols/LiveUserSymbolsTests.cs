using System.Diagnostics;
using System.Runtime.InteropServices;
using KernelTrace.Formats.Symbols;
using KernelTrace.Symbols;

namespace KernelTrace.Tests.Symbols;

/// <summary>Addresses of this process, and of others that are made and ended.</summary>
public sealed class LiveUserSymbolsTests
{
    private readonly UserSymbols _symbols = UserSymbols.Shared;

    [Theory]
    [InlineData("libc.so.6", "getpid")]
    [InlineData("libc.so.6", "malloc")]
    [InlineData("libcoreclr.so", "coreclr_initialize")]
    public void Functions_of_our_own_libraries(string library, string name)
    {
        ulong address = Export(library, name);

        Assert.True(_symbols.TryFind(Environment.ProcessId, address + 2, out UserSymbol symbol));
        Assert.Equal((name, 2ul), (symbol.Name, symbol.Offset));
        Assert.EndsWith(library, symbol.File);
        Assert.StartsWith($"{name}+0x2 (/", symbol.ToString());
    }

    [Fact]
    public void The_kernels_own_code_in_every_process()
    {
        MemoryMapping vdso = ProcessMaps.Read(Environment.ProcessId)!.Mappings.FirstOrDefault(one => one.Path == "[vdso]");
        Assert.SkipWhen(vdso.End == 0, "the kernel maps no vdso");
        var names = new HashSet<string?>();
        for (ulong address = vdso.Start; address < vdso.End; address += 16)
        {
            Assert.True(_symbols.TryFind(Environment.ProcessId, address, out UserSymbol symbol));
            names.Add(symbol.Name);
        }

        Assert.Contains(names, name => name is not null && name.Contains("clock_gettime", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thread_is_as_good_as_its_process()
    {
        int tid = int.Parse(Directory.EnumerateDirectories("/proc/self/task").Select(path => Path.GetFileName(path)).Last(), null);

        Assert.True(_symbols.TryFind(tid, Export("libc.so.6", "getpid"), out UserSymbol symbol));
        Assert.Equal("getpid", symbol.Name);
    }

    [Fact]
    public void A_map_is_good_when_its_process_has_gone()
    {
        ProcessMaps maps = MapsOf("/bin/sleep", "100");
        (ulong address, string file) = InLibc(maps);

        Assert.True(_symbols.TryFind(maps, address, out UserSymbol symbol));
        Assert.Equal(("getpid", file), (symbol.Name, symbol.File));
        Assert.Null(ProcessMaps.Read(maps.Pid));
        Assert.False(_symbols.TryFind(maps.Pid, address, out _));
    }

    [Fact]
    public void A_file_that_was_deleted_is_read_while_it_runs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "map_files needs root");
        string copy = Path.GetTempFileName();
        File.Copy(Libc(), copy, overwrite: true);
        var start = new ProcessStartInfo("/bin/sleep", ["100"]) { Environment = { ["LD_PRELOAD"] = copy } };
        using Process process = Process.Start(start)!;
        try
        {
            ProcessMaps maps = Wait(process.Id, map => map.Mappings.Any(one => one.Path == copy));
            File.Delete(copy);
            ProcessMaps gone = ProcessMaps.Read(process.Id)!;
            MemoryMapping text = gone.Mappings.First(one => one.IsExecutable && one.Path == copy + " (deleted)");

            Assert.True(_symbols.TryFind(gone, AddressOf(maps, copy), out UserSymbol symbol));
            Assert.Equal(("getpid", text.Path), (symbol.Name, symbol.File));
        }
        finally
        {
            File.Delete(copy);
            process.Kill();
            process.WaitForExit();
        }
    }

    [Fact]
    public void A_process_that_never_was_is_not_found()
    {
        Assert.Null(ProcessMaps.Read(1 << 22));
        Assert.False(_symbols.TryFind(1 << 22, 0x400000, out _));
        Assert.Null(ProcessMaps.Read(2)); // a kernel thread maps nothing
    }

    /// <summary>The map of a process that has ended by the time it is returned.</summary>
    private static ProcessMaps MapsOf(string program, string argument)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, [argument]))!;
        try
        {
            return Wait(process.Id, maps => maps.Mappings.Any(one => one.IsExecutable && Path.GetFileName(one.Path) == "libc.so.6"));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    /// <summary>A process that was just made still has our own memory, or none yet.</summary>
    private static ProcessMaps Wait(int pid, Func<ProcessMaps, bool> until)
    {
        for (int i = 0; i < 500; i++)
        {
            if (ProcessMaps.Read(pid) is ProcessMaps maps && !maps.Mappings.Any(one => one.Path.EndsWith("libcoreclr.so", StringComparison.Ordinal))
                && until(maps))
            {
                return maps;
            }

            Thread.Sleep(10);
        }

        throw new TimeoutException();
    }

    private static (ulong Address, string File) InLibc(ProcessMaps maps)
    {
        string file = maps.Mappings.First(one => Path.GetFileName(one.Path) == "libc.so.6").Path;
        return (AddressOf(maps, file), file);
    }

    /// <summary>Where getpid is in another process that has our libc, or a copy of it, mapped.</summary>
    private static ulong AddressOf(ProcessMaps maps, string file)
    {
        ulong ours = ProcessMaps.Read(Environment.ProcessId)!.Mappings.First(one => one.Path == Libc()).Start;
        return maps.Mappings.First(one => one.Path == file).Start + (Export("libc.so.6", "getpid") - ours);
    }

    private static string Libc() => ProcessMaps.Read(Environment.ProcessId)!.Mappings
        .First(one => Path.GetFileName(one.Path) == "libc.so.6").Path;

    private static ulong Export(string library, string name)
    {
        // as it is loaded already, by its path
        string path = ProcessMaps.Read(Environment.ProcessId)!.Mappings.First(one => Path.GetFileName(one.Path) == library).Path;
        return (ulong)NativeLibrary.GetExport(NativeLibrary.Load(path), name);
    }
}
