using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Btf;

/// <summary>The types of a module go on where the kernel's end.</summary>
public sealed class BtfSplitTests
{
    [Fact]
    public void A_module_uses_the_types_of_the_kernel()
    {
        BtfBuilder kernel = BtfSample.Builder();
        BtfTypes types = BtfTypes.Parse(kernel.Build());
        Assert.True(types.TryFindType("struct page", out BtfType page));
        var module = new BtfBuilder(kernel.NextId, kernel.StringsEnd);
        int pointer = module.Pointer(page.Id);
        module.Struct("inode_info", 24, ("page", pointer, 0), ("", module.NextId + 1, 64), ("inner", module.NextId + 2, 128));
        module.Struct("", 8, ("flags", 1, 0));
        module.Union("", 8, ("flags", 1, 0));
        module.Function("ext4_sync", module.Prototype(1, ("page", pointer)));
        module.Enum("", true, ("EXT4_ONE", 1));

        BtfTypes ext4 = BtfTypes.Parse(module.Build(), types, "ext4");

        Assert.Equal(types.Count, ext4.FirstId);
        Assert.Equal(6 + 1, ext4.All.Count());
        Assert.True(ext4.TryFindType("struct page", out BtfType same));
        Assert.Equal(page, same);
        Assert.True(ext4.TryFindType("struct inode_info", out BtfType info));
        Assert.False(types.TryFindType("struct inode_info", out _));
        Assert.True(info.TryFindMember("page", out BtfMember member));
        Assert.Equal(page, member.Type.Target);
        Assert.True(info.TryFindMember("flags", out member));
        Assert.Equal((64, "unsigned long"), (member.BitOffset, member.Type.ToString()));
        Assert.True(ext4.TryFindFunction("ext4_sync", out BtfType function));
        Assert.Equal("unsigned long ext4_sync(struct page *page);", function.Definition());
        Assert.True(ext4.TryFindEnumerator("EXT4_ONE", out long value));
        Assert.Equal(1, value);
        Assert.True(ext4.TryFindEnumerator("ZONE_NORMAL", out value));
        Assert.True(ext4.TryFindType("struct page *", out BtfType found));
        Assert.Equal(page, found.Target);

        Assert.True(info.TryFindMember("inner", out member));
        Assert.Matches("^union #[0-9]+@ext4$", member.Type.ToString());
        Assert.True(ext4.TryFindType(member.Type.ToString(), out found));
        Assert.Equal(member.Type, found);
        Assert.False(types.TryFindType(member.Type.ToString(), out _));
    }

    [Fact]
    public void A_module_alone_refers_to_what_is_not_there()
    {
        var module = new BtfBuilder(500, 4000);
        module.Pointer(20);

        Assert.Throws<BtfException>(() => BtfTypes.Parse(module.Build()));
    }

    [Fact]
    public void A_module_may_have_nothing_of_its_own()
    {
        BtfBuilder kernel = BtfSample.Builder();
        BtfTypes types = BtfTypes.Parse(kernel.Build());

        BtfTypes empty = BtfTypes.Parse(new BtfBuilder(kernel.NextId, kernel.StringsEnd).Build(), types, "empty");

        Assert.Empty(empty.All);
        Assert.True(empty.TryFindType("struct page", out _));
        Assert.False(empty.TryFindType("struct nothing", out _));
    }
}
