namespace KernelTrace.Formats.Probes;

/// <summary>An argument of a probe that cannot be: where in the user's text, and why.</summary>
public sealed class ProbeArgumentException : FormatException
{
    /// <summary>An error at a place of an argument.</summary>
    /// <param name="reason">What is wrong, as one word for scripts: <c>UnknownArgument</c>.</param>
    /// <param name="argument">The user's text.</param>
    /// <param name="column">The character, from 0, that is wrong.</param>
    /// <param name="why">What is wrong, and what would do.</param>
    public ProbeArgumentException(string reason, string argument, int column, string why)
        : base($"{why}\n  {ProbeNames.Shown(argument)}\n  {new string(' ', Math.Clamp(column, 0, 80))}^") =>
        (Reason, Argument, Column, Why) = (reason, argument, column, why);

    /// <summary>An error with a ready message.</summary>
    public ProbeArgumentException(string message) : base(message) => Why = message;

    /// <summary>An error with a ready message and its cause.</summary>
    public ProbeArgumentException(string message, Exception innerException) : base(message, innerException) => Why = message;

    /// <summary>An error that says nothing.</summary>
    public ProbeArgumentException()
    {
    }

    /// <summary>What is wrong, as one word.</summary>
    public string Reason { get; } = "InvalidArgument";

    /// <summary>The user's text.</summary>
    public string Argument { get; } = "";

    /// <summary>The character of the text, from 0.</summary>
    public int Column { get; }

    /// <summary>What is wrong, without the text.</summary>
    public string Why { get; } = "";
}
