using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Write-Error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "WithException", Mandatory = true)]
    public Exception? Exception { get; set; }

    [Parameter(Position = 0, ParameterSetName = "NoException", Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "WithException")]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(Position = 0, ParameterSetName = "ErrorRecord", Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string ErrorId { get; set; } = "";

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = "";

    [Parameter]
    [Alias("Activity")]
    public string CategoryActivity { get; set; } = "";

    [Parameter]
    [Alias("Reason")]
    public string CategoryReason { get; set; } = "";

    [Parameter]
    [Alias("TargetName")]
    public string CategoryTargetName { get; set; } = "";

    [Parameter]
    [Alias("TargetType")]
    public string CategoryTargetType { get; set; } = "";

    protected override void ProcessRecord()
    {
        ErrorRecord record = ErrorRecord is null ? Make() : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction.Length > 0)
            record.ErrorDetails = new ErrorDetails(record.ToString()) { RecommendedAction = RecommendedAction };
        if (CategoryActivity.Length > 0)
            record.CategoryInfo.Activity = CategoryActivity;
        if (CategoryReason.Length > 0)
            record.CategoryInfo.Reason = CategoryReason;
        if (CategoryTargetName.Length > 0)
            record.CategoryInfo.TargetName = CategoryTargetName;
        if (CategoryTargetType.Length > 0)
            record.CategoryInfo.TargetType = CategoryTargetType;

        // The error belongs to the function that wrote it: its name and line are shown, not those of Write-Error.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInvocation.Set(record, caller);
            record.CategoryInfo.Activity = CategoryActivity.Length > 0 ? CategoryActivity : "Write-Error";
        }

        WriteError(record);
    }

    private ErrorRecord Make()
    {
        Exception exception = Exception ?? new WriteErrorException(Message);
        var record = new ErrorRecord(
            exception, ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName!, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
            record.ErrorDetails = new ErrorDetails(Message);
        return record;
    }
}
