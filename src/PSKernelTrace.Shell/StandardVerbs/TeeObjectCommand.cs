using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Tee-Object: each object goes on at once, and into a file or a variable.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
public sealed class TeeObjectCommand : InputCmdlet, IDisposable
{
    private readonly List<object> _kept = [];
    private SteppablePipeline? _toFile;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string Variable { get; set; } = "";

    public void Dispose() => _toFile?.Dispose();

    protected override void BeginProcessing()
    {
        if (ParameterSetName == "Variable")
            return;

        string file = ParameterSetName == "File" ? FilePath : LiteralPath;
        var script = ScriptBlock.Create("param($file, $append) Out-File -LiteralPath $file -Append:$append");
        _toFile = script.GetSteppablePipeline(CommandOrigin.Internal, [file, (bool)Append]);
        _toFile.Begin(expectInput: true);
    }

    protected override void ProcessRecord()
    {
        if (!HasInput)
            return;

        if (_toFile is null)
            _kept.Add(InputObject);
        else
            _toFile.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        _toFile?.End();
        if (ParameterSetName != "Variable")
            return;

        List<object> values = Append && SessionState.PSVariable.GetValue(Variable) is { } before
            ? [.. LanguagePrimitives.ConvertTo<object[]>(before), .. _kept]
            : _kept;
        SessionState.PSVariable.Set(Variable, values.Count == 1 ? values[0] : values.ToArray());
    }
}
