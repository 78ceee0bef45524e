using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tests.Support;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Symbols;

/// <summary>The facts of the kernel that the tests run on, as far as it tells them.</summary>
public sealed class LiveKernelFactsTests
{
    private static readonly LiveKernelFacts _facts = LiveKernelFacts.Of(new TracefsRoot("/sys/kernel/tracing", LinuxSyscalls.Instance));

    [Fact]
    public void Symbols_by_address_and_by_name_agree()
    {
        Assert.SkipWhen(_facts.Symbols.WhyNone is not null, _facts.Symbols.WhyNone ?? "");

        Assert.True(_facts.Symbols.TryFind("vfs_read", out KernelSymbol read));
        Assert.True(_facts.TryFindSymbol(read.Address + 4, out KernelSymbol symbol));
        Assert.Equal(read, symbol);
        Assert.InRange(read.Size, 16ul, 4096ul);
        Assert.StartsWith("vfs_read+0x4/0x", symbol.WithOffset(read.Address + 4));
        Assert.False(_facts.TryFindSymbol(0x400000, out _));
    }

    [Fact]
    public void Types_are_those_of_every_kernel()
    {
        Assert.SkipWhen(_facts.Types.WhyNone is not null, _facts.Types.WhyNone ?? "");

        Assert.True(_facts.TryFindConstant("ZONE_NORMAL", out long normal));
        Assert.InRange(normal, 0, 3);
        Assert.False(_facts.TryFindConstant("NO_SUCH_ENUMERATOR", out _));
        Assert.True(_facts.TryFindSize("gfp_t", out int size));
        Assert.Equal(4, size);
        Assert.True(_facts.TryFindSize("struct task_struct", out size));
        Assert.InRange(size, 1000, 100_000);
        Assert.True(_facts.TryFindMember("struct task_struct", "comm", out KernelMember comm));
        Assert.Equal((16 * 8, "char[16]"), (comm.BitSize, comm.Type));
        Assert.True(_facts.TryFindMember("struct file", "f_path.dentry", out KernelMember dentry));
        Assert.Equal("struct dentry *", dentry.Type);
        Assert.False(_facts.TryFindMember("struct task_struct", "nothing", out _));
        Assert.True(_facts.Types.TryFindFunction("vfs_read", out BtfType read));
        Assert.Equal("ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos);",
            read.Definition().Replace(" __user", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_name_of_a_type_leads_back_to_its_size()
    {
        BtfTypes? types = _facts.Types.Kernel;
        Assert.SkipWhen(types is null, _facts.Types.WhyNone ?? "");

        int different = 0, seen = 0;
        foreach (BtfType type in types!.All.Where(one => one.Id % 10 == 0))
        {
            if (type.Size is not long size || type.Kind is BtfKind.Variable or BtfKind.DataSection) continue;
            seen++;
            Assert.True(types.TryFindSize(type.ToString(), out long found), type.ToString());
            if (found != size) different++; // two sources may call different structs the same
        }

        Assert.True(different * 100 < seen, $"{different} of {seen}");
    }

    [Fact]
    public void Ticks_a_second_are_one_of_those_that_can_be()
    {
        if (_facts.TryFindConstant("HZ", out long hz)) Assert.Contains(hz, new long[] { 24, 48, 64, 100, 128, 250, 256, 300, 1000, 1024, 1200 });
    }

    [Fact]
    public void Strings_of_events_are_found()
    {
        string path = "/sys/kernel/tracing/printk_formats";
        Assert.SkipUnless(File.Exists(path), "tracefs is not mounted");
        foreach ((ulong address, string text) in PrintkFormats.Parse(File.ReadAllText(path)).Take(20))
        {
            Assert.True(_facts.TryFindText(address, out string? found));
            Assert.Equal(text, found);
        }

        Assert.False(_facts.TryFindText(1, out _));
    }

    [Fact]
    public void One_root_has_one_instance_and_all_share_what_is_large()
    {
        var root = new TracefsRoot("/one", LinuxSyscalls.Instance);
        Assert.Same(LiveKernelFacts.Of(root), LiveKernelFacts.Of(root));
        Assert.NotSame(_facts, LiveKernelFacts.Of(root));
        Assert.Same(_facts.Symbols, LiveKernelFacts.Of(root).Symbols);
        Assert.NotSame(_facts.Symbols, LiveKernelFacts.Of(new TracefsRoot("/one", new FakeSyscalls())).Symbols);
    }

    [Fact]
    public void The_counted_ticks_are_the_configured_ones()
    {
        string? configured = new KernelConfig(LinuxSyscalls.Instance).Find("CONFIG_HZ");
        int? counted = new KernelTicks(LinuxSyscalls.Instance, new KernelConfig(new FakeSyscalls())).Value;
        Assert.SkipWhen(configured is null || counted is null, "the kernel does not tell both");

        Assert.Equal(configured, $"{counted}");
    }

    [Fact]
    public void A_variable_that_may_not_be_read_is_not_found()
    {
        LiveKernelFacts facts = LiveKernelFacts.Of(new TracefsRoot("/t", new FakeSyscalls
        {
            ["/proc/kallsyms"] = new FakeFile("ffffffff81000000 T _stext\nffffffff81003008 d vmemmap_base\nffffffff81006000 B _end\n")
        }));

        Assert.True(facts.Symbols.TryFind("vmemmap_base", out _));
        Assert.False(facts.TryFindVariable("vmemmap_base", out _));
        Assert.False(facts.TryFindVariable("nothing", out _));
    }
}
