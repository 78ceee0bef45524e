using KernelTrace.Formats.Tests.Support;
using KernelTrace.Functions;
using KernelTrace.Interop;
using KernelTrace.Tests.Support;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Functions;

/// <summary>The functions of a kernel in memory.</summary>
public sealed class KernelFunctionsTests
{
    private const string Kallsyms = """
        ffffffff81000000 T _stext
        ffffffff81000100 T vfs_read
        ffffffff81000100 W ksys_read
        ffffffff81000200 t show
        ffffffff81000300 t show
        ffffffff81000400 t copy.isra.0
        ffffffff81000500 t copy.constprop.0
        ffffffff81000600 T do_int3
        ffffffff81000700 t do_int3.cold
        ffffffff81000800 T native_sched_clock
        ffffffff81000900 t vfs_read.cold
        ffffffff81000a00 t __pfx_vfs_write
        ffffffff81000a10 T vfs_write
        ffffffff81002000 T _etext
        ffffffff82000000 D jiffies_64
        ffffffff82000100 d local_data
        ffffffff82001000 D __init_begin
        ffffffff82001100 t start_kernel
        ffffffff82002000 R __init_end
        ffffffff82003000 B _end

        """;

    private const string List = "ffffffff81000104 vfs_read\nffffffff81000304 show\nffffffff81000404 copy.isra.0\n"
        + "ffffffff81000604 do_int3\nffffffff81000a14 vfs_write\n";

    private const string Root = "/fake", Available = Root + "/available_filter_functions", Blacklist = "/sys/kernel/debug/kprobes/blacklist";

    private readonly FakeSyscalls _kernel = new()
    {
        ["/proc/kallsyms"] = new FakeFile(Kallsyms),
        ["/proc/modules"] = new FakeFile(""),
        ["/proc/sys/kernel/osrelease"] = new FakeFile("6.12.0\n"),
        ["/boot/config-6.12.0"] = new FakeFile("CONFIG_KPROBES=y\n"),
        [Available] = new FakeFile("never asked\n"),
        [Available + "_addrs"] = new FakeFile(List),
        [Blacklist] = new FakeFile("0xffffffff81000600-0xffffffff81000700\tdo_int3\n"),
        ["/sys/kernel/btf/vmlinux"] = new FakeFile { Content = Types },
    };

    [Fact]
    public void A_pattern_s_list_is_what_can_be_traced()
    {
        Assert.Equal(["vfs_read", "show", "copy.isra.0", "do_int3", "vfs_write"], Functions().List().Select(one => one.Name));
        Assert.Equal(15, Functions().List(all: true).Count());
        Assert.Equal(["vfs_read", "vfs_write"], Functions().NamesFrom("VFS_", 10));
        Assert.Equal(["vfs_read"], Functions().NamesFrom("vfs_", 1));
        Assert.Empty(_kernel[Available].Opened);
        Assert.Single(_kernel["/proc/kallsyms"].Opened);
        Assert.Single(_kernel[Available + "_addrs"].Opened);
    }

    [Fact]
    public void A_list_needs_no_types_and_no_blacklist()
    {
        Assert.Equal(5, Functions().List().Count(one => one.Traceable == true));
        Assert.Empty(_kernel[Blacklist].Opened);
        Assert.Empty(_kernel["/sys/kernel/btf/vmlinux"].Opened);
    }

    [Theory]
    [InlineData("vfs_read", true, false, true, "", null)]
    [InlineData("ksys_read", false, false, true, "alias", null)]
    [InlineData("vfs_read.cold", false, false, true, "notrace", "cold")]
    [InlineData("do_int3", true, true, false, "blacklisted", null)]
    [InlineData("do_int3.cold", false, true, false, "notrace, blacklisted", "cold")]
    [InlineData("copy.isra.0", true, false, true, "", "isra")]
    [InlineData("native_sched_clock", false, false, false, "notrace", null)]
    [InlineData("__pfx_vfs_write", false, false, false, "padding", null)]
    [InlineData("start_kernel", false, false, false, "discarded", null)]
    public void A_function_tells_what_can_be_done_with_it(string name, bool traceable, bool blacklisted, bool probeable, string note, string? variant)
    {
        KFunction function = Assert.Single(Functions().Find(name));
        Assert.Equal((traceable, blacklisted, probeable), (function.Traceable, function.Blacklisted, function.Probeable));
        Assert.Equal((note, variant), (function.Note, function.Variant));
        Assert.Equal(variant is null ? name : name[..name.IndexOf('.', StringComparison.Ordinal)], function.BaseName);
    }

