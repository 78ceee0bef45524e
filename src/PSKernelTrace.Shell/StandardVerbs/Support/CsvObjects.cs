using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>CSV records as objects of notes, as Import-Csv and ConvertFrom-Csv make them.</summary>
internal static class CsvObjects
{
    public static IEnumerable<PSObject> Read(TextReader text, char delimiter, string[]? header)
    {
        var csv = new CsvReading(text, delimiter);
        string[]? names = header ?? Names(csv.Next());
        if (names is null)
            yield break;

        while (csv.Next() is { } fields)
        {
            var item = new PSObject(names.Length);
            for (int i = 0; i < names.Length; i++)
                item.Properties.Add(new PSNoteProperty(names[i], i < fields.Count ? fields[i] ?? "" : null), preValidated: true);
            yield return item;
        }
    }

    // A column of no name gets one by its place.
    private static string[]? Names(IReadOnlyList<string?>? fields)
        => fields is null ? null : [.. fields.Select((f, i) => string.IsNullOrEmpty(f) ? $"H{i + 1}" : f)];
}
