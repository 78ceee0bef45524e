using HelpBuilder;
using Xunit;

namespace PSKernelTrace.Tests.Help;

public sealed class HelpFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("help-folder-").FullName;

    private string Docs => Path.Combine(_folder, "docs");

    private string Output => Path.Combine(_folder, "out");

    private string Maml => Path.Combine(Output, Sample.HelpFile);

    public HelpFolderTests()
    {
        Directory.CreateDirectory(Docs);
        foreach (var page in Directory.GetFiles(RepositoryFiles.Fixture, "*.md"))
        {
            File.Copy(page, Path.Combine(Docs, Path.GetFileName(page)));
        }
    }

    [Fact]
    public void Files_that_would_not_change_are_left_alone()
    {
        Assert.Equal(0, Run(Docs, Output, "--module", "PSKernelTrace.Tests"));
        File.SetLastWriteTimeUtc(Maml, DateTime.UnixEpoch);

        Assert.Equal(0, Run(Docs, Output, "--module", "PSKernelTrace.Tests"));

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Maml));
        Assert.True(File.Exists(Path.Combine(Output, "about_HelpSample.help.txt")));
    }

    [Fact]
    public void One_bad_page_stops_the_whole_and_names_its_file()
    {
        File.WriteAllText(Path.Combine(Docs, "Get-HelpSample.md"), Sample.With("Gets a *sample* of help.", ""));

        var error = Assert.Single(HelpFolder.Build(Docs, Output, "PSKernelTrace.Tests"));

        Assert.Equal($"{Path.Combine(Docs, "Get-HelpSample.md")}:14: error: missing synopsis", error.ToString());
        Assert.False(Directory.Exists(Output));
        Assert.Equal(1, Run(Docs, Output, "--module", "PSKernelTrace.Tests"));
    }

    [Fact]
    public void A_short_description_that_is_long_is_an_error()
    {
        var path = Path.Combine(Docs, "about_HelpSample.md");
        var text = File.ReadAllText(path).Replace("looks.", new string('x', 80), StringComparison.Ordinal);
        File.WriteAllText(path, text);

        var error = Assert.Single(HelpFolder.Build(Docs, Output, "PSKernelTrace.Tests"));

        Assert.Equal("the short description must fit one line of 76 characters", error.Message);
    }

    [Fact]
    public void A_page_of_another_help_file_is_an_error() =>
        Assert.Contains(
            HelpFolder.Build(Docs, Output, "Other"),
            error => error.Message == $"external help file is '{Sample.HelpFile}' and not 'Other.dll-Help.xml'");

    [Fact]
    public void Wrong_arguments_give_two_and_a_missing_folder_one()
    {
        Assert.Equal(2, Run("--help"));
        Assert.Equal(1, Run(Path.Combine(_folder, "none"), Output));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static int Run(params string[] args) =>
        (int)typeof(HelpFolder).Assembly.EntryPoint!.Invoke(null, [args])!;
}
