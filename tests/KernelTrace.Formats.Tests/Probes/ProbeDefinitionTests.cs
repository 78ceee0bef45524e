using KernelTrace.Formats.Probes;

namespace KernelTrace.Formats.Tests.Probes;

public sealed class ProbeDefinitionTests
{
    /// <summary>Lines as kernels 5.10 to 7.3 list them.</summary>
    [Theory]
    [InlineData("p:t/a do_sys_openat2 dfd=$arg1:s32 f=+0($arg2):ustring flags=+0($arg3):x64", ProbeKind.Kprobe, "do_sys_openat2", 0, false)]
    [InlineData("r1000:t/n vfs_read", ProbeKind.Kretprobe, "vfs_read", 0, true)]
    [InlineData("r10:t/e vfs_read x=$arg1", ProbeKind.Kretprobe, "vfs_read", 0, true)]
    [InlineData("p:t/o ext4:ext4_sync_file+16", ProbeKind.Kprobe, "ext4:ext4_sync_file", 16, false)]
    [InlineData("p:t/h 0xffffffff81234560", ProbeKind.Kprobe, "0xffffffff81234560", 0, false)]
    [InlineData("f:t/o vfs_read count=count", ProbeKind.Fprobe, "vfs_read", 0, false)]
    [InlineData("f:t/p vfs_read%return r=$retval", ProbeKind.Fprobe, "vfs_read", 0, true)]
    [InlineData("t:t/q sched_switch", ProbeKind.Tprobe, "sched_switch", 0, false)]
    [InlineData("e:t/s syscalls.sys_enter_openat f=+0($filename):ustring", ProbeKind.Eprobe, "syscalls.sys_enter_openat", 0, false)]
    [InlineData("e:t/s sched.sched_switch p=$prev_pid if prev_pid > 3 && next_pid != 0", ProbeKind.Eprobe, "sched.sched_switch", 0, false)]
    [InlineData("p:u/bash /usr/bin/bash:0x31f30 a=%di b=+0(%si):string", ProbeKind.Uprobe, "/usr/bin/bash", 0x31f30, false)]
    [InlineData("r:u/bash__return /usr/bin/bash:0x31f30 line=+0($retval):string", ProbeKind.Uretprobe, "/usr/bin/bash", 0x31f30, true)]
    [InlineData("p:u/mark /usr/bin/x:0x1139(0x3040) arg1=-4(%bp):s32", ProbeKind.Uprobe, "/usr/bin/x", 0x1139, false)]
    public void A_line_is_read_and_written_alike(string line, ProbeKind kind, string target, long offset, bool isReturn)
    {
        ProbeDefinition definition = Assert.Single(ProbeDefinitionParser.Parse(line + "\n"));
        Assert.Equal((kind, target, (ulong)offset, isReturn), (definition.Kind, definition.Target, definition.Offset, definition.IsReturn));
        Assert.Equal(line, definition.ToString());
    }

    [Fact]
    public void Leading_zeros_and_text_with_colons_are_read()
    {
        Assert.Equal("p:t/z /bin/bash:0x9999999999", Only("p:t/z /bin/bash:0x0000009999999999").ToString());
        Assert.Equal(new ProbeField("d", "\\\"a:b\"", null), Only("p:t/a vfs_read d=\\\"a:b\"").Fields[0]);
        Assert.Equal(new ProbeField("", "%ax", "u8"), Only("p:t/a vfs_read %ax:u8").Fields[0]);
        Assert.Equal(0x3040u, Only("p:u/mark /usr/bin/x:0x1139(0x3040)").CounterOffset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s:synthetic/wake u64 lat; pid_t pid;")]
    [InlineData("u:user/event u32 a")]
    [InlineData("p:t/a")]
    [InlineData("p vfs_read")]
    [InlineData("p:/a vfs_read")]
    [InlineData("p:t/ vfs_read")]
    [InlineData("rx:t/a vfs_read")]
    [InlineData("something else")]
    public void Other_lines_are_passed_over(string line) => Assert.Empty(ProbeDefinitionParser.Parse(line));

    [Theory]
    [InlineData("do_read", null)]
    [InlineData("_1", null)]
    [InlineData("", "no name")]
    [InlineData("../../x", "letters")]
    [InlineData("a b", "letters")]
    [InlineData("a\nb", "a?b")]
    [InlineData("é", "letters")]
    [InlineData("1a", "letters")]
    public void Names_are_identifiers(string name, string? says)
    {
        string? why = ProbeNames.WhyNot("probe", name, ProbeNames.LongestEvent);
        if (says is null) Assert.Null(why);
        else Assert.Contains(says, why!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_not_too_long()
    {
        Assert.Null(ProbeNames.WhyNot("probe", new string('a', 63), ProbeNames.LongestEvent));
        string why = ProbeNames.WhyNot("probe", new string('a', 10_000), ProbeNames.LongestEvent)!;
        Assert.Contains("10000 characters; the kernel takes 63", why, StringComparison.Ordinal);
        Assert.True(why.Length < 200);
    }

    [Theory]
    [InlineData("do_read", "do_read")]
    [InlineData("foo.isra.0", "foo_isra_0")]
    [InlineData("Foo::bar(int)", "Foo__bar_int_")]
    [InlineData("0x12", "_0x12")]
    [InlineData("", "_")]
    public void A_name_is_made_of_any_text(string text, string expected) => Assert.Equal(expected, ProbeNames.From(text, 63));

    [Fact]
    public void A_free_name_is_found_within_the_length()
    {
        Assert.Equal("abc_2", ProbeNames.Free("abc", 63, name => name is "abc" or "abc_1"));
        Assert.Equal("ab_1", ProbeNames.Free("abcd", 4, name => name == "abcd"));
    }

    private static ProbeDefinition Only(string line) => Assert.Single(ProbeDefinitionParser.Parse(line));
}
