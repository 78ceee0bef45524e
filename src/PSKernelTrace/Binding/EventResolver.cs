using System.Management.Automation;
using KernelTrace.Tracefs;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Binding;

/// <summary>From what the user writes to the events of this kernel: <c>system:event</c>, <c>system/event</c>, a bare
/// event, each with wildcards.</summary>
internal sealed class EventResolver(IReadOnlyList<EventName> events)
{
    private HashSet<EventName>? _set;

    /// <summary>The events that a name or pattern means, in the kernel's order.</summary>
    /// <param name="pattern">What the user wrote.</param>
    /// <param name="error">Why it means none; null where it means some.</param>
    public IReadOnlyList<EventName> Resolve(string pattern, out ErrorRecord? error)
    {
        error = null;
        string text = pattern.Trim();
        bool qualified = text.AsSpan().IndexOfAny(':', '/') >= 0;
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            if (qualified && EventName.TryParse(text, out EventName name) && (_set ??= [.. events]).Contains(name)) return [name];
            EventName[] found = qualified ? []
                : [.. events.Where(item => item.Event.Equals(text, StringComparison.OrdinalIgnoreCase))];
            // names that differ in case are told apart only by one who writes the case
            if (found.Length == 0 && qualified)
                found = [.. events.Where(item => Matches(text, item))];
            if (found.Length == 1) return found;
            error = found.Length == 0 ? NotFound(text) : Ambiguous(text, found);
            return [];
        }

        string wanted = text.Replace('/', ':');
        var wildcard = new WildcardPattern(wanted, WildcardOptions.IgnoreCase | WildcardOptions.Compiled);
        EventName[] matches = wanted == "*" ? [.. events] : [.. events.Where(item => wildcard.IsMatch(qualified ? item.ToString() : item.Event))];
        if (matches.Length == 0) error = NotFound(text);
        return matches;
    }

    private static bool Matches(string text, EventName item) =>
        text.Replace('/', ':').Equals(item.ToString(), StringComparison.OrdinalIgnoreCase);

    private ErrorRecord NotFound(string text)
    {
        IReadOnlyList<string> near = NearNames.Find(text, events.Select(item => item.ToString()));
        string hint = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?"
            : " List what there is with: Get-KTracepoint *";
        return KernelErrors.NotFound("Tracepoint", $"This kernel has no event '{text}'.{hint}", text);
    }

    private static ErrorRecord Ambiguous(string text, EventName[] found) => new(
        new ArgumentException($"'{text}' is the name of several events: {string.Join(", ", found)}. Write the one you mean in full."),
        "Tracepoint,Ambiguous", ErrorCategory.InvalidArgument, text);
}