    [Fact]
    public void Functions_of_one_name_are_told_apart()
    {
        IReadOnlyList<KFunction> found = Functions().Find("show");
        Assert.Equal(["0xffffffff81000200", "0xffffffff81000300"], found.Select(one => one.Address.ToString()));
        Assert.Equal([false, true], found.Select(one => one.Traceable == true));
        Assert.All(found, one => Assert.Equal(2, one.Occurrences));
        Assert.Equal("2 namesakes", found[1].Note);
        Assert.Equal(256, found[0].Size);
        Assert.Empty(Functions().Find("Show"));
        Assert.Equal(2, Functions().FindAnyCase("Show").Count);
    }

    [Fact]
    public void Variants_and_aliases_are_named()
    {
        Assert.Equal(["copy.constprop.0"], Functions().Find("copy.isra.0")[0].Variants);
        Assert.Equal(["vfs_read.cold"], Functions().Find("vfs_read")[0].Variants);
        Assert.Equal(["ksys_read"], Functions().Find("vfs_read")[0].Aliases);
        Assert.Empty(Functions().Find("vfs_write")[0].Aliases);
    }

    [Fact]
    public void Prototypes_are_those_of_the_types()
    {
        KFunction read = Functions().Find("vfs_read")[0];
        Assert.Equal("long vfs_read(int fd, long *pos)", read.Prototype);
        Assert.Equal("long", read.ReturnType);
        Assert.Equal([new KFunctionParameter("fd", "int", "int fd"), new KFunctionParameter("pos", "long *", "long *pos")], read.Parameters);
        Assert.True(read.HasBtf);

        // two of one name that differ, a variant of what the types know, and one that they do not know
        foreach (string name in (string[])["show", "copy.isra.0", "native_sched_clock"])
        {
            KFunction none = Functions().Find(name)[0];
            Assert.Equal((null, null, null, false), (none.Prototype, none.ReturnType, none.Parameters, none.HasBtf));
        }

        Assert.Equal("long vfs_write(int fd, ...)", Functions().Find("vfs_write")[0].Prototype);
    }

