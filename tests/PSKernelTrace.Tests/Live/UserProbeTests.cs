using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Probes;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Places in programs, as the kernel finds them: uprobes are set by them, the programs run, and what the probes
/// read is what the programs passed.</summary>
public sealed partial class UserProbeTests : IDisposable
{
    private const int Rounds = 5;

    private readonly TracefsRoot _root = Live.Require();
    private readonly PrivateSession _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("psktest").FullName;
    private readonly string _group = $"pskttest_elf{Environment.ProcessId}";
    private readonly List<string> _events = [];

    public UserProbeTests()
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64) Assert.Skip("the programs are for x86-64");
        if (!File.Exists(_root.Path + "/uprobe_events")) Assert.Skip("needs uprobes (CONFIG_UPROBE_EVENTS)");
        _session = PrivateSession.Create(_root, new SessionSettings());
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (string name in _events) new KernelFile(LinuxSyscalls.Instance).Append(_root.Path + "/uprobe_events", $"-:{_group}/{name}");
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("pie", false)]
    [InlineData("fixed", false)]
    [InlineData("packed", false)]
    [InlineData("stripped", true)] // by addresses that the unstripped one tells
    public void Functions(string name, bool byAddress)
    {
        UserProgram program = Program(name), named = byAddress ? Program("pie") : program;
        long Place(string symbol) => program.Find(byAddress ? $"0x{named.Find(symbol).Address:x}" : symbol).FileOffset;
        Probe("add", program.PlaceOf(Place("visible_add")), "left=%di:s32 right=%si:s64");
        Probe("ret", program.PlaceOf(Place("visible_add")) + "%return", "sum=$retval:s32");
        Probe("hidden", program.PlaceOf(Place("hidden_name")), "name=+0(%di):string");

        Run(program.Path);

        var numbers = Enumerable.Range(0, Rounds);
        Assert.Equal(numbers.Select(i => $"left={i} right={100 + i}"), Hits("add"));
        Assert.Equal(numbers.Select(i => $"sum={100 + 2 * i}"), Hits("ret"));
        Assert.Equal(numbers.Select(_ => "name=\"xname\""), Hits("hidden"));
    }

    [Fact]
    public void A_place_within_a_function()
    {
        UserProgram program = Program("pie");
        UserFunction function = program.Find("visible_add");
        // its last instruction, behind the sum: lea (%rdi,%rsi,1),%eax; ret
        Assert.Equal(0xc3, Programs.Bytes("pie")[function.FileOffset + (long)function.Size - 1]);
        Probe("end", program.PlaceOf(function.OffsetAt((long)function.Size - 1)), "sum=%ax:s32");

        Run(program.Path);
        Assert.Equal(Enumerable.Range(0, Rounds).Select(i => $"sum={100 + 2 * i}"), Hits("end"));
    }

    [Theory]
    [InlineData("pie")]
    [InlineData("fixed")]
    [InlineData("stripped")]
    public void Marks_with_their_arguments(string name)
    {
        UserProgram program = Program(name);
        foreach (string mark in new[] { "plain", "everywhere", "tested" })
        {
            UsdtMark one = Assert.Single(program.FindMarks("psktest:" + mark));
            IEnumerable<string> arguments = one.Arguments.Select((argument, index) => (Fetch: argument.ToFetchArgument(), Index: index + 1))
                .Where(argument => argument.Fetch is not null).Select(argument => $"arg{argument.Index}={argument.Fetch}");
            Probe(mark, program.PlaceOf(one.FileOffset, one.SemaphoreFileOffset), string.Join(" ", arguments));
        }

        Assert.Contains(" 1\n", Run(program.Path), StringComparison.Ordinal); // what the semaphore counts at the end
        var numbers = Enumerable.Range(0, Rounds);
        Assert.Equal(numbers.Select(i => $"arg1={-i}"), Hits("plain"));
        // a symbol's address is known only where there are symbols
        string counter = name == "stripped" ? "" : "arg7=7 ";
        Assert.Equal(numbers.Select(i => $"arg1={-i} arg2={-i} arg3=5 arg4=-6 arg5=11 arg6=11 {counter}arg11=1"), Hits("everywhere"));
        Assert.Equal(numbers.Select(i => $"arg2={-1000000000000L - i}"), Hits("tested").Select(hit => hit[(hit.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public void Without_a_tracer_the_semaphore_is_zero() => Assert.Contains(" 0\n", Run(Program("pie").Path), StringComparison.Ordinal);

    [Fact]
    public void Functions_of_the_C_library()
    {
        using Process process = Sleeper();
        UserProgram library = UserProgram.OfProcess(process.Id, "libc");
        Probe("puts", library.PlaceOf(library.Find("puts").FileOffset), "text=+0(%di):string");
        Probe("printf", library.PlaceOf(library.Find("printf").FileOffset), "first=%si:s32 second=%dx:s32");
        Probe("exit", library.PlaceOf(library.Find("exit").FileOffset), "code=%di:s32");

        Run(Program("pie").Path);
        Assert.Equal(Enumerable.Range(0, Rounds).Select(_ => "text=\"name\""), Hits("puts"));
        int sum = Enumerable.Range(0, Rounds).Sum(i => 100 + 2 * i);
        Assert.Equal([$"first={sum} second=0"], Hits("printf"));
        Assert.Equal(["code=0"], Hits("exit"));
    }

    /// <summary>The process runs what is no longer at its path, or under another name.</summary>
    [Fact]
    public void Of_a_process_whose_file_was_replaced()
    {
        string path = Programs.Put("pie", _folder, "replaced");
        File.Copy("/bin/sleep", _folder + "/sleep");
        using Process process = Process.Start(_folder + "/sleep", "100");
        try
        {
            WaitFor(() => File.ResolveLinkTarget($"/proc/{process.Id}/exe", false)?.FullName == _folder + "/sleep");
            Assert.Equal(_folder + "/sleep", UserProgram.OfProcess(process.Id).ProbePath);
            File.Move(path, _folder + "/sleep", overwrite: true);
            UserProgram program = UserProgram.OfProcess(process.Id);

            Assert.Equal($"/proc/{process.Id}/exe", program.ProbePath);
            Assert.EndsWith("/sleep (deleted)", program.Path, StringComparison.Ordinal);
            // the kernel takes it
            Probe("gone", program.PlaceOf(program.Find("0x" + First(program).ToString("x", CultureInfo.InvariantCulture)).FileOffset), "");
            UserProgram mapped = UserProgram.OfProcess(process.Id, "sleep");
            Assert.StartsWith($"/proc/{process.Id}/map_files/", mapped.ProbePath, StringComparison.Ordinal);
            Probe("mapped", mapped.PlaceOf(mapped.Find("0x" + First(mapped).ToString("x", CultureInfo.InvariantCulture)).FileOffset), "");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }

        // what is told by name is stripped of names, so an address that is code: that of the segment
        static ulong First(UserProgram program) => Enumerable.Range(1, 64).Select(page => (ulong)page * 0x1000).First(address =>
        {
            try
            {
                return program.Find(string.Create(CultureInfo.InvariantCulture, $"0x{address:x}")).FileOffset >= 0;
            }
            catch (UserSymbolException)
            {
                return false;
            }
        });
    }

    private static Process Sleeper()
    {
        Process process = Process.Start("/bin/sleep", "2");
        WaitFor(() => File.ReadAllText($"/proc/{process.Id}/maps").Contains("sleep", StringComparison.Ordinal)
            && File.ReadAllText($"/proc/{process.Id}/maps").Contains("libc.so", StringComparison.Ordinal));
        return process;
    }

    private static void WaitFor(Func<bool> until)
    {
        for (int i = 0; i < 500 && !until(); i++) Thread.Sleep(10);
        Assert.True(until());
    }

    private UserProgram Program(string name) => UserProgram.Open(File.Exists(_folder + "/" + name) ? _folder + "/" + name : Programs.Put(name, _folder));

    private void Probe(string name, string place, string arguments)
    {
        bool isReturn = place.EndsWith("%return", StringComparison.Ordinal);
        new KernelFile(LinuxSyscalls.Instance).Append(_root.Path + "/uprobe_events", $"{(isReturn ? 'r' : 'p')}:{_group}/{name} {place} {arguments}\n");
        _events.Add(name);
        Assert.Empty(EventSwitch.Enable(_session.Instance, [new EventName(_group, name)], null));
    }

    private int _pid;

    private string Run(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo(path, [$"{Rounds}"]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        _pid = process.Id;
        return output;
    }

    /// <summary>What the probe read, hit by hit, in the kernel's own words.</summary>
    private List<string> Hits(string name) => File.ReadAllLines(_session.Instance.Path + "/trace")
        .Select(line => Hit().Match(line)).Where(match => match.Success && match.Groups["name"].Value == name
            && int.Parse(match.Groups["pid"].Value, CultureInfo.InvariantCulture) == _pid)
        .Select(match => match.Groups["arguments"].Value).ToList();

    [GeneratedRegex(@"-(?<pid>\d+) +(\[\d+\]|\(.*\)).*: (?<name>\w+): \(0x[0-9a-f]+( <- 0x[0-9a-f]+)?\) ?(?<arguments>.*)$")]
    private static partial Regex Hit();
}
