namespace KernelTrace.Formats.Events;

/// <summary>A <c>format</c>, <c>header_page</c> or similar text of the kernel is not of the form it should be.</summary>
public sealed class FormatParseException : FormatException
{
    /// <summary>An error at a line of a text.</summary>
    /// <param name="what">The text that was read, such as <c>format of sched:sched_switch</c>.</param>
    /// <param name="line">The line, counted from 1; 0 where the whole text is meant.</param>
    /// <param name="reason">What is wrong there.</param>
    public FormatParseException(string what, int line, string reason)
        : base(line > 0 ? $"{what}, line {line}: {reason}" : $"{what}: {reason}") => Line = line;

    /// <summary>An error with a ready message.</summary>
    public FormatParseException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public FormatParseException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public FormatParseException()
    {
    }

    /// <summary>The line, counted from 1; 0 where the whole text is meant.</summary>
    public int Line { get; }
}