    [Theory]
    [InlineData("vfs_read", FunctionFindingKind.Traceable, "")]
    [InlineData("ksys_read", FunctionFindingKind.Alias, "vfs_read")]
    [InlineData("do_int3", FunctionFindingKind.Blacklisted, "")]
    [InlineData("native_sched_clock", FunctionFindingKind.Notrace, "")]
    [InlineData("start_kernel", FunctionFindingKind.Discarded, "")]
    [InlineData("__pfx_vfs_write", FunctionFindingKind.Padding, "")]
    [InlineData("copy", FunctionFindingKind.OnlyVariants, "copy.isra.0,copy.constprop.0")]
    [InlineData("jiffies_64", FunctionFindingKind.Data, "")]
    [InlineData("vfs_raed", FunctionFindingKind.Missing, "vfs_read")]
    [InlineData("only_in_types", FunctionFindingKind.Missing, "")]
    [InlineData("", FunctionFindingKind.Missing, "")]
    [InlineData("../../x\n\0", FunctionFindingKind.Missing, "")]
    public void A_name_is_explained(string name, FunctionFindingKind kind, string names)
    {
        FunctionFinding finding = Functions().Explain(name);
        Assert.Equal((name, kind, names), (finding.Name, finding.Kind, string.Join(',', finding.Names)));
        Assert.Contains($"'{name}'", finding.Text, StringComparison.Ordinal);
        Assert.Equal(name == "only_in_types", finding.Text.Contains("inlined, so that", StringComparison.Ordinal));
        foreach (string other in finding.Names) Assert.Contains(other, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_kernel_does_not_tell_is_unknown()
    {
        _kernel[Available + "_addrs"].OpenError = _kernel[Available].OpenError = -Errno.EPERM;
        _kernel[Blacklist].OpenError = -Errno.ENOENT;
        _kernel["/sys/kernel/btf/vmlinux"].OpenError = -Errno.ENOENT;
        KFunction function = Functions().Find("vfs_read")[0];

        Assert.Equal((null, null, null), (function.Traceable, function.Blacklisted, function.Probeable));
        Assert.Null(function.Prototype);
        Assert.Equal("EPERM", Functions().WhyTraceableUnknown!.ErrorName);
        Assert.Equal(FunctionFindingKind.Unknown, Functions().Explain("vfs_read").Kind);
        Assert.DoesNotContain(Functions().List(), one => one.Discarded || one.Padding);
        Assert.Contains("native_sched_clock", Functions().NamesFrom("native", 9));
    }

    [Fact]
    public void Kprobes_ask_for_no_hook_where_the_kernel_has_no_ftrace_or_was_told_so()
    {
        _kernel[Available + "_addrs"].OpenError = _kernel[Available].OpenError = -Errno.ENOENT;
        Assert.True(Functions().Find("native_sched_clock")[0].Probeable);
        Assert.Contains("CONFIG_DYNAMIC_FTRACE", Functions().WhyTraceableUnknown!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONFIG_KPROBES=y\nCONFIG_KPROBE_EVENTS_ON_NOTRACE=y\n", true)]
    [InlineData("", null)]
    public void Whether_kprobes_want_the_hook_the_configuration_tells(string config, bool? expected)
    {
        _kernel["/boot/config-6.12.0"] = new FakeFile(config);
        Assert.Equal(expected, Functions().Find("native_sched_clock")[0].Probeable);
    }

    [Fact]
    public void Older_kernels_list_names_only()
    {
        _kernel.Files.Remove(Available + "_addrs");
        _kernel[Available] = new FakeFile("__ftrace_invalid_address___4\nvfs_read\nshow\n");
        Assert.Equal(["vfs_read", "show"], Functions().List().Select(one => one.Name));
    }

    [Fact]
    public void A_module_that_was_loaded_since_is_seen()
    {
        Assert.Empty(Functions().Find("ext4_sync"));
        _kernel["/proc/kallsyms"] = new FakeFile(Kallsyms + "ffffffffc0001000 t ext4_sync\t[ext4]\n");
        _kernel[Available + "_addrs"] = new FakeFile(List + "ffffffffc0001004 ext4_sync [ext4]\n");
        _kernel["/proc/modules"] = new FakeFile("ext4 1000000 1 - Live 0xffffffffc0001000\n");
        _kernel.Now += 1_100_000_000;

        KFunction sync = Assert.Single(Functions().Find("ext4_sync"));
        Assert.Equal(("ext4", true, "ext4_sync [ext4]"), (sync.Module, sync.Traceable, sync.ToString()));
        Assert.Equal(["ext4"], Functions().Modules);
    }

    [Fact]
    public void Hidden_addresses_are_none()
    {
        _kernel["/proc/kallsyms"] = new FakeFile("0000000000000000 T vfs_read\n0000000000000000 T do_int3\n");
        _kernel[Available + "_addrs"] = new FakeFile("0000000000000000 vfs_read\n");
        KFunction read = Assert.Single(Functions().List());
        Assert.Equal(("vfs_read", null, null), (read.Name, read.Address, read.Blacklisted));
        Assert.Contains("kptr_restrict", Functions().WhyNoAddresses, StringComparison.Ordinal);
    }

    private KernelFunctions Functions() => KernelFunctions.Of(new TracefsRoot(Root, _kernel));

    private static byte[] Types()
    {
        var btf = new BtfBuilder();
        int number = btf.Int("int", 4, signed: true), large = btf.Int("long", 8, signed: true);
        int prototype = btf.Prototype(large, ("fd", number), ("pos", btf.Pointer(large)));
        btf.Function("vfs_read", prototype);
        btf.Function("vfs_write", btf.Prototype(large, ("fd", number), ("", 0)));
        btf.Function("copy", prototype);
        btf.Function("only_in_types", prototype);
        btf.Function("show", prototype);
        btf.Function("show", btf.Prototype(number));
        return btf.Build();
    }
}
