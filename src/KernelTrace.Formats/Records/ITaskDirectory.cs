namespace KernelTrace.Formats.Records;

/// <summary>Tells who a thread is. Asked once for each event.</summary>
public interface ITaskDirectory
{
    /// <summary>The thread's name and process; <see cref="TaskIdentity.Unknown"/> where they cannot be known.</summary>
    /// <param name="tid">The thread's number (kernel: <c>pid</c>).</param>
    TaskIdentity Find(int tid);
}
