using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>The <c>print fmt</c> of an event cannot be read, or asks for what is not known here.</summary>
public sealed class PrintFormatException : FormatParseException
{
    /// <summary>An error at a place in the text behind <c>print fmt:</c>.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="at">Index of the place in the text.</param>
    /// <param name="reason">What is wrong there.</param>
    public PrintFormatException(string text, int at, string reason) : base("print fmt", LineOf(text, at), reason, ColumnOf(text, at))
    {
    }

    /// <summary>An error with a ready message.</summary>
    public PrintFormatException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public PrintFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public PrintFormatException()
    {
    }

    /// <summary>The function that the text calls and that is not known here; null where something else is wrong.</summary>
    public string? UnknownFunction { get; init; }

    /// <summary>The variable of the kernel that the text names and whose value is not to be had; null where something else
    /// is wrong. Only the place where it would be printed is left open then.</summary>
    public string? UnknownVariable { get; init; }

    private static int LineOf(string text, int at) => text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1;

    private static int ColumnOf(string text, int at)
    {
        at = Math.Min(at, text.Length);
        return at - text.AsSpan(0, at).LastIndexOf('\n');
    }
}
