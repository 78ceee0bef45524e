using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class StreamTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Theory]
    [InlineData("Write-Output 1, 2", "1\n2\n")]
    [InlineData("Write-Host a b; Write-Host c -NoNewline; Write-Host d -ForegroundColor Red", "a b\ncd\n")]
    [InlineData("Write-Warning w", "WARNING: w\n")]
    [InlineData("Write-Verbose v; Write-Verbose v -Verbose", "VERBOSE: v\n")]
    [InlineData("Write-Debug d; Write-Debug d -Debug", "DEBUG: d\n")]
    [InlineData("Write-Information i; Write-Information i -InformationAction Continue", "i\n")]
    [InlineData("Write-Progress a b -PercentComplete 5", "")]
    public void Each_stream_has_its_words(string script, string expected) => Assert.Equal((expected, ""), shell.Show(script));

    [Fact]
    public void Errors_go_to_standard_error_as_pwsh_words_them()
    {
        Assert.Equal(("", "Write-Error: no\n"), shell.Show("Write-Error no"));
        Assert.Equal(("", "Get-Item2: The term 'Get-Item2' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.\n"), shell.Show("Get-Item2"));
        Assert.Equal(("1\n", "Exception: boo\n"), shell.Show("1; throw 'boo'; 2"));
    }

    [Fact]
    public void An_error_of_several_lines_keeps_its_caret()
        => Assert.Equal(("", "Write-Error: bad filter\n  pid = 1\n      ^\n"), shell.Show("Write-Error \"bad filter`n  pid = 1`n      ^\""));

    [Fact]
    public void A_parse_error_shows_the_place()
    {
        (_, string error) = shell.Show("1 + )");
        Assert.Contains("   1 |  1 + )", error);
        Assert.Contains("~", error);
        Assert.Contains("Missing condition in if statement", shell.Show("if (").Error);
    }

    [Fact]
    public void Write_Error_takes_an_id_a_category_and_a_target()
    {
        Assert.Equal("Mine,f", shell.ErrorId("function f { [CmdletBinding()]param() Write-Error m -ErrorId Mine -Category InvalidData -TargetObject 7 }; f"));
        Assert.Equal("InvalidData: (7:Int32) [Write-Error], WriteErrorException", shell.Get<string>(
            "Write-Error m -Category InvalidData -TargetObject 7 -ErrorVariable e 2>$null; \"$($e[0].CategoryInfo)\""));
    }

    [Fact]
    public void Redirections_and_files()
    {
        string file = Path.GetTempFileName();
        try
        {
            shell.Run($"'a' > {file}; 'b' >> {file}; Write-Warning w 3>> {file}");
            Assert.Equal(["a", "b", "w"], File.ReadAllLines(file));
            Assert.Equal(["x", "y"], shell.Run($"'x', 'y' | Tee-Object {file}"));
            Assert.Equal(["x", "y"], shell.Run($"Get-Content {file}"));
            Assert.Equal(["x", "y"], shell.Run("'x', 'y' | Tee-Object -Variable t | Out-Null; $t"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Asking_where_nobody_is_fails_and_says_why()
        => Assert.Contains("Standard input is not a terminal.", shell.RunWithErrors("Read-Host").Errors[0].Exception.Message);
}
