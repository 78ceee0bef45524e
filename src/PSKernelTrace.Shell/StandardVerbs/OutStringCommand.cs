using System.Management.Automation;
using System.Text;
using Microsoft.PowerShell.Commands.Internal.Format;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Out-String.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringBuilder _text = new();
    private LineSink? _sink;

    public OutStringCommand() => EngineFormatting.UseOutput(this);

    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        _sink = new LineSink(OnLine);
        EngineFormatting.WriteTo(this, _sink, Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (!Stream)
            WriteObject(_text.ToString());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _sink?.Dispose();
    }

    private void OnLine(string line)
    {
        if (Stream)
            WriteObject(line);
        else if (NoNewline)
            _text.Append(line);
        else
            _text.AppendLine(line);
    }
}
