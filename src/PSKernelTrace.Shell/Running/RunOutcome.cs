namespace PSKernelTrace.Shell.Running;

/// <summary>How a pipeline ended.</summary>
internal enum RunOutcome
{
    /// <summary>It ran to its end and $? is true.</summary>
    Succeeded,

    /// <summary>It ran to its end and $? is false.</summary>
    Failed,

    /// <summary>A terminating error ended it; the error has been shown.</summary>
    Terminated,

    /// <summary>It was stopped from outside.</summary>
    Stopped,
}
