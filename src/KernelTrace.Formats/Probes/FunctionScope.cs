using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>The names at a function of the kernel: its parameters, <c>$argN</c>, and at its return <c>$retval</c>.</summary>
public sealed class FunctionScope : ProbeScope
{
    private readonly BtfType _function;
    private readonly ProbeMachine? _machine;
    private readonly IReadOnlyList<BtfParameter> _parameters;
    private readonly Lazy<IReadOnlyList<ProbePlace>> _places;

    /// <summary>The scope of a function.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The function in BTF; <c>void</c> where BTF has none.</param>
    /// <param name="machine">The processor; null for one whose registers are not known, where parameters are taken for words.</param>
    /// <param name="skip">How many parameters in front are not handed to the probe, as a tracepoint's data.</param>
    public FunctionScope(string name, BtfType function, ProbeMachine? machine, int skip = 0)
    {
        (Subject, _function, _machine) = (name, function, machine);
        _parameters = [.. function.Parameters.Skip(skip)];
        _places = new Lazy<IReadOnlyList<ProbePlace>>(() => _machine is not null ? _machine.Places(_parameters)
            : [.. _parameters.Select((parameter, index) => new ProbePlace($"$arg{index + 1}", false, 0, parameter.Type))]);
    }

    /// <inheritdoc/>
    public override string Subject { get; }

    /// <summary>Whether the probe is at the function's return.</summary>
    public bool IsReturn { get; init; }

    /// <summary>Why parameters cannot be had, as behind the function's entry; null where they can.</summary>
    public string? WhyNoArguments { get; init; }

    /// <summary>Why BTF says nothing of the function; null where it does.</summary>
    public string? WhyNoTypes { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names
    {
        get
        {
            IEnumerable<string> parameters = _parameters.Where(one => one.Name.Length > 0).Select(one => one.Name);
            return WhyNoArguments is not null ? IsReturn ? ["$retval"] : []
                : IsReturn ? ["$retval", .. parameters] : [.. parameters];
        }
    }

    /// <inheritdoc/>
    public override string Source => WhyNoTypes ?? (_parameters.Count == 0 ? $"{Subject} takes no arguments." : "");

    /// <inheritdoc/>
    public override bool TryFind(string name, out ProbePlace place, out string? whyNot)
    {
        ArgumentNullException.ThrowIfNull(name);
        (place, whyNot) = (default, null);
        if (name == "$retval")
        {
            if (!IsReturn) whyNot = "$retval is known at the function's return only: add -Return.";
            else if (_function.Kind != BtfKind.Void && _function.ReturnType.Kind == BtfKind.Void) whyNot = $"{Subject} returns nothing.";
            place = new ProbePlace(name, false, 0, _function.ReturnType);
            return whyNot is null;
        }

        int index = ArgumentNumber(name) - 1;
        bool byNumber = index >= 0;
        for (int i = 0; !byNumber && i < _parameters.Count; i++)
        {
            if (_parameters[i].Name == name) index = i;
        }

        if (index < 0) return false;
        whyNot = WhyNoArguments;
        if (whyNot is not null) return false;
        // a number is the kernel's: it counts registers, and needs no prototype
        if (index >= _places.Value.Count || (byNumber && _places.Value[index].Fetch != name))
        {
            place = ProbePlace.Unknown(name);
            return byNumber;
        }

        BtfParameter parameter = _parameters[index];
        place = _places.Value[index] with { IsUser = UserPointers.IsUser(Subject, parameter) };
        return true;
    }
}
