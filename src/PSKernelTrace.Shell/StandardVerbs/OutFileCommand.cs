using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Out-File, which the engine itself calls for every `&gt;`.</summary>
[Cmdlet(VerbsData.Out, "File", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? _writer;

    public OutFileCommand() => EngineFormatting.UseOutput(this);

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateSet("utf8", "utf8NoBOM", "utf8BOM", "ascii", "unicode")]
    public string Encoding { get; set; } = "utf8NoBOM";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue - 1;

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        string name = ParameterSetName == "ByLiteralPath" ? LiteralPath : FilePath;
        if (!ShouldProcess(name))
        {
            EngineFormatting.WriteTo(this, TextWriter.Null, Width);
        }
        else
        {
            _writer = OutputFile.Open(this, name, Append, NoClobber, Force, OutputFile.EncodingOf(Encoding));
            EngineFormatting.WriteTo(this, _writer, Width, NoNewline);
        }

        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer?.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _writer?.Dispose();
    }
}
