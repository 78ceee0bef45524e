using HelpBuilder.Pages;
using HelpBuilder.Parsing;
using HelpBuilder.Surface;

namespace PSKernelTrace.Tests.Help;

/// <summary>Everything that is wrong between the cmdlets of a module and a folder of pages.</summary>
internal static class HelpReport
{
    public static IReadOnlyList<string> Of(IReadOnlyList<CmdletSurface> cmdlets, string docs, string helpFile) =>
    [
        .. cmdlets.SelectMany(cmdlet => Cmdlet(cmdlet, Path.Combine(docs, cmdlet.Name + ".md"), helpFile)),
        .. Strays(cmdlets, docs),
    ];

    /// <summary>What is wrong between a cmdlet and the text of its page.</summary>
    public static IEnumerable<string> Page(CmdletSurface cmdlet, string path, string text, string helpFile)
    {
        var errors = new PageErrors(path);
        var page = PageParser.Parse(text, helpFile, errors);
        return page is null
            ? errors.Items.Select(error => $"{cmdlet.Name}: {error}")
                .DefaultIfEmpty($"{cmdlet.Name}: not a cmdlet's page")
            : SurfaceCheck.Compare(cmdlet, page);
    }

    private static IEnumerable<string> Cmdlet(CmdletSurface cmdlet, string path, string helpFile) =>
        File.Exists(path)
            ? Page(cmdlet, path, File.ReadAllText(path), helpFile)
            : [$"{cmdlet.Name}: has no page ({path})"];

    private static IEnumerable<string> Strays(IReadOnlyList<CmdletSurface> cmdlets, string docs) =>
        Directory.Exists(docs)
            ? Directory.GetFiles(docs, "*-*.md")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => cmdlets.All(cmdlet => cmdlet.Name != name))
                .Select(name => $"{name}: has a page and is not a cmdlet")
            : [];
}
