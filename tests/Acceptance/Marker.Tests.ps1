# Marking a moment in a recording.
$live = [Environment]::UserName -eq 'root'

Describe 'Write-KTraceMarker (needs root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    BeforeEach {
        $name = Get-FreeName
        $null = New-KTraceSession $name
    }

    AfterEach {
        Remove-KTraceSession $name
    }

    It 'writes texts, from the pipeline too' {
        Write-KTraceMarker 'one', 'two' -Session $name | Should -BeNullOrEmpty
        'three' | Write-KTraceMarker -Session $name
        $events = @(Get-KTraceEvent -Session $name)
        $events.buf.Trim() | Should -Be 'one', 'two', 'three'
        $events[0].Event | Should -Be 'ftrace:print'
        $events[0].Pid | Should -Be $PID
    }

    It 'writes an object as JSON' {
        Write-KTraceMarker -Object ([pscustomobject]@{ step = 'load'; rows = 20 }) -Session $name
        $back = (Get-KTraceEvent -Session $name).buf | ConvertFrom-Json
        $back.step | Should -Be 'load'
        $back.rows | Should -Be 20
    }

    It 'says what a kernel kept of a text that is too long' {
        { Write-KTraceMarker ('x' * 9000) -Session $name -ErrorAction Stop } |
            Should -Throw -ErrorId 'WriteMarker,EMSGSIZE,PSKernelTrace.Commands.WriteKTraceMarkerCommand'
    }

    It 'says what to do where the session is stopped' {
        Stop-KTraceSession $name
        { Write-KTraceMarker 'one' -Session $name -ErrorAction Stop } |
            Should -Throw -ErrorId 'WriteMarker,EBADF,PSKernelTrace.Commands.WriteKTraceMarkerCommand'
    }

    It 'writes nothing with -WhatIf' {
        Write-KTraceMarker 'one' -Session $name -WhatIf
        Get-KTraceEvent -Session $name | Should -BeNullOrEmpty
    }
}
