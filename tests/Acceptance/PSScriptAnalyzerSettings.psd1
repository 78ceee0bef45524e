@{
    # what a BeforeAll or BeforeEach sets is read in the tests of its block, which the rule does not know of
    ExcludeRules = @('PSUseDeclaredVarsMoreThanAssignments')
}
