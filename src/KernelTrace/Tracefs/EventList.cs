namespace KernelTrace.Tracefs;

/// <summary>Reads lists of events: <c>available_events</c> and <c>set_event</c>, a <c>system:event</c> a line.</summary>
internal static class EventList
{
    public static IReadOnlyList<EventName> Parse(string text)
    {
        var names = new List<EventName>();
        // system names are few: one string each is enough
        var systems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            // from 6.14 on a line of set_event may carry more behind a space
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IndexOf(' ') is int space and > 0) line = line[..space];
            int colon = line.IndexOf(':');
            if (colon <= 0 || colon == line.Length - 1) continue;
            string system = line[..colon].ToString();
            if (!systems.TryAdd(system, system)) system = systems[system];
            names.Add(new EventName(system, line[(colon + 1)..].ToString()));
        }

        return names;
    }
}
