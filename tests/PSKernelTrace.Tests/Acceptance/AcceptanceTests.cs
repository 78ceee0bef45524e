using Xunit;

namespace PSKernelTrace.Tests.Acceptance;

/// <summary>The Pester files of tests/Acceptance, a case per <c>It</c>, in a session as pskt makes it.</summary>
public sealed class AcceptanceTests(AcceptanceRun run) : IClassFixture<AcceptanceRun>
{
    public static TheoryData<string, string> Tests { get; } = [.. AcceptanceRun.Find().Select(test => (test.File, test.Name))];

    [Theory]
    [MemberData(nameof(Tests))]
    public void Holds(string file, string name)
    {
        (string result, string message) = run.Of(file, name);
        if (result == "Skipped") Assert.Skip(message);
        Assert.True(result == "Passed", message);
    }

    [Fact]
    public void What_follows_the_tests_of_a_file_holds_too()
    {
        string[] names = [.. Tests.Select(row => row.Data.Item1).Distinct()];
        Assert.NotEmpty(names);
        Assert.Empty(names.SelectMany(run.Leftovers));
    }
}
