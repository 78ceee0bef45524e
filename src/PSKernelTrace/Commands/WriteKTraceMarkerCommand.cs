using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Puts a text or an object of one's own between the events of a session.</summary>
[Cmdlet(VerbsCommunications.Write, "KTraceMarker", DefaultParameterSetName = TextSet, SupportsShouldProcess = true)]
public sealed class WriteKTraceMarkerCommand : KTraceCommand
{
    private const string TextSet = "Message", ObjectSet = "Object";

    private TraceInstance? _instance;

    /// <summary>Texts, each a marker.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Message { get; set; } = [];

    /// <summary>An object, written as one line of JSON.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true)]
    [Alias("InputObject")]
    [AllowNull]
    public PSObject? Object { get; set; }

    /// <summary>How deep the objects within the object are followed.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    /// <summary>The session that gets the marker.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Session { get; set; } = SessionName.Default;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in ParameterSetName == ObjectSet ? [Json()] : Message)
        {
            if (!ShouldProcess($"session {Session}", $"Write marker '{text}'")) continue;
            TraceInstance instance = _instance ??= OpenSession(Session);
            Try("WriteMarker", Session, () => TraceMarker.Write(instance, text));
        }
    }

    /// <summary>PowerShell's own JSON, which knows its objects. It lives in a module that need not be loaded, so it is
    /// called by its name.</summary>
    private string Json()
    {
        ScriptBlock convert = ScriptBlock.Create("param($value, $depth) ConvertTo-Json -InputObject $value -Compress -Depth $depth");
        return LanguagePrimitives.ConvertTo<string>(InvokeCommand.InvokeScript(true, convert, null, Object, Depth)[0]);
    }
}
