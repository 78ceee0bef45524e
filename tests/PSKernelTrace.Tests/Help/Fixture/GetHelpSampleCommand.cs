using System.Management.Automation;

namespace PSKernelTrace.Tests.Help.Fixture;

/// <summary>A cmdlet with one of every kind of parameter, for the tests of the help.</summary>
[Cmdlet(VerbsCommon.Get, "HelpSample", DefaultParameterSetName = "Name", SupportsShouldProcess = true,
    HelpUri = "https://example.org/Get-HelpSample")]
[OutputType(typeof(string))]
public sealed class GetHelpSampleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("Event")]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    public int Id { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("Red", "Green")]
    public string Color { get; set; } = "Red";

    [Parameter]
    public int? Limit { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter(DontShow = true)]
    public SwitchParameter Hidden { get; set; }
}
