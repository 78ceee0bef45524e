# Watching events, and reading what was recorded.
$live = [Environment]::UserName -eq 'root'

Describe 'Watch-KTraceEvent (needs root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    AfterEach {
        # a watch leaves nothing behind, however it ends
        @((Get-KTraceSession).Name | Where-Object { $_ -like "pskerneltrace-$PID-*" }) | Should -HaveCount 0
    }

    It 'ends after -MaxEvents' {
        @(Watch-KTraceEvent sched:sched_switch -MaxEvents 5) | Should -HaveCount 5
    }

    It 'ends after -Duration' {
        $time = Measure-Command { Watch-KTraceEvent sched:sched_process_exec -Duration 0.5 }
        $time.TotalSeconds | Should -BeGreaterThan 0.49
    }

    It 'takes -Duration as <Written>' -ForEach @(
        @{ Written = '100ms' }
        @{ Written = '0.1s' }
        @{ Written = '00:00:00.1' }
    ) {
        { Invoke-Strictly "Watch-KTraceEvent sched:sched_process_exec -Duration $Written" } | Should -Not -Throw
    }

    It 'ends when Select-Object has enough' {
        @(Watch-KTraceEvent sched:sched_switch | Select-Object -First 1) | Should -HaveCount 1
    }

    It 'ends when what comes after it fails' {
        { Watch-KTraceEvent sched:sched_switch | ForEach-Object { throw 'downstream' } } | Should -Throw
    }

    It 'sees the processes that are begun meanwhile' {
        $events = @(Watch-KTraceEvent sched:sched_process_exec, sched:sched_switch -Duration 60 |
                ForEach-Object -Begin { $begun = $false } -Process { if (-not $begun) { $begun = $true; & /bin/true }; $_ } |
                Where-Object Event -EQ 'sched:sched_process_exec' | Where-Object filename -Like '*/true' | Select-Object -First 1)
        $events | Should -HaveCount 1
        $events[0].Comm | Should -Be 'true'
    }

    It 'takes a filter' {
        $events = @(Watch-KTraceEvent sched:sched_switch -Filter 'prev_pid == 0' -MaxEvents 3)
        @($events | Where-Object prev_pid -NE 0) | Should -HaveCount 0
    }

    It 'records stacks' {
        $first = Watch-KTraceEvent sched:sched_switch -StackTrace -MaxEvents 1
        $first.Stack.Count | Should -BeGreaterThan 2
        @($first.Stack | Where-Object IsUser) | Should -HaveCount 0
        ($first | Out-String) | Should -BeLike '*sched_switch: *=> *'
        (Watch-KTraceEvent sched:sched_switch -MaxEvents 1).Stack.Count | Should -Be 0
    }

    It 'says what happened in the words of the kernel' {
        $first = Watch-KTraceEvent sched:sched_switch -MaxEvents 1
        $first.Message | Should -Match '^prev_comm=.* prev_pid=\d+ prev_prio=\d+ prev_state=[RSDTtXZPI]\+? ==> next_comm=.* next_pid=\d+ next_prio=\d+$'
        "$first" | Should -BeLike "*: sched_switch: $($first.Message -replace '[\[\]]', '?')"
    }

    It 'gives the values their names' {
        $switches = @(Watch-KTraceEvent sched:sched_switch -MaxEvents 200)
        $asleep = @($switches | Where-Object prev_state -EQ S)
        $asleep.Count | Should -BeGreaterThan 0
        @($asleep | Where-Object { $_.prev_state -ne 1 -or $_.prev_state.Value -ne 1 -or $_.prev_state_name -cne 'S' }) | Should -HaveCount 0
        @($switches | Where-Object { $_.prev_state -eq 1 }) | Should -HaveCount $asleep.Count
        @($switches | Where-Object prev_state -In S) | Should -HaveCount $asleep.Count
        @($switches | Group-Object prev_state -NoElement | Where-Object Name -CEQ S).Count | Should -Be 1
        ($switches | Select-Object -First 1 prev_state | ConvertTo-Csv)[1] | Should -Be "`"$($switches[0].prev_state_name)`""
    }

    It 'gives numbers and addresses their names beside them' {
        $interrupts = @(Watch-KTraceEvent irq:softirq_entry -MaxEvents 20 -Duration 20)
        $interrupts.Count | Should -BeGreaterThan 0
        @($interrupts | Where-Object { "vec=$($_.vec) [action=$($_.vec_name)]" -cne $_.Message }) | Should -HaveCount 0
        $timer = Watch-KTraceEvent timer:timer_start -MaxEvents 1 -Duration 20
        $timer.Message | Should -BeLike "*function=$($timer.function_symbol) *"
        $timer.function.GetType().Name | Should -Be 'KernelAddress'
    }

    It 'leaves its own process out unless asked' {
        $own = { param($More) Watch-KTraceEvent raw_syscalls:sys_enter -Duration 0.3 @More | Where-Object Pid -EQ $PID }
        & $own @{} | Should -BeNullOrEmpty
        & $own @{ IncludeSelf = $true } | Should -Not -BeNullOrEmpty
    }

    It 'writes an error for a wrong name and watches the others' {
        $events = @(Watch-KTraceEvent no:such_event, sched:sched_switch -MaxEvents 1 -ErrorVariable problems -ErrorAction SilentlyContinue)
        $events | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'Tracepoint,NotFound,PSKernelTrace.Commands.WatchKTraceEventCommand'
    }

    It '<Line> fails with <Id>' -ForEach @(
        @{ Line = 'Watch-KTraceEvent no:such_event'; Id = 'Tracepoint,NotFound,PSKernelTrace.Commands.WatchKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -Filter "nosuch == 1"'; Id = 'EnableTracepoint,EINVAL,PSKernelTrace.Commands.WatchKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -Cpu 4000'; Id = 'CreateSession,EINVAL,PSKernelTrace.Commands.WatchKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -ProcessId 2147483646'; Id = 'CreateSession,ESRCH,PSKernelTrace.Commands.WatchKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -Duration soon'; Id = 'ParameterArgumentTransformationError,PSKernelTrace.Commands.WatchKTraceEventCommand' }
        @{ Line = 'Watch-KTraceEvent sched:sched_switch -MaxEvents 0'; Id = 'ParameterArgumentValidationError,PSKernelTrace.Commands.WatchKTraceEventCommand' }
    ) {
        { Invoke-Strictly $Line } | Should -Throw -ErrorId $Id
    }
}

Describe 'Get-KTraceEvent (needs root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    BeforeEach {
        $name = Get-FreeName
        $null = New-KTraceSession $name -ProcessId $PID -IncludeChildren
        Enable-KTracepoint sched:sched_process_exec, sched:sched_process_exit -Session $name
    }

    AfterEach {
        Remove-KTraceSession $name
    }

    It 'takes out what was recorded, oldest first, once' {
        foreach ($i in 1..3) { & /bin/true }
        $events = @(Get-KTraceEvent -Session $name)
        @($events | Where-Object Event -EQ 'sched:sched_process_exec') | Should -HaveCount 3
        for ($i = 1; $i -lt $events.Count; $i++) { $events[$i].TimestampNs | Should -BeGreaterThan $events[$i - 1].TimestampNs }
        Get-KTraceEvent -Session $name | Should -BeNullOrEmpty
    }

    It 'groups by who did it, as the README shows' {
        & /bin/true
        & /bin/true
        $groups = @(Get-KTraceEvent sched:sched_process_exec -Session $name | Group-Object Comm)
        $groups | Should -HaveCount 1
        $groups[0].Name | Should -Be 'true'
        $groups[0].Count | Should -Be 2
    }

    It 'ends after -MaxEvents and keeps the rest' {
        foreach ($i in 1..3) { & /bin/true }
        $first = @(Get-KTraceEvent -Session $name -MaxEvents 1)
        $rest = @(Get-KTraceEvent -Session $name)
        $first | Should -HaveCount 1
        @($first + $rest | Where-Object Event -EQ 'sched:sched_process_exec') | Should -HaveCount 3
    }

    It 'goes on with -Wait until there are enough' {
        & /bin/true
        @(Get-KTraceEvent sched:sched_process_exec -Session $name -Wait -MaxEvents 1) | Should -HaveCount 1
    }

    It 'gives events with the fields of the kernel' {
        & /bin/true
        $item = Get-KTraceEvent sched:sched_process_exec -Session $name
        $item.Event | Should -BeExactly 'sched:sched_process_exec'
        $item.filename | Should -BeLike '*/true'
        $item.Fields['filename'] | Should -Be $item.filename
        $item.pid | Should -Be $item.Tid
        $item.Timestamp | Should -BeOfType ([System.DateTimeOffset])
        $item.TimestampNs | Should -BeOfType ([long])
        $item.Session | Should -Be $name
        $item.ToString() | Should -BeLike '*sched_process_exec:*'
        ($item | Get-Member).Name | Should -Contain 'filename'
    }

    It 'warns of what was lost and how many, and shows where with -IncludeLost' {
        $small = Get-FreeName
        $null = New-KTraceSession $small -BufferSize 8KB
        try {
            Enable-KTracepoint raw_syscalls:sys_enter -Session $small
            $null = Get-ChildItem /etc
            foreach ($i in 1..20) { & /bin/true }
            Stop-KTraceSession $small
            $lost = (Get-KTraceSession $small).Lost
            $events = @(Get-KTraceEvent -Session $small -IncludeLost -WarningVariable warnings -WarningAction SilentlyContinue)
            $lost | Should -BeGreaterThan 0
            $gaps = @($events | Where-Object { $_.GetType().Name -eq 'KTraceLostEvents' })
            ($gaps | Measure-Object Count -Sum).Sum | Should -Be $lost
            @($warnings).Count | Should -BeGreaterThan 0
            $warnings[0].ToString() | Should -BeLike '*events were lost on CPU*-BufferSize*'
        }
        finally {
            Remove-KTraceSession $small
        }
    }
}

Describe 'The objects (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $events = @(Watch-KTraceEvent sched:sched_switch -MaxEvents 10)
    }

    It 'become JSON' {
        $back = @($events | ConvertTo-Json -Depth 4 | ConvertFrom-Json)
        $back | Should -HaveCount 10
        $back[0].Event | Should -Be 'sched:sched_switch'
        $back[0].next_comm | Should -Be $events[0].next_comm
        $back[0].TimestampNs | Should -Be $events[0].TimestampNs
    }

    It 'become CSV, as the README shows' {
        $file = [System.IO.Path]::GetTempFileName()
        try {
            $events | Sort-Object Timestamp | Export-Csv $file
            $back = @(Import-Csv $file)
            $back | Should -HaveCount 10
            $back[0].prev_comm | Should -Be $events[0].prev_comm
            $back[0].TimestampNs | Should -Be "$($events[0].TimestampNs)"
        }
        finally {
            [System.IO.File]::Delete($file)
        }
    }

    It 'sort, group and measure' {
        @($events | Sort-Object next_pid -Descending)[0].next_pid | Should -Be ($events | Measure-Object next_pid -Maximum).Maximum
        ($events | Group-Object Cpu | Measure-Object Count -Sum).Sum | Should -Be 10
    }

    It 'of tracepoints and sessions become JSON too' {
        $point = Get-KTracepoint sched:sched_switch | ConvertTo-Json -Depth 2 -WarningAction SilentlyContinue | ConvertFrom-Json
        $point.Name | Should -Be 'sched:sched_switch'
        $point.Fields.Name | Should -Contain 'prev_comm'
        $name = Get-FreeName
        try {
            (New-KTraceSession $name | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Name | Should -Be $name
        }
        finally {
            Remove-KTraceSession $name
        }
    }
}
