using System.Management.Automation;
using System.Text;
using Newtonsoft.Json;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for ConvertFrom-Json: the lines of the pipeline are one text, unless the first is whole in itself.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => _lines.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_lines.Count == 0)
            return;

        if (_lines.Count > 1 && TryParse(_lines[0], out object? first, out _))
        {
            WriteObject(first, !NoEnumerate);
            foreach (string line in _lines.Skip(1))
                Emit(line);
            return;
        }

        Emit(new StringBuilder().AppendJoin('\n', _lines).ToString());
    }

    private void Emit(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (!TryParse(text, out object? value, out Exception? failure))
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {failure!.Message}", failure),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        WriteObject(value, !NoEnumerate);
    }

    private bool TryParse(string text, out object? value, out Exception? failure)
    {
        try
        {
            value = JsonReading.Parse(text, AsHashtable, Depth);
            failure = null;
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            value = null;
            failure = e;
            return false;
        }
    }
}
