using System.Management.Automation;
using System.Text;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Files that cmdlets write, with the errors of the real ones.</summary>
internal static class OutputFile
{
    public static StreamWriter Open(
        PSCmdlet cmdlet, string name, bool append, bool noClobber, bool force, Encoding? encoding = null)
    {
        string path = cmdlet.GetUnresolvedProviderPathFromPSPath(name);
        try
        {
            if (force && File.Exists(path) && File.GetAttributes(path) is var attributes && (attributes & FileAttributes.ReadOnly) != 0)
                File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);

            FileMode mode = append ? FileMode.Append : noClobber ? FileMode.CreateNew : FileMode.Create;
            var stream = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite);
            return new StreamWriter(stream, encoding ?? EncodingOf("utf8NoBOM"));
        }
        catch (IOException e) when (noClobber && File.Exists(path))
        {
            throw Refuse(cmdlet, new IOException($"The file '{path}' already exists.", e), "NoClobber", ErrorCategory.ResourceExists, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(cmdlet, e, "FileOpenFailure", ErrorCategory.OpenError, path);
        }
    }

    public static Encoding EncodingOf(string name)
        => name.ToUpperInvariant() switch
        {
            "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            "ASCII" => Encoding.ASCII,
            "UNICODE" => Encoding.Unicode,
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };

    private static Exception Refuse(PSCmdlet cmdlet, Exception cause, string id, ErrorCategory category, string path)
    {
        cmdlet.ThrowTerminatingError(new ErrorRecord(cause, id, category, path));
        return cause; // not reached: the call above throws
    }
}
