using System.Management.Automation;

namespace Benchmarks;

/// <summary>A bare cmdlet: writes objects that are there already.</summary>
[Cmdlet(VerbsCommunications.Write, "Ready")]
public sealed class WriteReadyCommand : PSCmdlet
{
    /// <summary>The objects to write, over and over.</summary>
    public static object[] Ready { get; set; } = [];

    /// <summary>How many.</summary>
    [Parameter(Position = 0)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        for (int i = 0; i < Count; i++) WriteObject(Ready[i % Ready.Length]);
    }
}
