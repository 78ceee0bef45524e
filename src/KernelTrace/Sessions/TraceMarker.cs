using System.Text;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>Writes texts of one's own between the events of a session: the <c>trace_marker</c> file. A marker reads
/// back as the event <c>ftrace:print</c>.</summary>
/// <remarks>Source: <c>tracing_mark_write</c>, <c>kernel/trace/trace.c</c>. One write is one marker; the kernel puts a
/// line feed behind it where there is none. It keeps 1,024 bytes, or about 4,000 since 6.8, and says how many it kept.
/// </remarks>
public static class TraceMarker
{
    /// <summary>Writes one marker.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL, at which it would end for whoever reads it.</exception>
    /// <exception cref="KernelException">The session does not take it (EBADF), or only the beginning of it (EMSGSIZE).
    /// </exception>
    public static void Write(TraceInstance instance, string text)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A marker cannot hold the character NUL: the kernel's text would end there.");

        // the kernel looks at the last byte, which an empty write does not have
        byte[] bytes = Encoding.UTF8.GetBytes(text.Length == 0 ? "\n" : text);
        ISyscalls syscalls = instance.Root.Syscalls;
        int error = syscalls.Open(instance.FullPath("trace_marker"), Libc.O_WRONLY, out FileDescriptor? file);
        if (error < 0) throw Refused(instance, -error, null);
        using (file)
        {
            int kept;
            do
            {
                kept = syscalls.Write(file!, bytes);
            }
            while (kept == -Errno.EINTR);
            if (kept == -Errno.EBADF) throw Refused(instance, Errno.EBADF, WhyNot(instance));
            if (kept < 0) throw Refused(instance, -kept, null);
            // the rest would be a marker of its own, which looks like another text
            if (kept < bytes.Length)
            {
                throw Refused(instance, Errno.EMSGSIZE,
                    $"This kernel keeps {kept} bytes of a marker; this one has {bytes.Length}. What is recorded ends behind byte {kept}.");
            }
        }
    }

    private static KernelException Refused(TraceInstance instance, int error, string? detail) =>
        new("write marker to session", instance.Name, error, detail);

    /// <summary>The kernel answers "bad file descriptor" to whatever keeps it from recording.</summary>
    private static string WhyNot(TraceInstance instance)
    {
        if (!instance.TracingOn) return $"The session is stopped. Start it with: Start-KTraceSession {instance.Name}";
        if (instance.Option("overwrite") == false)
        {
            return "The session's buffer is full, and it keeps what it has (-BufferMode Discard). "
                + $"Read it with: Get-KTraceEvent -Session {instance.Name}";
        }

        return $"The session records on CPU {CpuList.ToText(instance.CpuMask)} only, and the marker was written on another.";
    }
}
