@{
    RootModule           = 'PSKernelTrace.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '7c1f3c59-6c2f-4a51-9a0e-5b8a7f0d2e41'
    Author               = 'PSKernelTrace contributors'
    CompanyName          = 'PSKernelTrace contributors'
    Copyright            = 'Copyright (c) 2026 PSKernelTrace contributors. MIT licence.'
    Description          = 'Linux kernel tracing as typed objects in the pipeline: tracepoints enabled, streamed and drained from the kernel''s binary ring buffer.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('PSKernelTrace.Format.ps1xml')
    TypesToProcess       = @('PSKernelTrace.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Clear-KTraceSession'
        'Disable-KTracepoint'
        'Enable-KTracepoint'
        'Get-KFunction'
        'Get-KProbe'
        'Get-KTraceCapability'
        'Get-KTraceEvent'
        'Get-KTracepoint'
        'Get-KTraceSession'
        'Measure-KFunction'
        'New-KProbe'
        'New-KTraceSession'
        'Remove-KProbe'
        'Remove-KTraceSession'
        'Start-KTraceSession'
        'Stop-KTraceSession'
        'Watch-KFunction'
        'Watch-KTraceEvent'
        'Write-KTraceMarker'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('Linux', 'Kernel', 'Tracing', 'ftrace', 'tracefs', 'tracepoint', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
