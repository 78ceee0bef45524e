using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>A session of one owner, from nothing to nothing: removed when disposed, at the latest when the process
/// ends. What a killed process leaves carries its owner in its name.</summary>
public sealed class PrivateSession : IDisposable
{
    private static readonly HashSet<PrivateSession> _open = [];

    private PrivateSession(TraceInstance instance) => Instance = instance;

    /// <summary>The session's buffer.</summary>
    public TraceInstance Instance { get; }

    static PrivateSession() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DisposeAll();

    /// <summary>Makes a private session.</summary>
    /// <exception cref="KernelException">The kernel refuses it or one of its settings.</exception>
    public static PrivateSession Create(TracefsRoot root, SessionSettings settings)
    {
        var session = new PrivateSession(SessionStore.Create(root, SessionName.NewPrivate(), settings));
        lock (_open) _open.Add(session);
        return session;
    }

    /// <summary>Makes a private session that records nothing and changes nothing beside itself: an instance as the kernel
    /// makes it, stopped.</summary>
    /// <exception cref="KernelException">The kernel refuses it.</exception>
    internal static PrivateSession CreateStopped(TracefsRoot root)
    {
        var session = new PrivateSession(SessionStore.CreateBare(root, SessionName.NewPrivate()));
        lock (_open) _open.Add(session);
        try
        {
            session.Instance.TracingOn = false;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Removes what is still open: when the module is removed, or the process ends.</summary>
    public static void DisposeAll()
    {
        PrivateSession[] open;
        lock (_open) open = [.. _open];
        foreach (PrivateSession session in open) session.Dispose();
    }

    /// <summary>Removes the session. What keeps it from being removed for a moment is waited for.</summary>
    public void Dispose()
    {
        lock (_open)
        {
            if (!_open.Remove(this)) return;
        }

        for (int attempt = 0; ; attempt++)
        {
            try
            {
                SessionStore.Remove(Instance);
                return;
            }
            catch (KernelException e) when (e.ErrorNumber == Errno.ENOENT)
            {
                return; // somebody removed it for us
            }
            catch (KernelException e) when (e.ErrorNumber == Errno.EBUSY && attempt < 100)
            {
                // another process looks into it, such as Get-KTraceSession reading its counters
                Thread.Sleep(10);
            }
        }
    }
}
