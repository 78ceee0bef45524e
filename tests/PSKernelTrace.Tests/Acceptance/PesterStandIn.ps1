# The part of Pester 5 that the files in tests/Acceptance use, for a machine without Pester. As there, a file is gone
# through twice: Find collects the blocks and tests, Invoke runs them. Variables of Find are not there in Invoke, those of
# a BeforeAll are seen by all that is inside its block. Names begin with __ wherever a test's own variables could be hit.

function New-StandInBlock ($Name, $Body, $Skip, $Data) {
    [pscustomobject]@{
        Name = Expand-StandInName $Name $Data; Body = $Body; Skip = [bool] $Skip; Data = $Data; IsTest = $false
        Items = [System.Collections.Generic.List[object]]::new()
        BeforeAll = @(); AfterAll = @(); BeforeEach = @(); AfterEach = @()
    }
}

function Expand-StandInName ($Name, $Data) {
    if ($null -eq $Data) { return $Name }
    if ($Data -isnot [System.Collections.IDictionary]) { return $Name.Replace('<_>', "$Data") }
    foreach ($key in $Data.Keys) { $Name = $Name.Replace("<$key>", "$($Data[$key])") }
    $Name
}

# a case's keys become variables of the scope that dot-sources this; $_ is set there, as it does not outlive dot-sourcing
$__SetCase = {
    if ($__block.Data -is [System.Collections.IDictionary]) {
        foreach ($__key in $__block.Data.Keys) { $ExecutionContext.SessionState.PSVariable.Set($__key, $__block.Data[$__key]) }
    }
}

function Describe {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Name, [Parameter(Position = 1)] [scriptblock] $Fixture,
        [switch] $Skip, [Alias('TestCases')] [object[]] $ForEach)

    $__parent = $script:__Current
    $cases = @($null)
    if ($PSBoundParameters.ContainsKey('ForEach')) { $cases = $ForEach }
    foreach ($case in $cases) {
        $__block = New-StandInBlock $Name $Fixture ($Skip -or $__parent.Skip) $case
        $__parent.Items.Add($__block)
        $script:__Current = $__block
        try {
            & {
                if ($null -ne $__block.Data) { $_ = $__block.Data }
                . $__SetCase
                . $__block.Body
            }
        }
        finally { $script:__Current = $__parent }
    }
}

${function:Context} = ${function:Describe}

function It {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Name, [Parameter(Position = 1)] [scriptblock] $Test,
        [switch] $Skip, [Alias('TestCases')] [object[]] $ForEach)

    $parent = $script:__Current
    $cases = @($null)
    if ($PSBoundParameters.ContainsKey('ForEach')) { $cases = $ForEach }
    foreach ($case in $cases) {
        $item = New-StandInBlock $Name $Test ($Skip -or $parent.Skip) $case
        $item.IsTest = $true
        $parent.Items.Add($item)
    }
}

function BeforeAll ([scriptblock] $Body) { $script:__Current.BeforeAll += $Body }
function AfterAll ([scriptblock] $Body) { $script:__Current.AfterAll += $Body }
function BeforeEach ([scriptblock] $Body) { $script:__Current.BeforeEach += $Body }
function AfterEach ([scriptblock] $Body) { $script:__Current.AfterEach += $Body }

function Find-StandInBlock ($File) {
    $script:__Current = New-StandInBlock '' $null $false $null
    $root = $script:__Current
    & { $null = . $File }
    $root
}

function Write-StandInTest ($Block, $Names, $Action) {
    foreach ($item in $Block.Items) {
        $inner = $Names + $item.Name
        if ($item.IsTest) { & $Action ($inner -join '. ') } else { Write-StandInTest $item $inner $Action }
    }
}

# The names of the tests in a file.
function Find-StandInTest ([string] $File) {
    Write-StandInTest (Find-StandInBlock $File) @() { $args[0] }
}

