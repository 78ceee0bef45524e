using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PSKernelTrace.Shell.Running;

/// <summary>The end of every pipeline: the engine's own formatting, errors marked as such.</summary>
internal static class ErrorText
{
    private static readonly PropertyInfo? _writeStream
        = typeof(PSObject).GetProperty("WriteStream", BindingFlags.Instance | BindingFlags.NonPublic);

    public static Command OutDefault => new("Out-Default", isScript: false, useLocalScope: true);

    /// <summary>
    /// An error as it would come down the pipeline. Out-Default sends an object to the error stream by a mark that the
    /// engine keeps internal; pwsh's host sets it in this place too. Without the mark the error is shown all the same,
    /// on standard output.
    /// </summary>
    public static PSObject Mark(ErrorRecord record)
    {
        var wrapped = new PSObject(record);
        _writeStream?.SetValue(wrapped, Enum.Parse(_writeStream.PropertyType, "Error"));
        return wrapped;
    }
}
