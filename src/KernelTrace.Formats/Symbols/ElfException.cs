namespace KernelTrace.Formats.Symbols;

/// <summary>Bytes that should be an ELF file are not of the form it has.</summary>
public sealed class ElfException : FormatException
{
    /// <summary>An error at a place of a file.</summary>
    /// <param name="offset">Bytes from its start.</param>
    /// <param name="reason">What is wrong there.</param>
    public ElfException(long offset, string reason) : base($"ELF, offset {offset}: {reason}") => Offset = offset;

    /// <summary>An error with a ready message.</summary>
    public ElfException(string message) : base(message)
    {
    }

    /// <summary>An error with a ready message and its cause.</summary>
    public ElfException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that says nothing.</summary>
    public ElfException()
    {
    }

    /// <summary>Bytes from the start of the file.</summary>
    public long Offset { get; }
}
