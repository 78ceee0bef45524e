using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>Standard output as a writer that tells when its reader has gone.</summary>
internal static class StandardOutput
{
    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected)
            return Console.Out;

        return new StreamWriter(OpenStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    // .NET's console stream hides a broken pipe, and a watch behind `| head` would then never end. A file stream over the
    // descriptor reports it. It is not used over a file: it would keep a write position of its own there, and overwrite
    // what child processes wrote.
    private static Stream OpenStream()
    {
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
