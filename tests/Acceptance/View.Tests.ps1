# How objects look in a terminal of 100 columns: a line each, none too long.
$live = [Environment]::UserName -eq 'root'

Describe 'Tables in 100 columns (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $name = Get-FreeName
        $null = New-KTraceSession $name -ProcessId $PID -IncludeChildren
        Enable-KTracepoint sched:*, syscalls:sys_*_openat -Session $name
        & /bin/true
        # text of others, with line ends in it, is an event as well
        [System.IO.File]::WriteAllText((Get-KTraceSession $name).Path + '/trace_marker', "two`nlines`n")
        Stop-KTraceSession $name
        $events = @(Get-KTraceEvent -Session $name)
    }

    AfterAll {
        Remove-KTraceSession $name
    }

    It 'show an event a line' {
        $lines = @(Get-TableLine $events)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        $lines | Should -HaveCount ($events.Count + 2)
        $lines[0] | Should -Match '^Time +Cpu Comm +Tid Event +Message$'
        ($lines | Where-Object { $_ -match ' sched_process_exec ' } | Select-Object -First 1) |
            Should -Match '^\d\d:\d\d:\d\d\.\d{6} +\d+ true +\d+ sched_process_exec +filename='
    }

    It 'show a tracepoint a line' {
        $points = @(Get-KTracepoint)
        $lines = @(Get-TableLine $points)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        $lines | Should -HaveCount ($points.Count + 2)
        $lines[0] | Should -Match '^Name +Enabled +Fields$'
    }

    It 'show a session a line' {
        $sessions = @(Get-KTraceSession)
        $lines = @(Get-TableLine $sessions)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        $lines | Should -HaveCount ($sessions.Count + 2)
        ($lines | Where-Object { $_ -like "$name*" }) | Should -Match 'MB'
    }

    It 'show the fields of a tracepoint a line each' {
        $fields = (Get-KTracepoint sched:sched_switch).Fields
        $lines = @(Get-TableLine $fields)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        $lines | Should -HaveCount ($fields.Count + 2)
    }
}
