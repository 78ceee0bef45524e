namespace HelpBuilder.Text;

/// <summary>Tells an address that means something outside the docs folder from a path inside it.</summary>
internal static class LinkTarget
{
    // not Uri.IsWellFormedUriString: on Linux "/path" counts as an absolute file address
    public static bool IsAbsolute(string? url) => url is not null && url.Contains("://", StringComparison.Ordinal);
}
