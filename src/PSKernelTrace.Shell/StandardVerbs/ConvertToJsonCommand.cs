using System.Globalization;
using System.Management.Automation;
using Newtonsoft.Json;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for ConvertTo-Json.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _inputs = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    protected override void ProcessRecord() => _inputs.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_inputs.Count == 0)
            return;

        object? root = _inputs.Count > 1 || AsArray ? _inputs : _inputs[0];
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var writer = new JsonTextWriter(text) { Formatting = Compress ? Formatting.None : Formatting.Indented };
        var json = new JsonText(writer, Depth, EnumsAsStrings) { IsStopping = () => Stopping };
        try
        {
            json.Write(root);
        }
        catch (PSInvalidOperationException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "NonStringKeyInDictionary", ErrorCategory.InvalidOperation, root));
            throw;
        }

        if (json.WasCut)
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        if (!Stopping)
            WriteObject(text.ToString());
    }
}
