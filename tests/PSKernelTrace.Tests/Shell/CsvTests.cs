using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class CsvTests(ShellFixture shell) : IClassFixture<ShellFixture>, IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Quotes_all_as_needed_or_never()
    {
        const string Item = "[pscustomobject]@{a='x,y'; b='say \"hi\"'; c=$null; d=''}";
        Assert.Equal(["\"a\",\"b\",\"c\",\"d\"", "\"x,y\",\"say \"\"hi\"\"\",,\"\""], shell.Run($"{Item} | ConvertTo-Csv"));
        Assert.Equal(["a,b,c,d", "\"x,y\",\"say \"\"hi\"\"\",,"], shell.Run($"{Item} | ConvertTo-Csv -UseQuotes AsNeeded"));
        Assert.Equal("x,y;say \"hi\";;", shell.Run($"{Item} | ConvertTo-Csv -UseQuotes Never -Delimiter ';'")[1]);
    }

    [Fact]
    public void Typed_objects_have_their_properties_in_order()
        => Assert.Equal(
            ["Comm,Pid,Load", "sh,1,0.5"],
            shell.Run("$input | select Comm, Pid, Load | ConvertTo-Csv -UseQuotes Never", new Sample("sh", 1, 0.5)));

    [Fact]
    public void Exports_appends_and_reads_back()
    {
        shell.Run($"[pscustomobject]@{{a=1;b=\"x`ny\"}} | Export-Csv {_file} -NoTypeInformation");
        shell.Run($"[pscustomobject]@{{b='z';a=2}} | Export-Csv {_file} -Append");
        Assert.Equal(["\"a\",\"b\"", "\"1\",\"x", "y\"", "\"2\",\"z\""], File.ReadAllLines(_file));
        Assert.Equal(["x\ny", "z"], shell.Run($"Import-Csv {_file} | % b"));
    }

    [Fact]
    public void Other_columns_are_not_appended_unless_forced()
    {
        shell.Run($"[pscustomobject]@{{a=1}} | Export-Csv {_file}");
        Assert.Equal(
            "CannotAppendCsvWithMismatchedPropertyNames,Microsoft.PowerShell.Commands.ExportCsvCommand",
            shell.ErrorId($"[pscustomobject]@{{b=1}} | Export-Csv {_file} -Append"));
        shell.Run($"[pscustomobject]@{{b=1}} | Export-Csv {_file} -Append -Force");
        Assert.Equal(3, File.ReadAllLines(_file).Length);
    }

    [Fact]
    public void NoClobber_and_no_path()
    {
        Assert.Equal("NoClobber,Microsoft.PowerShell.Commands.ExportCsvCommand", shell.ErrorId($"1 | Export-Csv {_file} -NoClobber"));
        Assert.Equal("CannotSpecifyPathAndLiteralPath,Microsoft.PowerShell.Commands.ExportCsvCommand", shell.ErrorId("1 | Export-Csv"));
        Assert.Equal("FileOpenFailure,Microsoft.PowerShell.Commands.ExportCsvCommand", shell.ErrorId("1 | Export-Csv /nope/x.csv"));
    }

    [Fact]
    public void ConvertFrom()
        => Assert.Equal("1/2 3/4,5", string.Join(' ', shell.Run("'a,b', '1,2', '3,\"4,5\"' | ConvertFrom-Csv | % { \"$($_.a)/$($_.b)\" }")));
}
