# What the files beside it share. Each dot-sources it in its BeforeAll.
Import-Module (Join-Path $PSScriptRoot '../../output/PSKernelTrace/PSKernelTrace.psd1')

# a session name that nobody uses
function Get-FreeName { "kt-accept-$PID-$([guid]::NewGuid().ToString('N').Substring(0, 6))" }

# runs a line so that its first error ends it
function Invoke-Strictly ([string] $Line) {
    $ErrorActionPreference = 'Stop'
    & ([scriptblock]::Create($Line))
}

# what Tab offers at the end of a line
function Get-Completion ([string] $Line) {
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
}

# the rows of a table 100 columns wide as a person sees it, without the empty lines around it
function Get-TableLine ([object[]] $InputObject) {
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    try { ($InputObject | Format-Table | Out-String -Width 100).TrimEnd().TrimStart("`r", "`n") -split '\r?\n' }
    finally { $PSStyle.OutputRendering = $rendering }
}
