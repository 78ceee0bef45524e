using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Export-Csv: a stopped pipeline leaves in the file what it has seen.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true, DefaultParameterSetName = "Delimiter")]
public sealed class ExportCsvCommand : CsvWritingCommand, IDisposable
{
    private StreamWriter? _writer;
    private IReadOnlyList<string>? _existing;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateSet("utf8", "utf8NoBOM", "utf8BOM", "ascii", "unicode")]
    public string Encoding { get; set; } = "utf8NoBOM";

    [Parameter]
    public SwitchParameter Append { get; set; }

    private protected override IReadOnlyList<string>? ExistingColumns => _existing;

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        if ((Path is null) == (LiteralPath is null))
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("You must specify either the -Path or -LiteralPath parameters, but not both."),
                "CannotSpecifyPathAndLiteralPath", ErrorCategory.InvalidData, null));
        }

        string name = Path ?? LiteralPath!;
        if (!ShouldProcess(name))
            return;

        if (Append)
            _existing = ReadColumns(GetUnresolvedProviderPathFromPSPath(name));
        _writer = OutputFile.Open(this, name, Append, NoClobber, Force, OutputFile.EncodingOf(Encoding));
    }

    protected override void ProcessRecord()
    {
        if (_writer is not null)
            WriteCsv(InputObject);
    }

    protected override void EndProcessing() => _writer?.Dispose();

    private protected override void WriteLine(string line) => _writer!.WriteLine(line);

    private protected override void CheckColumns(PSObject input, IReadOnlyList<string> columns)
    {
        IReadOnlyList<string> given = CsvLine.ColumnsOf(input);
        string? missing = columns.FirstOrDefault(c => !given.Contains(c, StringComparer.OrdinalIgnoreCase));
        if (missing is null || Force)
            return;

        ThrowTerminatingError(new ErrorRecord(
            new InvalidOperationException(
                $"Cannot append CSV content to the following file: {Path ?? LiteralPath}. The appended object does not have "
                + $"a property that corresponds to the following column: {missing}. To continue with mismatched properties, "
                + "add the -Force parameter, and then retry the command."),
            "CannotAppendCsvWithMismatchedPropertyNames", ErrorCategory.InvalidData, missing));
    }

    private IReadOnlyList<string>? ReadColumns(string path)
    {
        if (!File.Exists(path))
            return null;

        using var reader = new StreamReader(path);
        var csv = new CsvReading(reader, Delimiter);
        IReadOnlyList<string?>? header = csv.Next();
        return header is null ? null : [.. header.Select(h => h ?? "")];
    }
}
