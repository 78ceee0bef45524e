using System.Globalization;

namespace KernelTrace.Formats.Probes;

/// <summary>Reads the kernel's list of definitions: <c>dynamic_events</c>, <c>kprobe_events</c>, <c>uprobe_events</c>.</summary>
/// <remarks>The lines have the form of <see cref="ProbeDefinition"/>; group and event are always there. A kretprobe's line
/// is <c>r[MAXACTIVE]:...</c>, an offset in the kernel decimal, in a file hexadecimal. Synthetic and user events (<c>s:</c>,
/// <c>u:</c>) stand in the same file and are no probes. Source: <c>trace_kprobe_show</c>, <c>trace_uprobe_show</c>,
/// <c>eprobe_dyn_event_show</c>, <c>trace_fprobe_show</c>, <c>kernel/trace</c>.</remarks>
public static class ProbeDefinitionParser
{
    /// <summary>The definitions of a list, in its order; lines of another form are passed over.</summary>
    public static IReadOnlyList<ProbeDefinition> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var definitions = new List<ProbeDefinition>();
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (TryParseLine(line.ToString()) is ProbeDefinition one) definitions.Add(one);
        }

        return definitions;
    }

    private static ProbeDefinition? TryParseLine(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return null;
        string head = words[0];
        int colon = head.IndexOf(':', StringComparison.Ordinal), slash = head.IndexOf('/', StringComparison.Ordinal);
        if (colon < 1 || slash <= colon + 1 || slash == head.Length - 1 || "prfet".IndexOf(head[0], StringComparison.Ordinal) < 0) return null;
        int active = 0;
        if (colon > 1 && !int.TryParse(head.AsSpan(1, colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out active)) return null;
        int filter = Array.IndexOf(words, "if", 2);
        var definition = new ProbeDefinition
        {
            Kind = ProbeKind.Kprobe,
            Group = head[(colon + 1)..slash],
            Event = head[(slash + 1)..],
            Target = words[1],
            MaxActive = active,
            IsReturn = head[0] == 'r',
            Fields = [.. words[2..(filter < 0 ? words.Length : filter)].Select(Field)],
            Filter = filter < 0 ? null : string.Join(' ', words[(filter + 1)..]),
        };
        return head[0] switch
        {
            'e' => definition with { Kind = ProbeKind.Eprobe },
            't' => definition with { Kind = ProbeKind.Tprobe },
            'f' => OfFunction(definition) with { Kind = ProbeKind.Fprobe },
            _ when words[1][0] == '/' => OfFile(definition),
            _ => OfFunction(definition) with { Kind = definition.IsReturn ? ProbeKind.Kretprobe : ProbeKind.Kprobe }
        };
    }

    /// <summary><c>NAME=FETCH[:TYPE]</c>; a type is behind the last colon, which text in quotes may hold too.</summary>
    private static ProbeField Field(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? "" : word[..equals], rest = word[(equals + 1)..];
        int colon = rest.EndsWith('"') ? -1 : rest.LastIndexOf(':');
        return colon <= 0 ? new ProbeField(name, rest, null) : new ProbeField(name, rest[..colon], rest[(colon + 1)..]);
    }

    private static ProbeDefinition OfFunction(ProbeDefinition definition)
    {
        const string Return = "%return";
        string target = definition.Target;
        bool isReturn = definition.IsReturn;
        if (target.EndsWith(Return, StringComparison.Ordinal)) (target, isReturn) = (target[..^Return.Length], true);
        int plus = target.LastIndexOf('+');
        ulong offset = 0;
        if (plus > 0 && TryNumber(target.AsSpan(plus + 1), out offset)) target = target[..plus];
        return definition with { Target = target, Offset = offset, IsReturn = isReturn };
    }

    private static ProbeDefinition OfFile(ProbeDefinition definition)
    {
        string place = definition.Target;
        ulong counter = 0;
        int brace = place.EndsWith(')') ? place.LastIndexOf('(') : -1;
        if (brace > 0 && TryNumber(place.AsSpan(brace + 1, place.Length - brace - 2), out counter)) place = place[..brace];
        int colon = place.LastIndexOf(':');
        ulong offset = 0;
        if (colon > 0 && TryNumber(place.AsSpan(colon + 1), out offset)) place = place[..colon];
        return definition with
        {
            Kind = definition.IsReturn ? ProbeKind.Uretprobe : ProbeKind.Uprobe,
            Target = place,
            Offset = offset,
            CounterOffset = counter,
        };
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out ulong value) => text.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
