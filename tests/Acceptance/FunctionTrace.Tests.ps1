# Functions of the kernel: entries, calls and measures.
$live = [Environment]::UserName -eq 'root'
$tracefs = '/sys/kernel/tracing'
$tracers = if ($live) { (Get-Content "$tracefs/available_tracers" -ErrorAction Ignore) -split ' ' }
# where the kernel does not let functions be traced, the file cannot be opened, by root neither
$mayTrace = $live -and $(try { [IO.File]::OpenWrite("$tracefs/set_ftrace_filter").Dispose(); $true } catch { $false })
$graph = $mayTrace -and $tracers -contains 'function_graph'
if (-not $live) { Write-Host 'FunctionTrace: skipped, needs root' }
elseif (-not $graph) { Write-Host "FunctionTrace: mostly skipped, this kernel lets no function graph be recorded (its tracers: $tracers)" }

Describe 'Watch-KFunction -Graph (needs root and the tracer function_graph)' -Skip:(-not $graph) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $files = 'current_tracer', 'set_graph_function', 'max_graph_depth', 'set_ftrace_filter', 'set_ftrace_pid', 'trace_clock' |
            ForEach-Object { "/sys/kernel/tracing/$_" }
        $before = $files | ForEach-Object { Get-Content $_ }
    }

    AfterEach {
        # whatever is shared is as it was
        $files | ForEach-Object { Get-Content $_ } | Should -Be $before
        @((Get-KTraceSession).Name | Where-Object { $_ -like "pskerneltrace-$PID-*" }) | Should -HaveCount 0
    }

    It 'shows calls with their durations' {
        $calls = @(Watch-KFunction schedule -Graph -Depth 1 -MaxEvents 5 -WarningAction Ignore)
        $calls | Should -HaveCount 5
        @($calls | Where-Object Function -NE 'schedule') | Should -HaveCount 0
        @($calls | Where-Object { -not $_.Unfinished -and -not $_.EntryLost }).Count | Should -BeGreaterThan 0
    }

    It 'nests calls, as the kernel prints them' {
        $tree = Watch-KFunction vfs_open -Graph -Depth 3 -Tree -IncludeSelf -WarningAction Ignore -ProcessId $PID -Duration 30 |
            Where-Object { $_.Children } | Select-Object -First 1
        $tree.Function | Should -Be 'vfs_open'
        $tree.Children[0].Caller | Should -Be 'vfs_open'
        "$tree" | Should -BeLike '*|  vfs_open(*) {*|    *|  }*'
        ($tree | Out-String) | Should -BeLike '*|  vfs_open(*) {*'
    }

    It 'takes the top-level buffer where it has to, and says so' {
        Watch-KFunction schedule -Graph -Depth 1 -MaxEvents 1 -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
        $tracer = 'no instance'
        $session = New-KTraceSession (Get-FreeName)
        try { $tracer = Get-Content "/sys/kernel/tracing/instances/$($session.Name)/available_tracers" }
        finally { $session | Remove-KTraceSession }
        @($warned | Where-Object { "$_" -like '*top-level buffer*' }).Count | Should -Be $(if ($tracer -like '*function_graph*') { 0 } else { 1 })
    }

    It 'is measured, live and by pipeline' {
        $live = @(Measure-KFunction schedule -Duration 1 -WarningAction Ignore)
        $live[0].Function | Should -Be 'schedule'
        $live[0].Count | Should -BeGreaterThan 0
        $calls = @(Watch-KFunction schedule -Graph -Depth 1 -Duration 1 -WarningAction Ignore)
        $measured = $calls | Measure-KFunction
        $measured.Count + $measured.Unfinished | Should -Be $calls.Count
        $by = @($calls | Measure-KFunction -GroupBy Comm)
        ($by | Measure-Object Count -Sum).Sum | Should -Be $measured.Count
    }

    It 'refuses what goes without -Graph alone' {
        { Invoke-Strictly 'Watch-KFunction schedule -Tree' } | Should -Throw -ErrorId 'TraceFunction,InvalidCombination*'
    }
}

Describe 'Watch-KFunction (needs root and the tracer function)' -Skip:(-not $mayTrace -or $tracers -notcontains 'function') {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    It 'shows entries with their callers' {
        $entries = @(Watch-KFunction schedule -MaxEvents 3)
        $entries | Should -HaveCount 3
        @($entries | Where-Object { -not $_.Caller }) | Should -HaveCount 0
    }

    It 'names the functions that a wrong name is like' {
        { Invoke-Strictly 'Watch-KFunction vfs_reed' } | Should -Throw -ExpectedMessage '*vfs_read*' -ErrorId 'TraceFunction,EINVAL*'
    }

    It 'asks for -Force before it records everything' {
        { Invoke-Strictly 'Watch-KFunction *' } | Should -Throw -ErrorId 'TraceFunction,AllFunctions*'
    }
}

Describe 'Watch-KFunction where the kernel refuses (needs root)' -Skip:(-not $live -or $graph) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
    }

    It 'says what is missing, and leaves nothing' {
        $message = try { Invoke-Strictly 'Watch-KFunction vfs_read -Graph -Duration 1' } catch { "$_" }
        $message | Should -BeLike '*EOPNOTSUPP*available tracers:*'
        @((Get-KTraceSession).Name | Where-Object { $_ -like "pskerneltrace-$PID-*" }) | Should -HaveCount 0
    }
}
