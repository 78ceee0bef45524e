#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests and packs PSKernelTrace.
.DESCRIPTION
The work is in the projects; this is the door under PowerShell. Every task is a dotnet command that can be typed by hand.
.PARAMETER Task
Build makes output/PSKernelTrace; Test runs all tests, and the acceptance tests where Pester is present; Kernels runs the
tests under each emulated kernel; Bench prints the table of measurements; Docs makes the help; Pack makes a zip of the
module.
.PARAMETER Configuration
Release or Debug.
.EXAMPLE
./build.ps1
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Kernels', 'Bench', 'Docs', 'Pack')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'

function Invoke-Native {
    $command, $arguments = $args
    & $command @arguments
    if ($LASTEXITCODE -ne 0) { throw "$command $($arguments -join ' ') ended with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    foreach ($item in $Task) {
        switch ($item) {
            'Build' { Invoke-Native dotnet build src/PSKernelTrace -c $Configuration }
            'Docs' { Invoke-Native dotnet build src/PSKernelTrace -c $Configuration }
            'Test' {
                Invoke-Native dotnet test -c $Configuration
                if (Get-Module -ListAvailable Pester | Where-Object Version -GE 5.0) {
                    Invoke-Pester -Path tests/Acceptance -CI
                }
            }
            'Kernels' { Invoke-Native bash tests/Kernels/test.sh }
            'Bench' { Invoke-Native dotnet run -c Release --project tests/Benchmarks }
            'Pack' {
                Invoke-Native dotnet build src/PSKernelTrace -c Release
                $version = (Import-PowerShellDataFile module/PSKernelTrace.psd1).ModuleVersion
                Compress-Archive -Path output/PSKernelTrace -DestinationPath "output/PSKernelTrace-$version.zip" -Force
            }
        }
    }
}
finally {
    Pop-Location
}
