using System.Globalization;
using System.Management.Automation;
using KernelTrace.Functions;
using KernelTrace.Interop;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Get-KFunction in a real runspace on the live kernel, against the kernel's own files read plainly.</summary>
public sealed class FunctionTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    /// <summary>Name and module as ftrace lists them; null where the kernel does not let it be read.</summary>
    private string[]? Listed => _root.Files.TryRead(_root.Path + "/available_filter_functions", out string text) < 0 ? null
        : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("__ftrace_invalid_address__", StringComparison.Ordinal))];

    [Fact]
    public void Lists_what_ftrace_lists()
    {
        LiveShell.Result result = shell.RunAll("Get-KFunction");
        Assert.Empty(result.Errors);
        KFunction[] all = [.. result.Output.Select(item => (KFunction)item.BaseObject)];
        if (Listed is not string[] listed)
        {
            Assert.Contains("available_filter_functions", Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.All(all, one => Assert.Null(one.Traceable));
            Assert.InRange(all.Length, 20_000, 200_000);
            return;
        }

        Assert.Empty(result.Warnings);
        Assert.InRange(listed.Length, 20_000, 100_000);
        Assert.Equal(OncePerSymbol(listed).Order(StringComparer.Ordinal), all.Select(one => one.ToString()).Order(StringComparer.Ordinal));
        Assert.All(all, one => Assert.True(one.Traceable));
    }

    /// <summary>ftrace lists places, and one symbol may hold two (<c>__bpf_prog_ret1</c> of 5.10).</summary>
    private static IEnumerable<string> OncePerSymbol(string[] listed)
    {
        Dictionary<string, int> symbols = File.ReadLines("/proc/kallsyms").Select(line => line.Split([' ', '\t'], 3)[2].Replace('\t', ' '))
            .GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        return listed.GroupBy(name => name).SelectMany(group => Enumerable.Repeat(group.Key, Math.Min(group.Count(), symbols.GetValueOrDefault(group.Key))));
    }

    [Fact]
    public void Addresses_are_those_of_the_symbols_and_hold_the_traced_places()
    {
        var symbols = new KallsymsFacts();
        KFunction[] all = [.. KernelFunctions.Of(_root).List()];
        Assert.All(all, one => Assert.True(symbols.HasName(one.Address!.Value, one.Name), $"{one} is not at {one.Address}"));
        if (_root.Files.TryRead(_root.Path + "/available_filter_functions_addrs", out string text) < 0) return; // before 6.5

        var places = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2))
            .Select(parts => (Place: ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), Name: parts[1]))
            .Where(line => !line.Name.StartsWith("__ftrace_invalid_address__", StringComparison.Ordinal)).OrderBy(line => line.Place).ToArray();
        KFunction[] sorted = [.. all.OrderBy(one => one.Address!.Value)];
        Assert.Equal(places.Length, sorted.Length);
        for (int i = 0; i < places.Length; i++)
        {
            Assert.Equal(places[i].Name, sorted[i].ToString());
            Assert.InRange(places[i].Place - sorted[i].Address!.Value.Value, 0ul, (ulong)sorted[i].Size - 1);
        }
    }

    [Fact]
    public void Order_finds_the_same_functions_as_addresses()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            if (Listed is null || !File.Exists(_root.Path + "/available_filter_functions_addrs")) return; // nothing to compare
            // a tracefs with the list of names alone, as before 6.5
            File.WriteAllText(folder + "/available_filter_functions", File.ReadAllText(_root.Path + "/available_filter_functions"));
            ulong[] byOrder = [.. KernelFunctions.Of(new TracefsRoot(folder, LinuxSyscalls.Instance)).List().Select(one => one.Address!.Value.Value).Order()];
            ulong[] byAddress = [.. KernelFunctions.Of(_root).List().Select(one => one.Address!.Value.Value).Order()];
            Assert.Equal(byAddress.Length, byOrder.Length);
            // between two neighbours of one name order cannot tell
            Assert.InRange(byAddress.Except(byOrder).Count(), 0, 5);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("vfs_read", "ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos)")]
    [InlineData("VFS_Read", "ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos)")]
    [InlineData("tcp_sendmsg", "int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size)")]
    public void Prototypes_are_those_of_the_source(string name, string expected)
    {
        var function = (KFunction)Assert.Single(shell.Run($"Get-KFunction {name}")).BaseObject;
        Assert.Equal(expected, function.Prototype!.Replace(" __user", "", StringComparison.Ordinal));
        Assert.Equal(expected.Count(letter => letter == ',') + 1, function.Parameters!.Count);
        Assert.StartsWith(function.ReturnType! + " ", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Kprobes_take_and_refuse_what_is_said()
    {
        string definitions = _root.Path + "/kprobe_events";
        KFunction[] alone = [.. KernelFunctions.Of(_root).List(all: true)
            .Where(one => one.Module is null && one.Variant is null && one.Occurrences == 1 && one.Aliases.Count == 0)];
        if (!File.Exists(definitions))
        {
            Assert.DoesNotContain(alone, one => one.Blacklisted is not null);
            return;
        }

        KFunction[] taken = Some(alone.Where(one => one.Probeable == true));
        KFunction[] refused = Some(alone.Where(one => one.Blacklisted == true));
        string group = $"kt_test_{Environment.ProcessId}";
        try
        {
            Assert.Equal(40, refused.Length);
            Assert.All(taken, one => Assert.True(TryDefine(one) == 0, $"{one} was refused"));
            Assert.All(refused, one => Assert.True(TryDefine(one) < 0, $"{one} was taken"));
        }
        finally
        {
            foreach (KFunction one in taken.Concat(refused)) _root.Files.TryWrite(definitions, $"-:{group}/{Event(one)}\n", Libc.O_APPEND);
        }

        int TryDefine(KFunction one) => _root.Files.TryWrite(definitions, $"p:{group}/{Event(one)} {one.Name}\n", Libc.O_APPEND);

        static string Event(KFunction one) => "f" + one.Address!.Value.Value.ToString("x", CultureInfo.InvariantCulture);

        static KFunction[] Some(IEnumerable<KFunction> all)
        {
            KFunction[] found = [.. all];
            return [.. Enumerable.Range(0, Math.Min(40, found.Length)).Select(i => found[(int)((long)i * found.Length / 40)])];
        }
    }

    [Fact]
    public void A_wrong_name_is_an_error_for_that_name_alone_that_says_what_is_there()
    {
        LiveShell.Result result = shell.RunAll("Get-KFunction vfs_raed, vfs_read, nosuch_*_at_all");
        Assert.Equal("vfs_read", Assert.Single(result.Output).Properties["Name"].Value);
        Assert.Equal(2, result.Errors.Length);
        Assert.All(result.Errors, error => Assert.Equal("Function,NotFound,PSKernelTrace.Commands.GetKFunctionCommand", error.FullyQualifiedErrorId));
        Assert.Contains("Did you mean vfs_read?", result.Errors[0].ToString(), StringComparison.Ordinal);
        ErrorRecord elsewhere = Assert.Single(shell.RunAll("Get-KFunction vfs_read -Module ext4").Errors);
        Assert.Contains("the kernel itself", elsewhere.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_are_told_apart()
    {
        Assert.All(shell.RunAll("Get-KFunction vfs_* -Module kernel").Output, item => Assert.Null(item.Properties["Module"].Value));
        KFunction? any = KernelFunctions.Of(_root).List().FirstOrDefault(one => one.Module is not null);
        if (any is null) return; // a kernel without modules
        PSObject[] found = shell.RunAll($"Get-KFunction -Module {any.Module!.ToUpperInvariant()}").Output;
        Assert.NotEmpty(found);
        Assert.All(found, item => Assert.Equal(any.Module, item.Properties["Module"].Value));
    }

    [Theory]
    [InlineData("Get-KFunction vfs_re", "vfs_read")]
    [InlineData("Get-KFunction -Name 'tcp_sendms", "tcp_sendmsg")]
    [InlineData("Get-KFunction vfs_read -Module ker", "kernel")]
    public void Completes(string line, string expected)
    {
        using PowerShell ps = PowerShell.Create(shell.Runspace);
        ps.AddScript("Import-Module PSKernelTrace").Invoke();
        CommandCompletion completion = CommandCompletion.CompleteInput(line, line.Length, null, ps);
        CompletionResult match = Assert.Single(completion.CompletionMatches, match => match.CompletionText == expected);
        if (expected.Contains('_', StringComparison.Ordinal)) Assert.Contains($" {expected}(struct ", match.ToolTip, StringComparison.Ordinal);
    }
}
