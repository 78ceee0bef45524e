namespace HelpBuilder.Pages;

/// <summary>What is wrong with a page, and where.</summary>
internal sealed record PageError(string Path, int Line, string Message)
{
    public override string ToString() => $"{Path}:{Line}: error: {Message}";
}
