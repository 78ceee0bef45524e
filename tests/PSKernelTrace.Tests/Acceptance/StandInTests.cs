using System.Management.Automation;
using PSKernelTrace.Tests.Shell;
using Xunit;

namespace PSKernelTrace.Tests.Acceptance;

/// <summary>The stand-in says of a test what Pester says: a runner that never fails would prove nothing.</summary>
public sealed class StandInTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Theory]
    [InlineData("1 | Should -Be 1", "2 | Should -Be 1")]
    [InlineData("'a' | Should -Be 'A'", "'a' | Should -BeExactly 'A'")]
    [InlineData("1, 2 | Should -Be @(1, 2)", "1, 2 | Should -Be @(1, 3)")]
    [InlineData("1 | Should -Not -Be 2", "1 | Should -Not -Be 1")]
    [InlineData("$true | Should -BeTrue", "$false | Should -BeTrue")]
    [InlineData("$false | Should -BeFalse", "$true | Should -BeFalse")]
    [InlineData("$null | Should -BeNullOrEmpty", "1 | Should -BeNullOrEmpty")]
    [InlineData("@() | Should -BeNullOrEmpty", "'' | Should -Not -BeNullOrEmpty")]
    [InlineData("'abc' | Should -Match '^a'", "'abc' | Should -Match '^b'")]
    [InlineData("'abc' | Should -BeLike 'a*'", "'abc' | Should -Not -BeLike 'a*'")]
    [InlineData("2 | Should -BeGreaterThan 1", "1 | Should -BeGreaterThan 1")]
    [InlineData("1 | Should -BeLessOrEqual 1", "2 | Should -BeLessOrEqual 1")]
    [InlineData("1 | Should -BeIn 1, 2", "3 | Should -BeIn 1, 2")]
    [InlineData("1, 2 | Should -Contain 2", "1, 2 | Should -Contain 3")]
    [InlineData("1, 2 | Should -HaveCount 2", "@() | Should -HaveCount 1")]
    [InlineData("1 | Should -BeOfType ([int])", "'1' | Should -BeOfType ([int])")]
    [InlineData("{ throw 'x' } | Should -Throw", "{ 1 } | Should -Throw")]
    [InlineData("{ Get-Command nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'CommandNotFoundException,*'", "{ throw 'x' } | Should -Throw -ErrorId 'y'")]
    [InlineData("{ 1 } | Should -Not -Throw", "{ throw 'x' } | Should -Not -Throw")]
    public void An_assertion_holds_or_fails(string holds, string fails)
        => Assert.Equal(["d. holds: Passed", "d. fails: Failed"], Run($"Describe d {{ It holds {{ {holds} }}; It fails {{ {fails} }} }}"));

    [Fact]
    public void Blocks_run_in_order_and_see_the_variables_around_them() => Assert.Equal(
        ["d. c. one: Passed", "d. c. two: Passed", "d. last: Passed"],
        Run("""
            Describe d {
                BeforeAll { $list = [System.Collections.Generic.List[string]]::new(); $outer = 1 }
                BeforeEach { $list.Add('b') }
                AfterEach { $list.Add('a') }
                Context c {
                    BeforeAll { $inner = $outer + 1 }
                    BeforeEach { $list.Add('c') }
                    It one { $inner | Should -Be 2; $list -join '' | Should -Be 'bc'; $inner = 5 }
                    It two { $inner | Should -Be 2; $list -join '' | Should -Be 'bcabc' }
                }
                It last { $inner | Should -BeNullOrEmpty; $list -join '' | Should -Be 'bcabcab' }
            }
            """));

    [Fact]
    public void Cases_give_names_and_variables() => Assert.Equal(
        ["d. a is 1: Passed", "d. b is 2: Passed", "d. it is x: Passed", "d. of 7. inside: Passed"],
        Run("""
            Describe d {
                It '<Name> is <Value>' -TestCases @(@{ Name = 'a'; Value = 1 }, @{ Name = 'b'; Value = 2 }) { $Value | Should -Be @{ a = 1; b = 2 }[$Name] }
                It 'it is <_>' -ForEach 'x' { $_ | Should -Be 'x' }
                Context 'of <_>' -ForEach 7 { BeforeAll { $seven = $_ }; It inside { $seven | Should -Be 7 } }
            }
            """));

    [Fact]
    public void What_is_skipped_does_not_run_and_what_breaks_around_a_test_fails_it() => Assert.Equal(
        ["s. one: Skipped", "t. two: Skipped", "t. three: Passed", "u. four: Failed", "v. five: Failed", "v. AfterAll: Failed"],
        Run("""
            Describe s -Skip { BeforeAll { throw 'ran' }; It one { throw 'ran' } }
            Describe t { It two -Skip:$true { throw 'ran' }; It three -Skip:$false { } }
            Describe u { BeforeAll { throw 'broken' }; It four { } }
            Describe v { AfterEach { throw 'broken' }; AfterAll { throw 'broken' }; It five { } }
            """));

    private string[] Run(string text)
    {
        string file = Path.GetTempFileName() + ".ps1";
        File.WriteAllText(file, text);
        try
        {
            return [.. shell.Run(AcceptanceRun.Script("Invoke-StandIn", file)).Cast<PSObject>()
                .Select(item => $"{item.Properties["Name"].Value}: {item.Properties["Result"].Value}")];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
