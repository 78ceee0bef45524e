namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The values that an object is grouped by.</summary>
internal readonly record struct GroupKey(object?[] Values);