function Write-StandInResult ($Name, $Result, $Problem) {
    $message = $Problem
    if ($Problem -is [System.Management.Automation.ErrorRecord]) {
        $ours = $Problem.ScriptStackTrace -split "`n" | Where-Object { $_ -notmatch 'PesterStandIn\.ps1|<No file>' }
        $message = "$Problem`n$($ours -join "`n")"
    }

    $script:__Results.Add([pscustomobject]@{ Name = $Name; Result = $Result; Message = $message })
}

# all of a block's tests, where its own beginning failed or it is skipped
function Write-StandInAll ($Block, $Names, $Result, $Problem) {
    Write-StandInTest $Block $Names { Write-StandInResult $args[0] $Result $Problem }
}

function Invoke-StandInTest ($__block, $__names, $__before, $__after) {
    $__problem = $null
    try {
        if ($null -ne $__block.Data) { $_ = $__block.Data }
        . $__SetCase
        foreach ($__part in $__before) { $null = . $__part }
        $null = . $__block.Body
    }
    catch { $__problem = $_ }
    foreach ($__part in $__after) { try { $null = . $__part } catch { if ($null -eq $__problem) { $__problem = $_ } } }
    Write-StandInResult ($__names -join '. ') ($(if ($null -eq $__problem) { 'Passed' } else { 'Failed' })) $__problem
}

function Invoke-StandInBlock ($__block, $__names, $__before, $__after) {
    $__before = $__before + $__block.BeforeEach
    $__after = $__block.AfterEach + $__after
    $__problem = $null
    try {
        if ($null -ne $__block.Data) { $_ = $__block.Data }
        . $__SetCase
        foreach ($__part in $__block.BeforeAll) { $null = . $__part }
    }
    catch { $__problem = $_ }
    if ($null -ne $__problem) { Write-StandInAll $__block $__names 'Failed' $__problem }
    else {
        foreach ($__item in $__block.Items) {
            $__inner = $__names + $__item.Name
            if ($__item.Skip) {
                $__reason = 'skipped by the file: ' + ($__inner -join '. ')
                if ($__item.IsTest) { Write-StandInResult ($__inner -join '. ') 'Skipped' $__reason }
                else { Write-StandInAll $__item $__inner 'Skipped' $__reason }
            }
            elseif ($__item.IsTest) { Invoke-StandInTest $__item $__inner $__before $__after }
            else { Invoke-StandInBlock $__item $__inner $__before $__after }
        }
    }

    foreach ($__part in $__block.AfterAll) {
        try { $null = . $__part } catch { Write-StandInResult (($__names + 'AfterAll') -join '. ') 'Failed' $_ }
    }
}

# Runs the tests in a file; a result for each, with Name, Result (Passed, Failed, Skipped) and Message.
function Invoke-StandIn ([string] $File) {
    $script:__Results = [System.Collections.Generic.List[object]]::new()
    Invoke-StandInBlock (Find-StandInBlock $File) @() @() @()
    $script:__Results
}

function Format-StandInValue ($Value) {
    if ($null -eq $Value) { '$null' }
    elseif ($Value -is [System.Collections.ICollection]) { "@($(@($Value | ForEach-Object { Format-StandInValue $_ }) -join ', '))" }
    else { "'$Value'" }
}

function Test-StandInSame ($Actual, $Expected, [bool] $CaseSensitive) {
    if ($Expected -is [System.Collections.IList] -or $Actual -is [System.Collections.IList]) {
        $left = @($Actual)
        $right = @($Expected)
        if ($left.Count -ne $right.Count) { return $false }
        for ($i = 0; $i -lt $left.Count; $i++) {
            if (-not (Test-StandInSame $left[$i] $right[$i] $CaseSensitive)) { return $false }
        }

        return $true
    }

    if ($CaseSensitive) { $Actual -ceq $Expected } else { $Actual -eq $Expected }
}

function Should {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] $ActualValue, [Parameter(Position = 0)] $Expected, [switch] $Not, [string] $Because,
        [switch] $Be, [switch] $BeExactly, [switch] $BeTrue, [switch] $BeFalse, [switch] $BeNullOrEmpty, [switch] $Match,
        [switch] $BeLike, [switch] $BeGreaterThan, [switch] $BeLessThan, [switch] $BeGreaterOrEqual, [switch] $BeLessOrEqual,
        [switch] $BeIn, [switch] $Contain, [switch] $HaveCount, [switch] $BeOfType, [switch] $Throw, [string] $ErrorId)

    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($ActualValue) }
    end {
        $actual = if ($all.Count -eq 1) { $all[0] } else { , $all.ToArray() }
        $what = @($PSBoundParameters.Keys | Where-Object { $_ -notin 'ActualValue', 'Expected', 'Not', 'Because', 'ErrorId' })
        if ($what.Count -ne 1) { throw "Should takes one assertion, not $($what.Count): $what" }
        $found = $actual
        $holds = switch ($what[0]) {
            'Be' { Test-StandInSame $actual $Expected $false }
            'BeExactly' { Test-StandInSame $actual $Expected $true }
            'BeTrue' { [bool] $actual }
            'BeFalse' { -not $actual }
            'BeNullOrEmpty' { $all.Count -eq 0 -or ($all.Count -eq 1 -and "$actual" -eq '' -and @($actual).Count -le 1) }
            'Match' { $actual -match $Expected }
            'BeLike' { $actual -like $Expected }
            'BeGreaterThan' { $actual -gt $Expected }
            'BeLessThan' { $actual -lt $Expected }
            'BeGreaterOrEqual' { $actual -ge $Expected }
            'BeLessOrEqual' { $actual -le $Expected }
            'BeIn' { $Expected -contains $actual }
            'Contain' { @($all) -contains $Expected }
            'HaveCount' { $found = @($all | Where-Object { $null -ne $_ }).Count; $found -eq $Expected }
            'BeOfType' { $found = if ($null -ne $actual) { $actual.GetType() }; $actual -is $Expected }
            'Throw' {
                $found = $null
                try { $null = & $actual } catch { $found = $_.FullyQualifiedErrorId }
                $null -ne $found -and (-not $ErrorId -or $found -like $ErrorId)
            }
        }

        if ([bool] $holds -eq [bool] $Not) {
            $wanted = if ($ErrorId) { $ErrorId } elseif ($PSBoundParameters.ContainsKey('Expected')) { Format-StandInValue $Expected }
            $wanted = (@($(if ($Not) { 'not' }), $what[0], $wanted) | Where-Object { $_ }) -join ' '
            $message = "Expected $wanted, found $(Format-StandInValue $found)$(if ($Because) { ", because $Because" })."
            $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                    [System.InvalidOperationException]::new($message), 'PesterAssertionFailed', 'InvalidResult', $found))
        }
    }
}
