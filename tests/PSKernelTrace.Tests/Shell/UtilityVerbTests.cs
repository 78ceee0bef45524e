using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class UtilityVerbTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Theory]
    [InlineData("Get-Date 2026-01-02T03:04:05 -Format yyyyMMddHHmmss", "20260102030405")]
    [InlineData("Get-Date 2026-01-02T03:04:05 -UFormat '%Y-%m-%d %H:%M:%S %j %a %%'", "2026-01-02 03:04:05 002 Fri %")]
    [InlineData("(Get-Date -UnixTimeSeconds 86400 -AsUTC).ToString('s')", "1970-01-02T00:00:00")]
    [InlineData("(Get-Date -Year 2020 -Month 2 -Day 29 -Hour 1 -Minute 2 -Second 3 -Millisecond 4).ToString('yyyy-MM-dd HH:mm:ss.fff')", "2020-02-29 01:02:03.004")]
    [InlineData("(New-TimeSpan -Hours 1 -Seconds 5).ToString()", "01:00:05")]
    [InlineData("(New-TimeSpan 2026-01-01 2026-01-03).Days.ToString()", "2")]
    [InlineData("(New-Object System.Version 1, 2).ToString()", "1.2")]
    [InlineData("(New-Object psobject -Property @{a = 'x'}).a", "x")]
    [InlineData("(New-Object System.Text.StringBuilder -Property @{Capacity = 77}).Capacity.ToString()", "77")]
    [InlineData("(Measure-Command { $script:seen = 'in scope' }).GetType().Name + $seen", "TimeSpanin scope")]
    [InlineData("Invoke-Expression '\"a\" + \"b\"'", "ab")]
    [InlineData("Join-Path a b c", "a/b/c")]
    public void Values(string script, string expected) => Assert.Equal(expected, shell.Get<string>(script));

    [Fact]
    public void A_type_that_is_not_there()
        => Assert.Equal("TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand", shell.ErrorId("New-Object No.Such.Type"));

    [Theory]
    [InlineData("select", "Select-Object")]
    [InlineData("ft", "Format-Table")]
    [InlineData("epcsv", "Export-Csv")]
    [InlineData("echo", "Write-Output")]
    public void Aliases_lead_somewhere(string alias, string command)
        => Assert.Equal(command, shell.Get<string>($"(Get-Command {alias}).ResolvedCommand.Name"));

    // As in pwsh: on Linux these three words belong to the programs of that name.
    [Theory]
    [InlineData("sleep")]
    [InlineData("sort")]
    [InlineData("tee")]
    public void Some_words_are_the_systems(string word)
        => Assert.Equal("Application", shell.Get<string>($"(Get-Command {word}).CommandType.ToString()"));

    [Fact]
    public void Places()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Equal([folder, true], shell.Run($"cd {folder}; (pwd).Path; 'x' | Set-Content a.txt; Test-Path a.txt; cd -"));
            Assert.Equal(["a.txt"], shell.Run($"gci {folder} -Name"));
            Assert.Equal("PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand", shell.ErrorId("gci /no/such/place"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
