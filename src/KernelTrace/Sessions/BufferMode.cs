namespace KernelTrace.Sessions;

/// <summary>What happens to events while a CPU's buffer is full.</summary>
public enum BufferMode
{
    /// <summary>The newest take the place of the oldest: the last part of the story is kept.</summary>
    Overwrite,

    /// <summary>New ones are dropped: the first part of the story is kept.</summary>
    Discard,
}
