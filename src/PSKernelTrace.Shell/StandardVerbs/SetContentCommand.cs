using System.Collections;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Set-Content, for text files.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
public sealed class SetContentCommand : PSCmdlet, IDisposable
{
    private StreamWriter? _writer;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[] Value { get; set; } = [];

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        if (ShouldProcess(Path))
            _writer = OutputFile.Open(this, Path, append: false, noClobber: false, Force);
    }

    protected override void ProcessRecord()
    {
        foreach (object? value in Value)
        {
            _writer?.Write(value is PSObject p ? p.ToString() : value is IEnumerable and not string ? LanguagePrimitives.ConvertTo<string>(value) : value);
            if (!NoNewline)
                _writer?.WriteLine();
        }
    }

    protected override void EndProcessing() => _writer?.Dispose();
}
