using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Symbols;

namespace KernelTrace.Tests.Symbols;

/// <summary>The types of a kernel with modules, from a folder that stands for <c>/sys/kernel/btf</c>.</summary>
public sealed class KernelBtfTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly BtfBuilder _kernel = new();

    public KernelBtfTests()
    {
        int number = _kernel.Int("int", 4, signed: true);
        _kernel.Struct("page", 8, ("flags", number, 0));
        File.WriteAllBytes(_folder.FullName + "/vmlinux", _kernel.Build());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Modules_are_asked_for_what_the_kernel_lacks()
    {
        Module("ext4", "ext4_inode_info");
        Module("nfs", "nfs_inode");
        File.WriteAllBytes(_folder.FullName + "/broken", [1, 2, 3]);
        KernelBtf types = Types();

        Assert.True(types.TryFindType("struct nfs_inode", out BtfType type));
        Assert.Equal("struct nfs_inode", type.ToString());
        Assert.True(types.TryFindSize("struct ext4_inode_info", out long size));
        Assert.Equal(4, size);
        Assert.False(types.TryFindType("struct nothing", out _));
        Assert.Equal(["ext4", "nfs"], types.Modules.Select(module => module.Name));
        Assert.Null(types.WhyNone);
    }

    [Fact]
    public void The_kernel_is_read_once_and_modules_not_at_all_where_it_suffices()
    {
        KernelBtf types = Types();
        Assert.True(types.TryFindType("struct page", out _));
        File.Delete(_folder.FullName + "/vmlinux");

        Assert.True(types.TryFindType("struct page", out _));
    }

    [Fact]
    public void Without_types_it_says_why()
    {
        File.Delete(_folder.FullName + "/vmlinux");
        KernelBtf types = Types();

        Assert.False(types.TryFindType("struct page", out _));
        Assert.Contains("CONFIG_DEBUG_INFO_BTF", types.WhyNone);
        Assert.Empty(types.Modules);

        File.WriteAllBytes(_folder.FullName + "/vmlinux", [0x9f, 0xeb, 7]);
        Assert.Contains("BTF of vmlinux, offset", Types().WhyNone);
    }

    private KernelBtf Types() => new(LinuxSyscalls.Instance, _folder.FullName);

    private void Module(string name, string type)
    {
        var module = new BtfBuilder(_kernel.NextId, _kernel.StringsEnd);
        module.Struct(type, 4, ("number", 1, 0));
        File.WriteAllBytes($"{_folder.FullName}/{name}", module.Build());
    }
}
