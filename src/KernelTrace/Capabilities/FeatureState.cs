using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>What asking the kernel for something came to: yes; no, and why; could not tell, and why.</summary>
/// <param name="Available">Null where it could not be told.</param>
/// <param name="Reason">Why not, or why it could not be told; null where it is there.</param>
/// <param name="Detail">What else was seen; null for nothing.</param>
internal sealed record FeatureState(bool? Available, string? Reason, string? Detail)
{
    public static FeatureState Yes(string? detail = null) => new(true, null, detail);

    public static FeatureState No(string reason, string? detail = null) => new(false, reason, detail);

    public static FeatureState Unknown(string reason, string? detail = null) => new(null, reason, detail);

    /// <summary>What an errno means: the kernel says EINVAL and its like to what it does not know; any other refusal (rights,
    /// memory, something in use) tells nothing about what it knows, and is thrown.</summary>
    /// <param name="operation">What was tried, as a verb.</param>
    /// <param name="target">On what: a file where it is to read, write or open.</param>
    /// <param name="error">0 or -errno.</param>
    /// <param name="tried">The text that was written.</param>
    /// <exception cref="KernelException">The refusal tells nothing.</exception>
    public static FeatureState Of(string operation, string target, int error, string? tried = null) => error switch
    {
        >= 0 => Yes(),
        -Errno.ENOENT when operation is "read" or "write" or "open" => No($"there is no {target}"),
        -Errno.EINVAL or -Errno.ENOENT or -Errno.ENODEV or -Errno.ENOSYS or -Errno.EOPNOTSUPP or -Errno.ENOTSUPP =>
            No($"{Errno.Text(-error)} ({Errno.Name(-error)}): {operation} {target}", tried is null ? null : $"tried '{tried}'"),
        _ => throw new KernelException(operation, target, -error),
    };

    /// <summary>The words of a refusal.</summary>
    public static string Refusal(string operation, string target, int error) =>
        $"{operation} {target}: {Errno.Text(-error)} ({Errno.Name(-error)})";
}
