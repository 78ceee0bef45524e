namespace KernelTrace.Formats.Events;

/// <summary>A <c>format</c>, <c>header_page</c> or similar text of the kernel is not of the form it should be.</summary>
public class FormatParseException : FormatException
{
    /// <summary>An error at a line of a text.</summary>
    /// <param name="what">The text that was read, such as <c>format of sched:sched_switch</c>.</param>
    /// <param name="line">The line, counted from 1; 0 where the whole text is meant.</param>
    /// <param name="reason">What is wrong there.</param>
    public FormatParseException(string what, int line, string reason)
        : base(line > 0 ? $"{what}, line {line}: {reason}" : $"{what}: {reason}") => Line = line;

    /// <summary>An error at a place in a text.</summary>
    /// <param name="what">The text that was read.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="reason">What is wrong there.</param>
    /// <param name="column">The character in the line, counted from 1.</param>
    protected FormatParseException(string what, int line, string reason, int column)
        : base($"{what}, line {line}, column {column}: {reason}") => (Line, Column) = (line, column);

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

    /// <summary>The character in the line, counted from 1; 0 where the whole line is meant.</summary>
    public int Column { get; }
}
