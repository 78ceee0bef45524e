# Finding events and switching them on and off.
$live = [Environment]::UserName -eq 'root'

Describe 'Tracepoints (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $name = Get-FreeName
        $null = New-KTraceSession $name
    }

    AfterAll {
        Remove-KTraceSession $name
    }

    AfterEach {
        Disable-KTracepoint -Session $name
    }

    It 'are listed, with wildcards' {
        $found = @(Get-KTracepoint sched:*)
        $found.Count | Should -BeGreaterThan 10
        @($found | Where-Object System -NE 'sched') | Should -HaveCount 0
        $found.Name | Should -Contain 'sched:sched_switch'
    }

    It 'are found by <Written>' -ForEach @(
        @{ Written = 'sched:sched_switch' }
        @{ Written = 'sched/sched_switch' }
        @{ Written = 'sched_switch' }
        @{ Written = 'SCHED:SCHED_SWITCH' }
        @{ Written = 'sched:sched_swi*' }
    ) {
        (Get-KTracepoint $Written).Name | Should -BeExactly 'sched:sched_switch'
    }

    It 'tell their fields, with the types that events have' {
        $fields = (Get-KTracepoint sched:sched_switch).Fields
        $fields.Name | Should -Contain 'prev_comm'
        ($fields | Where-Object Name -EQ 'prev_comm').ClrType.Name | Should -Be 'String'
        ($fields | Where-Object Name -EQ 'next_pid').ClrType.Name | Should -Be 'Int32'
    }

    It 'are enabled and disabled' {
        Enable-KTracepoint sched:sched_process_exec -Session $name | Should -BeNullOrEmpty
        (Get-KTracepoint -Enabled -Session $name).Name | Should -Be 'sched:sched_process_exec'
        (Get-KTracepoint sched:sched_process_exec -Session $name).Enabled | Should -BeTrue
        (Get-KTraceSession $name).EnabledEvents | Should -Be 'sched:sched_process_exec'
        Disable-KTracepoint sched:sched_process_exec -Session $name
        Get-KTracepoint -Enabled -Session $name | Should -BeNullOrEmpty
    }

    It 'go through the pipeline' {
        $passed = Get-KTracepoint sched:sched_process_* | Enable-KTracepoint -Session $name -PassThru
        @($passed).Count | Should -BeGreaterThan 2
        @(Get-KTracepoint -Enabled -Session $name) | Should -HaveCount @($passed).Count
        $passed | Disable-KTracepoint -Session $name
        Get-KTracepoint -Enabled -Session $name | Should -BeNullOrEmpty
    }

    It 'are all disabled where none is named' {
        Enable-KTracepoint sched:sched_process_exec, sched:sched_process_exit -Session $name
        Disable-KTracepoint -Session $name
        Get-KTracepoint -Enabled -Session $name | Should -BeNullOrEmpty
    }

    It 'take a filter in the language of the kernel' {
        Enable-KTracepoint sched:sched_switch -Filter 'next_pid == 1' -Session $name
        (Get-KTracepoint sched:sched_switch -Session $name).Filter | Should -Be 'next_pid == 1'
    }

    It 'take a stack with them, and lose it again' {
        Enable-KTracepoint sched:sched_switch -StackTrace -Session $name
        (Get-KTracepoint sched:sched_switch -Session $name).StackTrace | Should -BeTrue
        Enable-KTracepoint sched:sched_switch -Session $name
        (Get-KTracepoint sched:sched_switch -Session $name).StackTrace | Should -BeFalse
    }

    It 'show where a filter is wrong' {
        Enable-KTracepoint sched:sched_switch -Filter 'next_pid == 1 && nosuch == 2' -Session $name -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'EnableTracepoint,EINVAL,PSKernelTrace.Commands.EnableKTracepointCommand'
        $problems[0].ToString() | Should -BeLike '*nosuch == 2*^*'
        Get-KTracepoint -Enabled -Session $name | Should -BeNullOrEmpty
    }

    It 'stay as they are with -WhatIf' {
        Enable-KTracepoint sched:sched_process_exec -Session $name -WhatIf
        Get-KTracepoint -Enabled -Session $name | Should -BeNullOrEmpty
        Enable-KTracepoint sched:sched_process_exec -Session $name
        Disable-KTracepoint -Session $name -WhatIf
        (Get-KTracepoint -Enabled -Session $name).Name | Should -Be 'sched:sched_process_exec'
    }

    It 'are still found when one name of several is wrong' {
        $found = Get-KTracepoint no:such_event, sched:sched_switch -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Name | Should -Be 'sched:sched_switch'
        @($problems) | Should -HaveCount 1
    }

    It 'suggest what was meant' {
        Get-KTracepoint sched:sched_swich -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].ToString() | Should -BeLike '*Did you mean sched:sched_switch*'
    }

    It '<Line> fails with <Id>' -ForEach @(
        @{ Line = 'Get-KTracepoint no:such_event'; Id = 'Tracepoint,NotFound,PSKernelTrace.Commands.GetKTracepointCommand' }
        @{ Line = 'Get-KTracepoint nosuch*'; Id = 'Tracepoint,NotFound,PSKernelTrace.Commands.GetKTracepointCommand' }
        @{ Line = 'Enable-KTracepoint no:such_event'; Id = 'Tracepoint,NotFound,PSKernelTrace.Commands.EnableKTracepointCommand' }
        @{ Line = 'Get-KTracepoint -Session no-such-session'; Id = 'Session,NotFound,PSKernelTrace.Commands.GetKTracepointCommand' }
        @{ Line = 'Disable-KTracepoint -Session no-such-session'; Id = 'Session,NotFound,PSKernelTrace.Commands.DisableKTracepointCommand' }
    ) {
        { Invoke-Strictly $Line } | Should -Throw -ErrorId $Id
    }

    It 'Tab completes <Line> to <Expected>' -ForEach @(
        @{ Line = 'Get-KTracepoint sched:sched_sw'; Expected = 'sched:sched_switch' }
        @{ Line = 'Enable-KTracepoint sche'; Expected = 'sched:' }
        @{ Line = 'Watch-KTraceEvent sched:sched_process_ex'; Expected = 'sched:sched_process_exec' }
        @{ Line = 'Get-KTraceEvent sched:sched_process_ex'; Expected = 'sched:sched_process_exit' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -Filter next_p'; Expected = "'next_pid'" }
    ) {
        Get-Completion $Line | Should -Contain $Expected
    }
}
