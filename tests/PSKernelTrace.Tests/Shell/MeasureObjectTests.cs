using Microsoft.PowerShell.Commands;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class MeasureObjectTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Fact]
    public void Counts_alone_without_being_asked_more()
    {
        var info = shell.Get<GenericMeasureInfo>("1..5 | measure");
        Assert.Equal((5, null, null, null), (info.Count, info.Sum, info.Maximum, info.StandardDeviation));
    }

    [Fact]
    public void AllStats()
    {
        var info = shell.Get<GenericMeasureInfo>("2, 4, 4, 4, 5, 5, 7, 9 | measure -AllStats");
        Assert.Equal((40d, 5d, 2d, 9d), (info.Sum, info.Average, info.Minimum, info.Maximum));
        Assert.Equal(2.138089935299395, info.StandardDeviation!.Value, 12);
    }

    [Fact]
    public void Deviation_of_large_numbers_keeps_its_digits()
        => Assert.Equal(1, shell.Get<double>("(1000000000000001, 1000000000000002, 1000000000000003 | measure -StandardDeviation).StandardDeviation"), 6);

    [Fact]
    public void Properties_by_wildcard()
    {
        var infos = shell.Run("$input | measure P*, Load -Sum", new Sample("a", 1, 0.5), new Sample("b", 2, 1)).Cast<GenericMeasureInfo>();
        Assert.Equal([("Load", 1.5), ("Pid", 3d)], infos.Select(i => (i.Property!, i.Sum!.Value)).OrderBy(i => i.Item1));
    }

    [Fact]
    public void Extremes_of_text()
    {
        var info = shell.Get<GenericObjectMeasureInfo>("'b', 'c', 'a' | measure -Minimum -Maximum");
        Assert.Equal(("a", "c"), (info.Minimum, info.Maximum));
    }

    [Fact]
    public void Text()
    {
        var info = shell.Get<TextMeasureInfo>("\"one two`nthree\", 'four' | measure -Line -Word -Character");
        Assert.Equal((3, 4, 17), (info.Lines, info.Words, info.Characters));
        Assert.Equal(3, shell.Get<TextMeasureInfo>("'a b c' | measure -Character -IgnoreWhiteSpace").Characters);
    }

    [Fact]
    public void Errors()
    {
        Assert.Equal("NonNumericInputObject,Microsoft.PowerShell.Commands.MeasureObjectCommand", shell.ErrorId("'x' | measure -Sum"));
        Assert.Equal("GenericMeasurePropertyNotFound,Microsoft.PowerShell.Commands.MeasureObjectCommand", shell.ErrorId("1 | measure nope"));
    }

    [Fact]
    public void The_list_is_the_engines_own()
        => Assert.Equal(
            ["Count", "Average", "Sum", "Maximum", "Minimum", "StandardDeviation", "Property"],
            shell.Run("1, 2 | measure | Out-String -Stream | ? { $_ } | % { ($_ -split ':')[0].Trim() }"));
}
