# Probes: what they watch, what they record, and that nothing of them stays.
$live = [Environment]::UserName -eq 'root'
$kprobes = $live -and (Test-Path /sys/kernel/tracing/kprobe_events)

Describe 'Probes of programs (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $name = Get-FreeName
        $null = New-KTraceSession $name
    }

    AfterEach {
        Get-KProbe pskt:accept_* | Remove-KProbe -WarningAction Ignore
    }

    AfterAll {
        Remove-KTraceSession $name
    }

    It 'show with -WhatIf what would be defined, and define nothing' {
        New-KProbe -Path /bin/sh -Symbol 0x10000 -Name accept_whatif -Argument 'first=$arg1:x64' -WhatIf
        Get-KProbe pskt:accept_* | Should -BeNullOrEmpty
    }

    It 'read what a program hands to the C library' {
        $probe = New-KProbe -Process $PID -Path libc -Symbol getenv -Name accept_getenv -Argument 'variable=$arg1:string'
        $probe.Kind | Should -Be 'Uprobe'
        $probe.Enabled | Should -BeFalse
        $probe | Enable-KTracepoint -Session $name
        (Get-KProbe accept_getenv).Sessions | Should -Be $name
        $null = & /bin/sh -c '/usr/bin/env > /dev/null; /bin/ls / > /dev/null'
        $events = @(Get-KTraceEvent -Session $name)
        $events.Count | Should -BeGreaterThan 0
        $events[0].variable | Should -BeOfType string
        (Get-KProbe accept_getenv).Hits | Should -BeGreaterThan 0
    }

    It 'are removed by pipeline, and are gone' {
        New-KProbe -Path /bin/sh -Symbol 0x10000 -Name accept_one | Remove-KProbe
        { Get-KProbe pskt:accept_one -ErrorAction Stop } | Should -Throw -ErrorId 'Probe,NotFound,PSKernelTrace.Commands.GetKProbeCommand'
    }

    It 'know their owner' {
        $probe = New-KProbe -Path /bin/sh -Symbol 0x10000 -Name accept_owner
        $probe.Owner | Should -Be $PID
        $probe.Orphaned | Should -BeFalse
        @(Get-KProbe -Orphaned | Where-Object Name -EQ $probe.Name) | Should -HaveCount 0
    }

    It 'refuse <Why>' -ForEach @(
        @{ Why = 'a name that is none'; Id = 'BadName'; Arguments = @{ Path = '/bin/sh'; Symbol = '0x10000'; Name = '../x' } }
        @{ Why = 'a file that is none'; Id = 'NotElf'; Arguments = @{ Path = '/etc/passwd'; Symbol = 'main' } }
        @{ Why = 'a folder'; Id = 'NotAFile'; Arguments = @{ Path = '/tmp'; Symbol = 'main' } }
        @{ Why = 'a file that is not there'; Id = 'ENOENT'; Arguments = @{ Path = '/nosuch'; Symbol = 'main' } }
    ) {
        { New-KProbe @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "NewProbe,$Id,PSKernelTrace.Commands.NewKProbeCommand"
    }
}

Describe 'Probes of the kernel (needs root and kprobes)' -Skip:(-not $kprobes) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $name = Get-FreeName
        $null = New-KTraceSession $name
    }

    AfterEach {
        Get-KProbe pskt:accept_* | Remove-KProbe -WarningAction Ignore
    }

    AfterAll {
        Remove-KTraceSession $name
    }

    It 'read arguments by name, and members of members' {
        New-KProbe vfs_open -Name accept_open -Argument 'file=path->dentry->d_name.name' | Enable-KTracepoint -Session $name
        $null = & /bin/cat /etc/hostname
        @(Get-KTraceEvent -Session $name | Where-Object file -EQ 'hostname').Count | Should -BeGreaterThan 0
    }

    It 'read what a function returns' {
        New-KProbe vfs_read -Return -Name accept_read -Argument 'read=$retval' | Enable-KTracepoint -Session $name
        $null = & /bin/cat /etc/hostname
        @(Get-KTraceEvent -Session $name | Where-Object read -EQ (Get-Item /etc/hostname).Length).Count | Should -BeGreaterThan 0
    }

    It 'point at what they do not know' {
        { New-KProbe vfs_read -Argument nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'NewProbe,UnknownArgument,PSKernelTrace.Commands.NewKProbeCommand'
        { New-KProbe vfs_raed -ErrorAction Stop } | Should -Throw -ErrorId 'NewProbe,UnknownFunction,PSKernelTrace.Commands.NewKProbeCommand'
    }
}
