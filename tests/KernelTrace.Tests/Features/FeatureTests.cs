using KernelTrace.Capabilities;
using KernelTrace.Features;

namespace KernelTrace.Tests.Features;

/// <summary>The table of what mechanisms need, and its texts.</summary>
public sealed class FeatureTests
{
    private static string Here => Environment.OSVersion.Version.ToString(3);

    [Fact]
    public void A_mechanism_that_is_missing_is_said_with_what_it_needs() => Assert.Equal(
        $"hist triggers are not supported by this kernel (needs CONFIG_HIST_TRIGGERS, kernel 4.7 or newer; this is {Here})",
        KernelFeatures.HistTriggers.Unsupported());

    [Fact]
    public void One_thing_is_not_spoken_of_as_many() => Assert.StartsWith("tracefs is not supported by this kernel (needs CONFIG_TRACING, ",
        KernelFeatures.TracefsMount.Unsupported(), StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_is_needed_nothing_is_said() =>
        Assert.Equal($"LTTng modules are not supported by this kernel (this is {Here})", KernelFeatures.Lttng.Unsupported());

    /// <summary>Each row of the table is asked for once, and each name is one.</summary>
    [Fact]
    public void Every_mechanism_is_asked_for()
    {
        Feature[] table = [.. typeof(KernelFeatures).GetProperties().Select(property => (Feature)property.GetValue(null)!)];
        Assert.Equal(table.Select(feature => feature.Name).Order(StringComparer.Ordinal),
            KernelCapabilities.Mechanisms.Select(feature => feature.Name).Order(StringComparer.Ordinal));
        Assert.Equal(table.Length, table.Select(feature => feature.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(table.SelectMany(feature => feature.RequiredConfig), setting => Assert.StartsWith("CONFIG_", setting, StringComparison.Ordinal));
        // a report is grouped: what belongs together stands together
        FeatureCategory[] categories = [.. KernelCapabilities.Mechanisms.Select(feature => feature.Category)];
        Assert.Equal(categories.Distinct().Count(), 1 + categories.Zip(categories.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    /// <summary>docs/design/capabilities.md is written by hand: it must say what the table says.</summary>
    [Fact]
    public void The_page_says_what_the_table_says()
    {
        string page = File.ReadAllText(Path.Combine(Folder(), "../../../docs/design/capabilities.md"));
        string[][] rows = [.. page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).Skip(1)];
        Assert.Equal(KernelCapabilities.Mechanisms.Select(feature => (feature.Name,
            feature.RequiredConfig.Count == 0 ? "-" : string.Join(", ", feature.RequiredConfig.Select(setting => setting["CONFIG_".Length..])),
            feature.SinceKernel?.ToString() ?? "-")), rows.Select(row => (row[0], row[2], row[3])));
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
