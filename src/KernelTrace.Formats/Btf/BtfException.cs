namespace KernelTrace.Formats.Btf;

/// <summary>Bytes that should be BTF are not of the form it has, or describe a type that cannot be.</summary>
public sealed class BtfException : FormatException
{
    /// <summary>An error at a place of a blob.</summary>
    /// <param name="what">The blob, such as <c>vmlinux</c>.</param>
    /// <param name="offset">Bytes from the start of the blob.</param>
    /// <param name="reason">What is wrong there.</param>
    public BtfException(string what, long offset, string reason) : base($"BTF of {what}, offset {offset}: {reason}") =>
        Offset = offset;

    /// <summary>An error with a ready message.</summary>
    public BtfException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public BtfException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public BtfException()
    {
    }

    /// <summary>Bytes from the start of the blob.</summary>
    public long Offset { get; }
}
