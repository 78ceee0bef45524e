using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Btf;

public sealed class BtfTypesTests
{
    private static readonly BtfTypes _types = BtfSample.Types;

    [Theory]
    [InlineData("unsigned long", 8)]
    [InlineData("long unsigned int", 8)]
    [InlineData("unsigned", 4)]
    [InlineData("long", 8)]
    [InlineData("int", 4)]
    [InlineData("u32", 4)]
    [InlineData("gfp_t", 4)]
    [InlineData("struct page", 32)]
    [InlineData("page", 32)]
    [InlineData("const volatile struct page", 32)]
    [InlineData("union role_union", 4)]
    [InlineData("enum zone_type", 4)]
    [InlineData("enum wide", 8)]
    [InlineData("double", 8)]
    [InlineData("void *", 8)]
    [InlineData("struct nowhere_defined_pointer_target *[3]", 24)]
    [InlineData("char[16]", 16)]
    [InlineData("struct page [2][3]", 192)]
    [InlineData("int (*)(struct file *, int)", 8)]
    [InlineData("int (*[4])(void)", 32)]
    [InlineData("const char __user *", 8)]
    [InlineData("int []", 0)]
    public void Sizes(string name, long expected)
    {
        Assert.True(_types.TryFindSize(name, out long size), name);
        Assert.Equal(expected, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("struct")]
    [InlineData("struct int")]
    [InlineData("union page")]
    [InlineData("struct hidden")]
    [InlineData("void")]
    [InlineData("int (void)")]
    [InlineData("struct nothing")]
    [InlineData("int [")]
    [InlineData("int )")]
    [InlineData("int [x]")]
    [InlineData("struct #1")]
    [InlineData("struct #99999")]
    [InlineData("struct #")]
    [InlineData("int (*")]
    [InlineData("* int")]
    [InlineData("char [4294967295][4294967295][4294967295]")]
    public void No_sizes(string name) => Assert.False(_types.TryFindSize(name, out _));

    [Theory]
    [InlineData("struct page", "flags", 0, 64, false, "unsigned long")]
    [InlineData("struct page", "next", 64, 64, false, "struct page *")]
    [InlineData("struct page", "count", 128, 32, true, "int")]
    [InlineData("struct page", "s_mem", 64, 64, false, "void *")]
    [InlineData("struct page", "named.low", 192, 32, false, "u32")]
    [InlineData("union role_union", "role.direct", 4, 1, false, "unsigned int")]
    [InlineData("struct role", "delta", 5, 3, true, "int")]
    [InlineData("struct role", "rest", 24, 8, false, "char")]
    [InlineData("struct task_struct", "comm", 64, 128, false, "char[16]")]
    [InlineData("task_struct", "state", 0, 64, true, "long")]
    [InlineData("struct flexible", "items", 32, 0, false, "int[]")]
    [InlineData("struct file_operations", "open", 0, 64, false, "int (*)(struct page *, const char *)")]
    public void Members(string type, string name, long offset, int bits, bool signed, string typeName)
    {
        Assert.True(_types.TryFindType(type, out BtfType found));
        Assert.True(found.TryFindMember(name, out BtfMember member));

        Assert.Equal(new KernelMember(offset, bits, signed, typeName), member.ToKernelMember());
    }

    [Fact]
    public void The_name_of_a_member_without_a_named_type_leads_back_to_it()
    {
        Assert.True(_types.TryFindType("struct page", out BtfType page));
        Assert.True(page.TryFindMember("named", out BtfMember named));

        string name = named.ToKernelMember().Type;

        Assert.Matches("^union #[0-9]+$", name);
        Assert.True(_types.TryFindType(name, out BtfType back));
        Assert.Equal(named.Type, back);
        Assert.True(_types.TryFindSize(name, out long size));
        Assert.Equal(8, size);
    }

    [Theory]
    [InlineData("struct page", "nothing")]
    [InlineData("struct page", "")]
    [InlineData("struct page", "named.")]
    [InlineData("struct page", "next.flags")]
    [InlineData("int", "flags")]
    [InlineData("struct page *", "flags")]
    public void No_members(string type, string name)
    {
        Assert.True(_types.TryFindType(type, out BtfType found));
        Assert.False(found.TryFindMember(name, out _));
    }

    [Theory]
    [InlineData("ZONE_DMA", 0)] // the first of that name
    [InlineData("ZONE_NORMAL", 2)]
    [InlineData("ZONE_HIGH", 4294967294)]
    [InlineData("MINUS", -1)]
    [InlineData("WIDE", 1L << 40)]
    [InlineData("ALL", -1)]
    [InlineData("WIDE_MINUS", -(1L << 40))]
    public void Enumerators(string name, long expected)
    {
        Assert.True(_types.TryFindEnumerator(name, out long value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("ZONE")]
    [InlineData("ZONE_NORMALLY")]
    [InlineData("")]
    [InlineData("zone_type")]
    public void No_enumerators(string name) => Assert.False(_types.TryFindEnumerator(name, out _));

    [Fact]
    public void Where_no_enum_tells_its_sign_values_are_signed()
    {
        var b = new BtfBuilder();
        b.Enum("old", false, ("OLD", -5));

        Assert.True(BtfTypes.Parse(b.Build()).TryFindEnumerator("OLD", out long value));
        Assert.Equal(-5, value);
    }

    [Fact]
    public void A_bitfield_of_an_old_encoder_has_an_integer_of_its_own()
    {
        var b = new BtfBuilder();
        int three = b.Int("unsigned int", 4, bits: 3, offset: 2);
        b.Struct("old", 4, ("bits", three, 8));
        Assert.True(BtfTypes.Parse(b.Build()).TryFindType("struct old", out BtfType old));

        BtfMember member = Assert.Single(old.Members);

        Assert.Equal((10, 3, true), (member.BitOffset, member.BitSize, member.IsBitfield));
    }

    [Fact]
    public void A_function_tells_its_parameters()
    {
        Assert.True(_types.TryFindFunction("vfs_read", out BtfType function));

        Assert.Equal(["page", "buf", "gfp"], function.Parameters.Select(one => one.Name));
        Assert.Equal(["struct page *page", "const char *buf", "gfp_t gfp"], function.Parameters.Select(one => one.ToString()));
        Assert.Equal("long", function.ReturnType.ToString());
        Assert.False(_types.TryFindFunction("page", out _));
    }

    [Fact]
    public void A_section_tells_its_variables()
    {
        Assert.True(_types.TryFind(BtfKind.DataSection, ".data..percpu", out BtfType section));

        BtfVariable variable = Assert.Single(section.Variables);

        Assert.Equal(("vmemmap_base", "unsigned long", 64, 8), (variable.Type.Name, variable.Type.Target.ToString(), variable.Offset, variable.Size));
        Assert.Equal(8, variable.Type.Size);
    }

    [Fact]
    public void Numbers_outside_are_refused()
    {
        Assert.Equal(BtfKind.Void, _types.Type(0).Kind);
        Assert.Equal(default, _types.Type(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _types.Type(_types.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => _types.Type(-1));
    }

    [Fact]
    public void A_blob_of_the_other_byte_order_says_the_same()
    {
        BtfTypes big = BtfTypes.Parse(BtfSample.Builder().Build(bigEndian: true));

        Assert.Equal(_types.All.Select(type => type.Definition()), big.All.Select(type => type.Definition()));
    }

    [Fact]
    public void Pointers_are_as_large_as_a_long()
    {
        var b = new BtfBuilder();
        b.Int("long int", 4, signed: true);
        b.Pointer(0);
        BtfTypes types = BtfTypes.Parse(b.Build());

        Assert.True(types.TryFindSize("void *", out long size));
        Assert.Equal((4, 4), (size, types.PointerSize));
    }
}
