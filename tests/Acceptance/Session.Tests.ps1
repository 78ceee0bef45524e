# Keeping recordings apart.
$live = [Environment]::UserName -eq 'root'

Describe 'Sessions (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    BeforeEach {
        $name = Get-FreeName
    }

    AfterEach {
        Get-KTraceSession $name* | Remove-KTraceSession
    }

    It 'are made, shown and removed' {
        $made = New-KTraceSession $name
        $made.Name | Should -Be $name
        $made.Tracing | Should -BeTrue
        $made.Clock | Should -Be 'mono'
        (Get-KTraceSession $name).Name | Should -Be $name
        (Get-KTraceSession).Name | Should -Contain $name
        Remove-KTraceSession $name | Should -BeNullOrEmpty
        (Get-KTraceSession).Name | Should -Not -Contain $name
    }

    It 'are made as asked' {
        $made = New-KTraceSession $name -BufferSize 2MB -Clock boot -BufferMode Discard -Cpu 0 -ProcessId $PID -IncludeChildren -Stopped
        $made.BufferSize | Should -BeGreaterThan (2MB - 1)
        $made.Clock | Should -Be 'boot'
        $made.BufferMode | Should -Be 'Discard'
        $made.TracedCpus | Should -Be 0
        $made.ThreadFilter | Should -Contain $PID
        $made.IncludeChildren | Should -BeTrue
        $made.Tracing | Should -BeFalse
    }

    It 'are stopped, started and cleared' {
        $null = New-KTraceSession $name -ProcessId $PID -IncludeChildren
        Enable-KTracepoint sched:sched_process_exec -Session $name
        & /bin/true
        (Get-KTraceSession $name).Entries | Should -Be 1

        Stop-KTraceSession $name | Should -BeNullOrEmpty
        (Get-KTraceSession $name).Tracing | Should -BeFalse
        & /bin/true
        (Get-KTraceSession $name).Entries | Should -Be 1

        (Start-KTraceSession $name -PassThru).Tracing | Should -BeTrue
        & /bin/true
        (Get-KTraceSession $name).Entries | Should -Be 2

        Clear-KTraceSession $name
        (Get-KTraceSession $name).Entries | Should -Be 0
        Get-KTraceEvent -Session $name | Should -BeNullOrEmpty
    }

    It 'are many at once by wildcard and pipeline' {
        $null = New-KTraceSession "$name-a", "$name-b"
        @(Get-KTraceSession $name*) | Should -HaveCount 2
        Get-KTraceSession $name* | Stop-KTraceSession
        @(Get-KTraceSession $name* | Where-Object Tracing) | Should -HaveCount 0
        Remove-KTraceSession $name*
        Get-KTraceSession $name* | Should -BeNullOrEmpty
    }

    It 'do not see the events of one another' {
        $null = New-KTraceSession "$name-a", "$name-b" -ProcessId $PID -IncludeChildren
        Enable-KTracepoint sched:sched_process_exec -Session "$name-a"
        & /bin/true
        @(Get-KTraceEvent -Session "$name-a") | Should -HaveCount 1
        Get-KTraceEvent -Session "$name-b" | Should -BeNullOrEmpty
    }

    It 'stay as they are with -WhatIf' {
        New-KTraceSession $name -WhatIf | Should -BeNullOrEmpty
        Get-KTraceSession $name* | Should -BeNullOrEmpty
        $null = New-KTraceSession $name
        Stop-KTraceSession $name -WhatIf
        Clear-KTraceSession $name -WhatIf
        Remove-KTraceSession $name -WhatIf
        (Get-KTraceSession $name).Tracing | Should -BeTrue
        Stop-KTraceSession $name
        Start-KTraceSession $name -WhatIf
        (Get-KTraceSession $name).Tracing | Should -BeFalse
    }

    It '<Line> fails with <Id>' -ForEach @(
        @{ Line = 'New-KTraceSession $name; New-KTraceSession $name'; Id = 'CreateSession,EEXIST,PSKernelTrace.Commands.NewKTraceSessionCommand' }
        @{ Line = 'New-KTraceSession $name -Clock nosuch'; Id = 'CreateSession,EINVAL,PSKernelTrace.Commands.NewKTraceSessionCommand' }
        @{ Line = 'New-KTraceSession ../$name'; Id = 'CreateSession,InvalidArgument,PSKernelTrace.Commands.NewKTraceSessionCommand' }
        @{ Line = 'New-KTraceSession $name -BufferSize huge'; Id = 'ParameterArgumentTransformationError,PSKernelTrace.Commands.NewKTraceSessionCommand' }
        @{ Line = 'Get-KTraceSession $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.GetKTraceSessionCommand' }
        @{ Line = 'Start-KTraceSession $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.StartKTraceSessionCommand' }
        @{ Line = 'Stop-KTraceSession $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.StopKTraceSessionCommand' }
        @{ Line = 'Clear-KTraceSession $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.ClearKTraceSessionCommand' }
        @{ Line = 'Remove-KTraceSession $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.RemoveKTraceSessionCommand' }
        @{ Line = 'Get-KTraceEvent -Session $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.GetKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:* -Session $name'; Id = 'Session,NotFound,PSKernelTrace.Commands.WatchKTraceEventCommand' }
    ) {
        { Invoke-Strictly $Line } | Should -Throw -ErrorId $Id
    }

    It 'are offered by Tab, and so are the clocks' {
        $null = New-KTraceSession $name
        Get-Completion 'Remove-KTraceSession kt-accept-' | Should -Contain $name
        Get-Completion 'Get-KTraceEvent -Session kt-accept-' | Should -Contain $name
        Get-Completion 'New-KTraceSession x -Clock mo' | Should -Contain 'mono'
        Get-Completion 'New-KTraceSession x -BufferMode D' | Should -Contain 'Discard'
    }
}
