# The functions of the kernel.
$live = [Environment]::UserName -eq 'root'

Describe 'Functions (need root)' -Skip:(-not $live) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        # a kernel that does not tell what can be traced lists all, with a warning
        $WarningPreference = 'SilentlyContinue'
    }

    It 'are listed, with wildcards' {
        $found = @(Get-KFunction vfs_*)
        $found.Count | Should -BeGreaterThan 30
        @($found | Where-Object Name -NotLike 'vfs_*') | Should -HaveCount 0
        $found.Name | Should -Contain 'vfs_read'
        @($found | Where-Object Traceable -EQ $false) | Should -HaveCount 0
    }

    It 'are found by name, with address, size and prototype' {
        $function = Get-KFunction vfs_read
        "$($function.Address)" | Should -Match '^0xf[0-9a-f]{15}$'
        $function.Size | Should -BeGreaterThan 16
        $function.Module | Should -BeNullOrEmpty
        $function.ReturnType | Should -Be 'ssize_t'
        $function.Prototype | Should -Match '^ssize_t vfs_read\(struct file \*file, char .*buf, size_t count, loff_t \*pos\)$'
        $function.Parameters.Name | Should -Be 'file', 'buf', 'count', 'pos'
        $function.Parameters[0].Type | Should -Be 'struct file *'
    }

    It 'go through the pipeline by name' {
        ('vfs_read', 'vfs_write' | Get-KFunction).Name | Should -Be 'vfs_read', 'vfs_write'
        (Get-KFunction vfs_read | Get-KFunction).Name | Should -Be 'vfs_read'
    }

    It 'of one name are told apart by their addresses' {
        $several = Get-KFunction *_show | Where-Object Occurrences -GT 1 | Select-Object -First 1
        $all = @(Get-KFunction $several.Name)
        $all | Should -HaveCount $several.Occurrences
        @($all | ForEach-Object Address | Sort-Object -Unique) | Should -HaveCount $several.Occurrences
        $several.Note | Should -BeLike '*namesakes*'
    }

    It 'that were given back are found by name, but not by a pattern' {
        $discarded = Get-KFunction start_kernel
        $discarded.Note | Should -Be 'discarded'
        $discarded.Probeable | Should -BeFalse
        (Get-KFunction start_kerne[l] -ErrorAction Ignore).Name | Should -Not -Contain 'start_kernel'
        (Get-KFunction start_kerne[l] -All).Name | Should -Contain 'start_kernel'
    }

    It 'made by the compiler name what they were made of' {
        $variant = Get-KFunction *.isra.* -All | Where-Object Variant -EQ 'isra' | Select-Object -First 1
        $variant.Name | Should -BeLike "$($variant.BaseName).isra.*"
        $variant.Prototype | Should -BeNullOrEmpty
    }

    It 'suggest what was meant' {
        Get-KFunction vfs_raed -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].ToString() | Should -BeLike '*Did you mean vfs_read*'
    }

    It '<Line> fails with <Id>' -ForEach @(
        @{ Line = 'Get-KFunction no_such_function_at_all'; Id = 'Function,NotFound,PSKernelTrace.Commands.GetKFunctionCommand' }
        @{ Line = 'Get-KFunction no_such_*_at_all'; Id = 'Function,NotFound,PSKernelTrace.Commands.GetKFunctionCommand' }
        @{ Line = 'Get-KFunction vfs_read -Module no_such_module'; Id = 'Function,NotFound,PSKernelTrace.Commands.GetKFunctionCommand' }
    ) {
        { Invoke-Strictly $Line } | Should -Throw -ErrorId $Id
    }

    It 'show a line each in 100 columns' {
        $functions = @(Get-KFunction tcp_*)
        $lines = @(Get-TableLine $functions)
        @($lines | Where-Object Length -GT 100) | Should -HaveCount 0
        $lines | Should -HaveCount ($functions.Count + 2)
        $lines[0] | Should -Match '^Name +Module +Note +Prototype$'
    }

    It 'Tab completes <Line> to <Expected>' -ForEach @(
        @{ Line = 'Get-KFunction vfs_re'; Expected = 'vfs_read' }
        @{ Line = 'Get-KFunction vfs_read -Module ker'; Expected = 'kernel' }
    ) {
        Get-Completion $Line | Should -Contain $Expected
    }
}
