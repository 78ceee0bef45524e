# What one who gets the module finds before using it: its manifest, its commands, its help.
Describe 'The module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $manifest = Join-Path $PSScriptRoot '../../output/PSKernelTrace/PSKernelTrace.psd1'
        $data = & ([scriptblock]::Create((Get-Content $manifest -Raw)))
        $commands = @(Get-Command -Module PSKernelTrace)
    }

    It 'has a valid manifest' {
        $module = Test-ModuleManifest $manifest -WarningVariable warnings -ErrorAction Stop
        $warnings | Should -BeNullOrEmpty
        $module.Version.ToString() | Should -Be $data.ModuleVersion
        $module.PowerShellVersion.ToString() | Should -Be '7.4'
        $module.CompatiblePSEditions | Should -Be 'Core'
        $module.Description | Should -Not -BeNullOrEmpty
        $module.LicenseUri | Should -Not -BeNullOrEmpty
    }

    It 'exports what the manifest names and nothing else' {
        ($commands.Name | Sort-Object) | Should -Be ($data.CmdletsToExport | Sort-Object)
        @($commands | Where-Object CommandType -NE 'Cmdlet') | Should -HaveCount 0
    }

    It 'uses approved verbs' {
        $verbs = [psobject].Assembly.GetTypes() |
            Where-Object { $_.IsPublic -and $_.Name -like 'Verbs*' } |
            ForEach-Object { $_.GetFields().Name }
        foreach ($command in $commands) { $command.Verb | Should -BeIn $verbs }
    }

    It 'names its nouns alike' {
        foreach ($command in $commands) { $command.Noun | Should -Match '^K[A-Z]' }
    }

    It 'is told of by an about topic' {
        (Get-Help about_PSKernelTrace | Out-String) | Should -BeLike '*Watch-KTraceEvent*'
    }

    It '<_> supports -WhatIf' -ForEach 'Clear-KTraceSession', 'Disable-KTracepoint', 'Enable-KTracepoint',
    'New-KTraceSession', 'Remove-KTraceSession', 'Start-KTraceSession', 'Stop-KTraceSession', 'Write-KTraceMarker' {
        (Get-Command $_).Parameters.Keys | Should -Contain 'WhatIf'
        (Get-Command $_).Parameters.Keys | Should -Contain 'Confirm'
    }

    It '<_> says what it gives out' -ForEach 'Enable-KTracepoint', 'Get-KTraceCapability', 'Get-KTraceEvent',
    'Get-KTracepoint', 'Get-KTraceSession', 'New-KTraceSession', 'Watch-KTraceEvent' {
        (Get-Command $_).OutputType | Should -Not -BeNullOrEmpty
    }

    Context 'help of <_>' -ForEach 'Clear-KTraceSession', 'Disable-KTracepoint', 'Enable-KTracepoint',
    'Get-KTraceCapability', 'Get-KTraceEvent', 'Get-KTracepoint', 'Get-KTraceSession', 'New-KTraceSession', 'Remove-KTraceSession', 'Start-KTraceSession',
    'Stop-KTraceSession', 'Watch-KTraceEvent', 'Write-KTraceMarker' {
        BeforeAll {
            $command = $_
            $help = Get-Help $command -Full
        }

        It 'says in one line what it does' {
            $help.Synopsis.Trim() | Should -Not -BeLike "$command*"
            $help.Synopsis.Trim().Length | Should -BeGreaterThan 10
        }

        It 'describes it and gives examples' {
            ($help.Description | Out-String).Trim() | Should -Not -BeNullOrEmpty
            @($help.Examples.Example).Count | Should -BeGreaterThan 1
            foreach ($example in $help.Examples.Example) { $example.Code | Should -BeLike '*-KTrace*' }
        }

        It 'describes every parameter' {
            $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
            foreach ($parameter in (Get-Command $command).Parameters.Keys | Where-Object { $_ -notin $common }) {
                $text = (Get-Help $command -Parameter $parameter).Description | Out-String
                $text.Trim() | Should -Not -BeNullOrEmpty -Because "-$parameter is a parameter"
            }
        }
    }
}
