# What works on this machine.
$live = [Environment]::UserName -eq 'root'

Describe 'Capabilities' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $all = @(Get-KTraceCapability)
    }

    It 'are told for every mechanism, with a reason where one does not work' {
        $all.Count | Should -BeGreaterThan 60
        @($all.Mechanism | Sort-Object -Unique) | Should -HaveCount $all.Count
        foreach ($item in $all) {
            if ($item.Available) { $item.Reason | Should -BeNullOrEmpty -Because $item.Mechanism }
            else { $item.Reason | Should -Not -BeNullOrEmpty -Because $item.Mechanism }
        }
    }

    It 'name <_>' -ForEach 'tracefs', 'tracefs permissions', 'tracepoints', 'syscall tracepoints', 'instances', 'filters', 'triggers',
    'hist triggers', 'synthetic events', 'kprobes', 'kretprobes', 'BTF arguments', 'uprobes', 'eprobes', 'fprobes', 'tprobes',
    'function tracer', 'function_graph', 'function_graph return values', 'function_graph arguments', 'wakeup tracer', 'snapshot',
    'ring-buffer mmap', 'sub-buffer size', 'user strings in syscall events', 'user_events', 'stack traces', 'perf software events',
    'BPF kprobe programs', 'BPF hash map', 'BPF ring buffer map', 'kernel BTF', 'BPF links', 'BPF CO-RE', 'lockdown',
    'LTTng modules', 'SystemTap runtime', 'sysdig/Falco driver' {
        $all.Mechanism | Should -Contain $_
    }

    It 'are asked for by name, wildcard and pipeline' {
        (Get-KTraceCapability KPROBES).Mechanism | Should -Be 'kprobes'
        (Get-KTraceCapability 'BPF *map').Mechanism | Should -Contain 'BPF hash map'
        ('uprobes', 'kprobes' | Get-KTraceCapability).Mechanism | Should -Be 'kprobes', 'uprobes'
        Get-KTraceCapability nosuch* | Should -BeNullOrEmpty
    }

    It 'say what a kernel needs' {
        $hist = Get-KTraceCapability 'hist triggers'
        $hist.RequiredConfig | Should -Be 'CONFIG_HIST_TRIGGERS'
        $hist.SinceKernel | Should -Be ([version] '4.7')
    }

    It 'are offered by Tab' {
        Get-Completion 'Get-KTraceCapability kret' | Should -Contain 'kretprobes'
        Get-Completion 'Get-KTraceCapability hist' | Should -Contain "'hist triggers'"
    }

    It 'know near names of a wrong one' {
        $null = Get-KTraceCapability kprobs -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused[0].FullyQualifiedErrorId | Should -Be 'Capability,NotFound,PSKernelTrace.Commands.GetKTraceCapabilityCommand'
        "$($refused[0])" | Should -BeLike '*Did you mean kprobes*'
    }

    It 'are a line each in 100 columns' {
        $lines = @(Get-TableLine $all)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        @($lines | Where-Object { $_ -match '^kprobes +(True|False|\?) +2\.6\.33 KPROBE_EVENTS' }) | Should -HaveCount 1
    }

    It 'leave nothing behind (needs root)' -Skip:(-not $live) {
        $null = Get-KTraceCapability | Select-Object -First 3
        $null = Get-KTraceCapability
        Get-KTraceSession "pskerneltrace-$PID-*" | Should -BeNullOrEmpty
        Get-Content /sys/kernel/tracing/dynamic_events | Should -Not -BeLike "*pskt_probe_${PID}_*"
    }
}
