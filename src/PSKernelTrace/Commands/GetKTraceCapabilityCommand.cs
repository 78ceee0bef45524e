using System.Management.Automation;
using KernelTrace.Capabilities;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Commands;

/// <summary>Tells what works on this machine, and what it needs.</summary>
[Cmdlet(VerbsCommon.Get, "KTraceCapability")]
[OutputType(typeof(KTraceCapability))]
public sealed class GetKTraceCapabilityCommand : PSCmdlet, IDisposable
{
    private readonly KernelCapabilities _capabilities = new();
    private readonly HashSet<string> _wanted = [];

    /// <summary>Names or patterns of mechanisms; without any, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string pattern in Name)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
            string[] names = [.. KernelCapabilities.Mechanisms.Select(feature => feature.Name).Where(wildcard.IsMatch)];
            if (names.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern)) WriteError(NoMechanism(pattern));
            _wanted.UnionWith(names);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (KTraceCapability capability in _capabilities.Report(feature => _wanted.Contains(feature.Name)))
        {
            if (Stopping) return;
            WriteObject(capability);
        }
    }

    /// <summary>Removes what the report made, also where it was broken off.</summary>
    public void Dispose() => _capabilities.Dispose();

    private static ErrorRecord NoMechanism(string name) => KernelErrors.NotFound("Capability",
        $"There is no mechanism '{name}'. " + (NearNames.Find(name, KernelCapabilities.Mechanisms.Select(feature => feature.Name)) is { Count: > 0 } near
            ? $"Did you mean {string.Join(" or ", near)}?" : "List what there is with Get-KTraceCapability."), name);
}
