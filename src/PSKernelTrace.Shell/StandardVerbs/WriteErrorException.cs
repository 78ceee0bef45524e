using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that was written as a text.</summary>
public sealed class WriteErrorException : RuntimeException
{
    public WriteErrorException()
    {
    }

    public WriteErrorException(string? message)
        : base(message)
    {
    }

    public WriteErrorException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
