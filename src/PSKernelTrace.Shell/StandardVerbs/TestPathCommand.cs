using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Test-Path.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    [AllowEmptyString]
    public string[] Path { get; set; } = [];

    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
            WriteObject(Exists(path));
    }

    private bool Exists(string path)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(path) && InvokeProvider.Item.Exists(path) && PathType switch
            {
                "Container" => InvokeProvider.Item.IsContainer(path),
                "Leaf" => !InvokeProvider.Item.IsContainer(path),
                _ => true,
            };
        }
        catch (SessionStateException)
        {
            return false; // a drive that is not there
        }
    }
}
