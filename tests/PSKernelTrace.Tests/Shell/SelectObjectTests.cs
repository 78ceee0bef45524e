using System.Management.Automation;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class SelectObjectTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private const string Watch = "function Watch { try { $i = 0; while ($true) { $i++; $i } } finally { $global:ended = $i } }; ";

    [Fact]
    public void First_stops_what_feeds_it_and_the_next_statement_runs()
        => Assert.Equal([1, 2, 2, "next"], shell.Run(Watch + "Watch | Select-Object -First 2; $ended; 'next'"));

    [Fact]
    public void First_stops_through_cmdlets_between()
        => Assert.Equal([2, 4, 2], shell.Run(Watch + "Watch | ForEach-Object { $_ * 2 } | Select-Object -First 2; $ended"));

    [Fact]
    public void First_lets_what_follows_it_end_in_order()
        => Assert.Equal([3d, 2], shell.Run(Watch + "(Watch | select -First 2 | measure -Sum).Sum; $ended"));

    [Fact]
    public void A_loop_around_First_goes_on()
        => Assert.Equal([1, 1, 1], shell.Run("foreach ($x in 1..3) { 1..9 | select -First 1 }"));

    [Theory]
    [InlineData("-Last 2", "4 5")]
    [InlineData("-Skip 3", "4 5")]
    [InlineData("-SkipLast 3", "1 2")]
    [InlineData("-First 2 -Skip 1", "2 3")]
    [InlineData("-Last 2 -Skip 1", "3 4")]
    [InlineData("-First 1 -Last 1", "1 5")]
    [InlineData("-Index 0, 3", "1 4")]
    [InlineData("-SkipIndex 0, 3", "2 3 5")]
    [InlineData("-First 0", "")]
    [InlineData("-First 9", "1 2 3 4 5")]
    public void Places(string arguments, string expected)
        => Assert.Equal(expected, string.Join(' ', shell.Run($"1..5 | Select-Object {arguments}")));

    [Fact]
    public void Properties_make_a_new_object_with_the_types_name()
    {
        var made = Assert.IsType<PSObject>(shell.Run("$input | select comm, Nothing", new Sample("sh", 1, 0.5))[0]);
        Assert.Equal(["Comm", "Nothing"], made.Properties.Select(p => p.Name));
        Assert.Equal("sh", made.Properties["Comm"].Value);
        Assert.Equal("Selected." + typeof(Sample).FullName, made.TypeNames[0]);
    }

    [Fact]
    public void A_calculated_property_may_be_cut_short()
        => Assert.Equal(4, shell.Get<int>("(2 | select @{n='x'; e={ $_ * 2 }}).x"));

    [Fact]
    public void Wildcards_and_exclusion()
        => Assert.Equal("Comm Load", string.Join(' ', shell.Run(
            "($input | select [a-p]* -ExcludeProperty P*, B*, Co?nted).psobject.Properties.Name", new Sample("a", 1, 2))));

    [Fact]
    public void ExpandProperty_carries_notes()
        => Assert.Equal("1k 2k", string.Join(' ', shell.Run(
            "[pscustomobject]@{k='k'; v=1,2} | select k -ExpandProperty v | % { \"$_$($_.k)\" }")));

    [Fact]
    public void A_missing_ExpandProperty_is_an_error()
        => Assert.Equal("ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand", shell.ErrorId("1 | select -ExpandProperty no"));

    [Fact]
    public void The_same_name_twice_is_an_error()
        => Assert.Equal(
            "AlreadyExistingUserSpecifiedPropertyNoExpand,Microsoft.PowerShell.Commands.SelectObjectCommand",
            shell.ErrorId("'a' | select Length, length"));

    [Fact]
    public void Unique_minds_the_case_unless_told()
    {
        Assert.Equal(["a", "A", "b"], shell.Run("'a', 'A', 'b', 'a' | select -Unique"));
        Assert.Equal(["a", "b"], shell.Run("'a', 'A', 'b', 'a' | select -Unique -CaseInsensitive"));
        Assert.Equal(2, shell.Run("$input | select Comm -Unique", new Sample("a", 1, 0), new Sample("b", 2, 0), new Sample("a", 3, 0)).Length);
    }

    [Fact]
    public void An_unknown_parameter_is_a_binding_error()
        => Assert.Equal("NamedParameterNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand", shell.ErrorId("1 | select -Nope"));
}
