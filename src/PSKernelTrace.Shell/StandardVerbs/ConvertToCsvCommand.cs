using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for ConvertTo-Csv.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : CsvWritingCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    protected override void ProcessRecord() => WriteCsv(InputObject);

    private protected override void WriteLine(string line) => WriteObject(line);
}
