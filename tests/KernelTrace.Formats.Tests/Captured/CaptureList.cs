
namespace KernelTrace.Formats.Tests.Captured;

/// <summary>What the tests are run over: a case for each kernel line, or for each capture of each.</summary>
internal static class CaptureList
{
    /// <summary>Of the function graph the text has a layout of its own: an entry and its exit make one line.</summary>
    public const string GraphTracer = "function_graph";

    public static TheoryData<string> Lines => [.. FixtureArchive.Lines];

    public static TheoryData<string, string> All => Where(_ => true);

    /// <summary>Those whose text has a line for each record.</summary>
    public static TheoryData<string, string> LineByLine => Where(name => name != GraphTracer);

    /// <summary>The captures of some names, of every kernel that has them.</summary>
    public static TheoryData<string, string> Where(Func<string, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (string line in FixtureArchive.Lines)
        {
            foreach (string name in FixtureArchive.Of(line).Captures.Where(wanted)) data.Add(line, name);
        }

        return data;
    }
}
