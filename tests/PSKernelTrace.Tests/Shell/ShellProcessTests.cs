using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class ShellProcessTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("Write-Error x; 1", 0)]
    [InlineData("1; Write-Error x", 1)]
    [InlineData("throw 'x'", 1)]
    [InlineData("No-SuchCommand", 1)]
    public void Exit_codes_of_commands(string command, int expected)
        => Assert.Equal(expected, ShellProcess.Run(null, "-NoProfile", "-c", command).Code);

    [Fact]
    public void The_words_after_Command_are_one_text()
        => Assert.Equal("3\n", ShellProcess.Run(null, "-Command", "1", "+", "2").Out);

    [Fact]
    public void Standard_input_is_a_script_or_the_input_of_one()
    {
        Assert.Equal((4, "3\n"), Two(ShellProcess.Run("$a = 1\n$a + 2\nexit 4\n")));
        Assert.Equal("5\n", ShellProcess.Run("2 + 3", "-c", "-").Out);
        Assert.Equal("<a>\n<b>\n", ShellProcess.Run("a\nb\n", "-c", "$input | % { \"<$_>\" }").Out);
    }

    [Fact]
    public void A_file_has_arguments_and_an_exit_code()
    {
        string file = Path.Combine(Path.GetTempPath(), $"pskt-{Guid.NewGuid():N}.ps1");
        try
        {
            File.WriteAllText(file, "param($Name, [switch]$On, [int]$N)\n\"$Name $On $($N + 1) $args $PSScriptRoot\"; exit 9");
            Assert.Equal(
                (9, $"x y True 42 rest {Path.GetTempPath().TrimEnd('/')}\n"),
                Two(ShellProcess.Run(null, "-File", file, "-On", "-N:41", "-Name", "x y", "rest")));
            File.WriteAllText(file, "throw 'x'");
            Assert.Equal(1, ShellProcess.Run(null, file).Code);
            File.WriteAllText(file, "1");
            Assert.Equal(0, ShellProcess.Run(null, file).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("-Nope")]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("/no/such/script.ps1")]
    public void A_command_line_that_cannot_be_read_is_64(string argument)
    {
        (int code, string output, string error) = ShellProcess.Run(null, argument);
        Assert.Equal((64, ""), (code, output));
        Assert.StartsWith("pskt: ", error);
    }

    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void A_signal_stops_the_pipeline_which_cleans_up(int signal, int expected)
    {
        using ShellProcess shell = ShellProcess.Start(
            "-c", "try { 'begun'; Start-Sleep 100 } finally { [Console]::Error.WriteLine('cleaned') }; 'not reached'");
        Assert.Equal("begun", shell.ReadLine());
        shell.Signal(signal);
        (int code, string output, string error) = shell.Wait();
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains("cleaned", error);
    }

    [Fact]
    public void A_reader_that_goes_ends_the_pipeline()
    {
        using ShellProcess shell = ShellProcess.Start(
            "-c", "try { while ($true) { 'line' } } finally { [Console]::Error.WriteLine('cleaned') }");
        Assert.Equal("line", shell.ReadLine());
        shell.CloseOutput();
        (int code, _, string error) = shell.Wait();
        Assert.Equal(141, code);
        Assert.Contains("cleaned", error);
    }

    [Fact]
    public void NonInteractive_refuses_to_ask()
    {
        (int code, _, string error) = ShellProcess.Run("y\n", "-NonInteractive", "-c", "Read-Host name");
        Assert.Equal(1, code);
        Assert.Contains("PowerShell is in NonInteractive mode.", error);
    }

    [Fact]
    public void Version_and_help()
    {
        Assert.StartsWith("pskt 0.1.0 (PowerShell engine 7.6.", ShellProcess.Run(null, "-Version").Out);
        Assert.Contains("PSKT_MODULE", ShellProcess.Run(null, "-Help").Out);
    }

    private static (int Code, string Out) Two((int Code, string Out, string Error) result) => (result.Code, result.Out);
}
