namespace KernelTrace.Formats.Probes;

/// <summary>The names at a function of a user program: <c>$arg1</c> and on for its registers, at its return
/// <c>$retval</c>. Nothing is known of types.</summary>
public sealed class UserScope(string name, int machine) : ProbeScope
{
    private const int X64 = 62, Arm64 = 183; // EM_*

    private readonly ProbeMachine? _machine = machine switch
    {
        X64 => ProbeMachine.X64,
        Arm64 => ProbeMachine.Arm64,
        _ => null
    };

    /// <inheritdoc/>
    public override string Subject { get; } = name;

    /// <summary>Whether the probe is at the function's return.</summary>
    public bool IsReturn { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => IsReturn ? ["$retval"] : ["$arg1", "$arg2", "$arg3", "$arg4", "$arg5", "$arg6"];

    /// <inheritdoc/>
    public override bool TryFind(string name, out ProbePlace place, out string? whyNot)
    {
        (place, whyNot) = (default, null);
        if (name == "$retval" && IsReturn)
        {
            place = ProbePlace.Unknown(name);
            return true;
        }

        int number = ArgumentNumber(name);
        if (name == "$retval") whyNot = "$retval is known at the function's return only: add -Return.";
        else if (number > 0 && IsReturn) whyNot = "At a function's return its arguments are gone: record them with a second probe at its entry.";
        else if (number > 0 && _machine?.Register(number) is string register) place = ProbePlace.Unknown(register);
        else if (number > 0) whyNot = "That argument is in no register: name what the function reads it from (+8(%sp)).";
        else whyNot = $"Programs do not tell their functions' arguments by name: name a register (%di), or $arg1 and on. There is no '{name}'.";
        return whyNot is null;
    }
}
