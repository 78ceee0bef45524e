using System.Collections;
using Microsoft.PowerShell.Commands;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class GroupObjectTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private static readonly object[] _samples =
        [new Sample("sh", 1, 0.5), new Sample("cat", 2, 0.1), new Sample("SH", 3, 0.2), new Sample("cat", 4, 0.3)];

    [Fact]
    public void Groups_are_sorted_by_their_value_and_ignore_case()
    {
        var groups = shell.Run("$input | Group-Object Comm", _samples).Cast<GroupInfo>().ToArray();
        Assert.Equal(["cat", "sh"], groups.Select(g => g.Name));
        Assert.Equal([2, 2], groups.Select(g => g.Count));
        Assert.Equal([2, 4], groups[0].Group.Select(p => ((Sample)p.BaseObject).Pid));
        Assert.Equal("cat", groups[0].Values[0]);
    }

    [Fact]
    public void CaseSensitive_tells_them_apart()
        => Assert.Equal(3, shell.Run("$input | Group-Object Comm -CaseSensitive", _samples).Length);

    [Fact]
    public void Two_properties_make_a_joined_name()
        => Assert.Equal(
            ["a, 1", "a, 2", "b, 1"],
            shell.Run("[pscustomobject]@{x='a';y=2}, [pscustomobject]@{x='b';y=1}, [pscustomobject]@{x='a';y=1} | group x, y")
                .Cast<GroupInfo>().Select(g => g.Name));

    [Fact]
    public void Values_of_several_types_keep_the_order_in_which_they_came()
        => Assert.Equal(["z", "1", "a"], shell.Run("'z', 1, 'a', '1' | group").Cast<GroupInfo>().Select(g => g.Name));

    [Fact]
    public void A_script_block_is_a_key()
        => Assert.Equal(["False", "True"], shell.Run("1..4 | group { $_ -gt 3 }").Cast<GroupInfo>().Select(g => g.Name));

    [Fact]
    public void A_table_of_an_unknown_key_is_refused()
        => Assert.Equal("DictionaryKeyIllegal,Microsoft.PowerShell.Commands.GroupObjectCommand", shell.ErrorId("1 | group @{foo = 1}"));

    [Fact]
    public void AsHashTable_has_the_values_as_keys()
    {
        var table = shell.Get<Hashtable>("1..5 | group { $_ % 2 } -AsHashTable");
        Assert.Equal(3, ((ICollection)table[1]!).Count);
        table = shell.Get<Hashtable>("1..5 | group { $_ % 2 } -AsHashTable -AsString");
        Assert.Equal(2, ((ICollection)table["0"]!).Count);
    }

    [Fact]
    public void AsString_needs_AsHashTable()
        => Assert.Equal("ArgumentException,Microsoft.PowerShell.Commands.GroupObjectCommand", shell.ErrorId("1 | group -AsString"));

    [Fact]
    public void The_table_is_the_engines_own()
        => Assert.Equal(
            """

            Count Name                      Group
            ----- ----                      -----
                2 cat                       {cat, cat}
                1 sh                        {sh}


            """.ReplaceLineEndings("\n"),
            shell.Get<string>("'sh', 'cat', 'cat' | group | Out-String -Width 60"));

    [Fact]
    public void NoElement_counts_and_keeps_nothing()
    {
        Assert.Equal(2, Assert.IsType<GroupInfoNoElement>(shell.Run("1, 1 | group -NoElement")[0]).Count);
        Assert.DoesNotContain("Group", shell.Get<string>("1, 1 | group -NoElement | Out-String"));
    }

    [Fact]
    public void Each_property_is_read_once_for_each_object()
    {
        shell.Run("$input | group Counted", _samples);
        Sample.Reads = 0;
        shell.Run("$input | group Counted", _samples);
        Assert.Equal(_samples.Length, Sample.Reads);
    }

    [Fact]
    public void An_added_member_comes_before_the_types_own()
        => Assert.Equal("x", ((GroupInfo)shell.Run("$input | Add-Member NoteProperty Tag x -PassThru | group Tag", new Sample("a", 1, 0))[0]!).Name);

    [Fact]
    public void A_property_that_throws_counts_as_null()
        => Assert.Equal("", ((GroupInfo)shell.Run("$input | group Broken", new Sample("a", 1, 0))[0]!).Name);
}
