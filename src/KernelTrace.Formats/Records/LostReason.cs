namespace KernelTrace.Formats.Records;

/// <summary>Why events were lost.</summary>
public enum LostReason
{
    /// <summary>Newer events took their place before they were read (overwrite mode; kernel: <c>overrun</c>).</summary>
    Overrun,

    /// <summary>The buffer was full when they happened (discard mode; kernel: <c>dropped events</c>).</summary>
    Dropped,

    /// <summary>A sub-buffer was not of the form it should be; the rest of it was passed over.</summary>
    Unreadable,
}
