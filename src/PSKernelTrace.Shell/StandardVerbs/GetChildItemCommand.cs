using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Get-ChildItem, over the engine's own providers.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem")]
public sealed class GetChildItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = ["."];

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    [Alias("s")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            try
            {
                foreach (PSObject item in InvokeProvider.ChildItem.Get([path], Recurse, Force, literalPath: false))
                {
                    string name = item.Properties["PSChildName"]?.Value?.ToString() ?? item.ToString();
                    if (Filter is null || WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase).IsMatch(name))
                        WriteObject(Name ? name : item);
                }
            }
            catch (RuntimeException e) when (e is SessionStateException or ProviderInvocationException)
            {
                WriteError(new ErrorRecord(e.ErrorRecord, e));
            }
        }
    }
}
