namespace KernelTrace.Probes;

/// <summary>A place in a program cannot be told; the message says what was asked for, why not and what there is.</summary>
public sealed class UserSymbolException : Exception
{
    /// <summary>An error with its reason.</summary>
    public UserSymbolException(UserSymbolReason reason, string target, string message, Exception? innerException = null)
        : base(message, innerException) => (Reason, Target) = (reason, target);

    /// <summary>An error with a ready message.</summary>
    public UserSymbolException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public UserSymbolException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public UserSymbolException()
    {
    }

    /// <summary>Why.</summary>
    public UserSymbolReason Reason { get; }

    /// <summary>What was asked for: a symbol, a mark, a path.</summary>
    public string Target { get; } = "";
}
