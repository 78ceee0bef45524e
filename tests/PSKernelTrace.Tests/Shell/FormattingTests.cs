using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class FormattingTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private static readonly object[] _samples = [new Sample("sh", 1, 0.5), new Sample("cat", 22, 0.25)];

    [Fact]
    public void A_table_of_named_and_calculated_properties()
        => Assert.Equal(
            """

            Comm     Pid  Twice
            ----     ---  -----
            sh         1   1.00
            cat       22   0.50


            """.ReplaceLineEndings("\n"),
            shell.Get<string>(
                "$input | Format-Table @{n='Comm';e='Comm';Width=6}, @{n='Pid';e='Pid';Width=5;Alignment='Right'}, "
                + "@{n='Twice';e={ $_.Load * 2 };FormatString='0.00';Width=6;Alignment='Right'} | Out-String -Width 40",
                _samples));

    [Fact]
    public void Table_options()
    {
        string[] lines = Lines("$input | ft Comm, Pid -HideTableHeaders -AutoSize");
        Assert.Equal(["sh     1", "cat   22"], lines);
        Assert.Contains("   Comm: cat", Lines("$input | ft Pid -GroupBy Comm"));
    }

    [Fact]
    public void Wrap_keeps_the_text_that_a_cut_loses()
    {
        Assert.Contains("…", string.Concat(Lines("[pscustomobject]@{a = 'x' * 60; b = 1} | ft", 40)));
        Assert.Equal(60, string.Concat(Lines("[pscustomobject]@{a = 'x' * 60; b = 1} | ft -Wrap", 40)).Count(c => c == 'x'));
    }

    [Fact]
    public void A_list()
        => Assert.Equal(["Comm : sh", "Pid  : 1", "Comm : cat", "Pid  : 22"], Lines("$input | fl Comm, Pid"));

    [Fact]
    public void View_and_Property_do_not_go_together()
        => Assert.Equal(
            "FormatCannotSpecifyViewAndProperty,Microsoft.PowerShell.Commands.FormatTableCommand",
            shell.ErrorId("1 | Format-Table a -View b"));

    [Fact]
    public void OutString_streams_and_joins()
    {
        Assert.Equal(["1", "2"], shell.Run("1, 2 | Out-String -Stream"));
        Assert.Equal("12", shell.Get<string>("1, 2 | Out-String -NoNewline"));
    }

    [Fact]
    public void GetMember_prints_the_real_table()
        => Assert.Equal(
            ["   TypeName: System.Version", "Name  MemberType Definition", "----  ---------- ----------", "Major Property   int Major {get;}"],
            Lines("[version]'1.2' | gm Major"));

    [Fact]
    public void GetMember_of_static_and_of_nothing()
    {
        Assert.Contains("static int MaxValue {get;}", shell.Run("[int] | gm -Static MaxValue | % Definition"));
        Assert.Equal("NoObjectInGetMember,Microsoft.PowerShell.Commands.GetMemberCommand", shell.ErrorId("@() | gm"));
        Assert.Empty(shell.Run("'a' | gm get_*"));
    }

    private string[] Lines(string script, int width = 60)
        => [.. shell.Get<string>(script + $" | Out-String -Width {width}", _samples)
            .Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
}
