using System.Text;

namespace KernelTrace.Formats.Probes;

/// <summary>The names of groups, events and fields: C identifiers, and not long.</summary>
/// <remarks>Source: <c>is_good_name</c>, <c>MAX_EVENT_NAME_LEN</c>, <c>MAX_ARG_NAME_LEN</c>, <c>kernel/trace/trace_probe.h</c>;
/// each length there counts the NUL.</remarks>
public static class ProbeNames
{
    /// <summary>Characters of a group or an event.</summary>
    public const int LongestEvent = 63;

    /// <summary>Characters of a field.</summary>
    public const int LongestField = 31;

    /// <summary>What is wrong with a name; null for nothing.</summary>
    /// <param name="what">What it names, for the message: <c>group</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static string? WhyNot(string what, string name, int longest)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) return $"The {what} has no name.";
        if (name.Length > longest)
            return $"The {what}'s name has {name.Length} characters; the kernel takes {longest}: {Shown(name)}";
        return IsIdentifier(name) ? null
            : $"'{Shown(name)}' cannot be the name of the {what}: it must be letters (a-z), digits and '_', and not begin with a digit.";
    }

    /// <summary>Whether a text is a C identifier.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    /// <summary>A name made of a text that may be none: other characters become <c>_</c>, and what is too long is cut off.</summary>
    public static string From(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = new StringBuilder();
        foreach (char c in text) name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) name.Insert(0, '_');
        return name.Length > longest ? name.ToString(0, longest) : name.ToString();
    }

    /// <summary>A name that is not taken yet: <c>name</c>, <c>name_1</c>, <c>name_2</c>...</summary>
    public static string Free(string name, int longest, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(isTaken);
        string free = name;
        for (int number = 1; isTaken(free); number++)
        {
            string suffix = $"_{number}";
            free = name[..Math.Min(name.Length, longest - suffix.Length)] + suffix;
        }

        return free;
    }

    /// <summary>A text for a message: without what would break a line, and not without end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters of it are shown.</param>
    public static string Shown(string text, int most = 80)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        foreach (char c in text.Length > most ? text.AsSpan(0, most) : text) shown.Append(char.IsControl(c) ? '?' : c);
        return text.Length > most ? shown.Append("...").ToString() : shown.ToString();
    }
}
