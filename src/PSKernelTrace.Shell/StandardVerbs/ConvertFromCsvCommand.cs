using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for ConvertFrom-Csv.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => _lines.AddRange(InputObject.Select(i => i.ToString()));

    protected override void EndProcessing()
    {
        using var text = new StringReader(string.Join('\n', _lines));
        WriteObject(CsvObjects.Read(text, Delimiter, Header), enumerateCollection: true);
    }
}
