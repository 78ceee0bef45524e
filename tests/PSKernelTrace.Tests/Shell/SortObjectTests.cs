using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class SortObjectTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Theory]
    [InlineData("3, 1, 2 | Sort-Object", "1 2 3")]
    [InlineData("3, 1, 2 | Sort-Object -Descending", "3 2 1")]
    [InlineData("3, 1, 3, 2 | Sort-Object -Unique", "1 2 3")]
    [InlineData("5, 1, 4, 2 | Sort-Object -Top 2", "1 2")]
    [InlineData("5, 1, 4, 2 | Sort-Object -Bottom 2", "4 5")]
    [InlineData("5, 1, 4, 2 | Sort-Object -Descending -Top 2", "5 4")]
    [InlineData("'b', 'A', 'a', 'B' | Sort-Object", "A a b B")]
    [InlineData("'b', 'A', 'a', 'B' | Sort-Object -CaseSensitive -Descending -Top 1", "b")]
    [InlineData("'10', 9, '8' | Sort-Object { [int]$_ }", "8 9 10")]
    [InlineData("'ccc', 'a', 'bb', 'd' | Sort-Object Length", "a d bb ccc")]
    [InlineData("'ccc', 'a', 'bb', 'd' | Sort-Object Length, { $_ } -Descending", "ccc bb d a")]
    [InlineData("'ccc', 'a', 'bb', 'd' | Sort-Object @{e='Length'; Descending=$true}, @{e={ $_ }; Ascending=$true}", "ccc bb a d")]
    [InlineData("1.5, 1, 2 | Sort-Object", "1 1.5 2")]
    [InlineData("$null, 2, 1 | Sort-Object", "1 2")]
    public void Orders(string script, string expected) => Assert.Equal(expected, string.Join(' ', shell.Run(script)));

    [Fact]
    public void Equals_keep_their_order_either_way()
    {
        Sample[] samples = [.. Enumerable.Range(0, 100).Select(i => new Sample("c", i, i % 3))];
        foreach (string order in new[] { "", "-Descending" })
        {
            var sorted = shell.Run($"$input | Sort-Object Load {order}", samples).Cast<Sample>();
            foreach (var group in sorted.GroupBy(s => s.Load))
                Assert.Equal(group.Select(s => s.Pid).Order(), group.Select(s => s.Pid));
        }
    }

    [Fact]
    public void What_has_no_such_property_comes_last_either_way()
    {
        const string Items = "[pscustomobject]@{a=2}, [pscustomobject]@{b=1}, [pscustomobject]@{a=1}";
        Assert.Equal("1,2,", string.Join(',', shell.Run($"{Items} | Sort-Object a | % {{ $_.a }}")));
        Assert.Equal("2,1,", string.Join(',', shell.Run($"{Items} | Sort-Object a -Descending | % {{ $_.a }}")));
    }
}
