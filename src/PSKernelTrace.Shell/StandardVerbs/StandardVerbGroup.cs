using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs;

/// <summary>
/// The stand-ins for the cmdlets of one real module. They are named in a table, not found by reflection, for the time
/// that a start-up has; a group gives way as a whole where the real module is.
/// </summary>
internal sealed record StandardVerbGroup(string Module, string Assembly, IReadOnlyList<SessionStateCmdletEntry> Entries)
{
    public static IReadOnlyList<StandardVerbGroup> All { get; } =
    [
        new("Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Commands.Utility.dll",
        [
            Entry<AddMemberCommand>("Add-Member"),
            Entry<ConvertFromCsvCommand>("ConvertFrom-Csv"),
            Entry<ConvertFromJsonCommand>("ConvertFrom-Json"),
            Entry<ConvertToCsvCommand>("ConvertTo-Csv"),
            Entry<ConvertToJsonCommand>("ConvertTo-Json"),
            Entry<ExportCsvCommand>("Export-Csv"),
            Entry<FormatListCommand>("Format-List"),
            Entry<FormatTableCommand>("Format-Table"),
            Entry<GetDateCommand>("Get-Date"),
            Entry<GetMemberCommand>("Get-Member"),
            Entry<GroupObjectCommand>("Group-Object"),
            Entry<ImportCsvCommand>("Import-Csv"),
            Entry<InvokeExpressionCommand>("Invoke-Expression"),
            Entry<MeasureCommandCommand>("Measure-Command"),
            Entry<MeasureObjectCommand>("Measure-Object"),
            Entry<NewObjectCommand>("New-Object"),
            Entry<NewTimeSpanCommand>("New-TimeSpan"),
            Entry<OutFileCommand>("Out-File"),
            Entry<OutStringCommand>("Out-String"),
            Entry<ReadHostCommand>("Read-Host"),
            Entry<SelectObjectCommand>("Select-Object"),
            Entry<SortObjectCommand>("Sort-Object"),
            Entry<StartSleepCommand>("Start-Sleep"),
            Entry<TeeObjectCommand>("Tee-Object"),
            Entry<WriteDebugCommand>("Write-Debug"),
            Entry<WriteErrorCommand>("Write-Error"),
            Entry<WriteHostCommand>("Write-Host"),
            Entry<WriteInformationCommand>("Write-Information"),
            Entry<WriteOutputCommand>("Write-Output"),
            Entry<WriteProgressCommand>("Write-Progress"),
            Entry<WriteVerboseCommand>("Write-Verbose"),
            Entry<WriteWarningCommand>("Write-Warning"),
        ]),
        new("Microsoft.PowerShell.Management", "Microsoft.PowerShell.Commands.Management.dll",
        [
            Entry<GetChildItemCommand>("Get-ChildItem"),
            Entry<GetContentCommand>("Get-Content"),
            Entry<GetLocationCommand>("Get-Location"),
            Entry<JoinPathCommand>("Join-Path"),
            Entry<SetContentCommand>("Set-Content"),
            Entry<SetLocationCommand>("Set-Location"),
            Entry<TestPathCommand>("Test-Path"),
        ]),
    ];

    private static SessionStateCmdletEntry Entry<T>(string name) => new(name, typeof(T), helpFileName: null);
}
