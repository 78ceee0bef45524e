namespace KernelTrace.Probes;

/// <summary>A probe that cannot be made; the message says what is wrong and what would do.</summary>
public sealed class ProbeException : Exception
{
    /// <summary>An error with its reason.</summary>
    /// <param name="reason">What is wrong, as one word for scripts: <c>UnknownFunction</c>.</param>
    /// <param name="message">What is wrong, and what would do.</param>
    /// <param name="innerException">What the kernel said, or what lies beneath; null for nothing.</param>
    public ProbeException(string reason, string message, Exception? innerException = null) : base(message, innerException) =>
        Reason = reason;

    /// <summary>An error with a ready message.</summary>
    public ProbeException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public ProbeException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public ProbeException()
    {
    }

    /// <summary>What is wrong, as one word.</summary>
    public string Reason { get; } = "Failed";
}
