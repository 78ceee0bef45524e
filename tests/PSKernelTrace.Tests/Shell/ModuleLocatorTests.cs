using PSKernelTrace.Shell.Session;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class ModuleLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Walks_up_to_the_output_of_a_working_copy()
    {
        string program = Folder("src/Shell/bin/Release");
        Assert.Null(ModuleLocator.Find(null, program, out string? reason));
        Assert.Contains("PSKT_MODULE", reason);
        string module = Module("output/PSKernelTrace");
        Assert.Equal(module, ModuleLocator.Find(null, program, out reason));
        Assert.Null(reason);
    }

    [Fact]
    public void Beside_the_program_comes_first()
    {
        string program = Folder("pack/bin");
        Module("output/PSKernelTrace");
        Assert.Equal(Module("pack/PSKernelTrace"), ModuleLocator.Find("", program + "/", out _));
    }

    [Fact]
    public void A_named_folder_is_the_only_one()
    {
        string program = Folder("bin");
        string other = Module("elsewhere/PSKernelTrace");
        Assert.Equal(other, ModuleLocator.Find(other + "/", program, out _));
        Assert.Equal(other, ModuleLocator.Find(Path.Combine(other, "PSKernelTrace.psd1"), program, out _));
        Module("output/PSKernelTrace");
        Assert.Null(ModuleLocator.Find(Path.Combine(_root, "nowhere"), program, out string? reason));
        Assert.Contains("nowhere", reason);
    }

    private string Folder(string path) => Directory.CreateDirectory(Path.Combine(_root, path)).FullName;

    private string Module(string path)
    {
        string folder = Folder(path);
        File.WriteAllText(Path.Combine(folder, "PSKernelTrace.psd1"), "@{}");
        return folder;
    }
}
