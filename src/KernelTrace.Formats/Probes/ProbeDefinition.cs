using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.Probes;

/// <summary>The definition of a probe: a line of <c>dynamic_events</c>.</summary>
/// <remarks>
/// <code>
/// p[:GROUP/EVENT] [MODULE:]FUNCTION[+OFFSET] [NAME=FETCH[:TYPE]]...     kprobe
/// r[MAXACTIVE][:GROUP/EVENT] [MODULE:]FUNCTION ...                      kretprobe
/// p[:GROUP/EVENT] PATH:OFFSET[(COUNTER)] ...                            uprobe; r: uretprobe
/// e[:GROUP/EVENT] SYSTEM.EVENT ... [if FILTER]                          eprobe
/// f[:GROUP/EVENT] FUNCTION[%return] ...                                 fprobe
/// t[:GROUP/EVENT] TRACEPOINT ...                                        tprobe
/// </code>
/// Source: the <c>README</c> in tracefs; <c>Documentation/trace/kprobetrace.rst</c>, <c>uprobetracer.rst</c>,
/// <c>eprobetrace.rst</c>, <c>fprobetrace.rst</c>.
/// </remarks>
public sealed record ProbeDefinition
{
    /// <summary>What the probe watches.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The subsystem of its event.</summary>
    public required string Group { get; init; }

    /// <summary>The name of its event.</summary>
    public required string Event { get; init; }

    /// <summary>What is watched, without offset: <c>[MODULE:]FUNCTION</c>, <c>PATH</c>, <c>SYSTEM.EVENT</c> or a tracepoint.</summary>
    public required string Target { get; init; }

    /// <summary>Bytes from the function's start; for a user program, from the start of the file.</summary>
    public ulong Offset { get; init; }

    /// <summary>Where in the file the counter is that tells a program whether somebody watches its mark; 0 for none.</summary>
    public ulong CounterOffset { get; init; }

    /// <summary>Whether the return is watched.</summary>
    public bool IsReturn { get; init; }

    /// <summary>How many calls of a kretprobe may run at once before returns are missed; 0 for the kernel's choice.</summary>
    public int MaxActive { get; init; }

    /// <summary>What is recorded.</summary>
    public IReadOnlyList<ProbeField> Fields { get; init; } = [];

    /// <summary>An eprobe's condition, in the kernel's filter language; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The letter that the definition begins with.</summary>
    public char Letter => Kind switch
    {
        ProbeKind.Eprobe => 'e',
        ProbeKind.Fprobe => 'f',
        ProbeKind.Tprobe => 't',
        _ => IsReturn ? 'r' : 'p'
    };

    /// <summary>What is watched, as the kernel takes it.</summary>
    public string Place => Kind switch
    {
        ProbeKind.Uprobe or ProbeKind.Uretprobe => string.Create(CultureInfo.InvariantCulture,
            $"{Target}:0x{Offset:x}{(CounterOffset > 0 ? $"(0x{CounterOffset:x})" : "")}"),
        ProbeKind.Fprobe => Target + (IsReturn ? "%return" : ""),
        _ => Target + (Offset > 0 ? string.Create(CultureInfo.InvariantCulture, $"+{Offset}") : "")
    };

    /// <summary>The line as the kernel takes it, in words that a space parts.</summary>
    public IReadOnlyList<string> Words
    {
        get
        {
            string active = MaxActive > 0 ? MaxActive.ToString(CultureInfo.InvariantCulture) : "";
            List<string> words = [$"{Letter}{active}:{Group}/{Event}", Place, .. Fields.Select(one => one.ToString())];
            if (Filter is not null) words.Add("if " + Filter);
            return words;
        }
    }

    /// <summary>The line as the kernel takes it.</summary>
    public override string ToString() => new StringBuilder().AppendJoin(' ', Words).ToString();
}
