namespace HelpBuilder.Pages;

/// <summary>Collects every error of one page, so that its writer mends them all in one round.</summary>
internal sealed class PageErrors(string path)
{
    private readonly List<PageError> _items = [];

    public IReadOnlyList<PageError> Items => _items;

    public string Path => path;

    public void Add(int line, string message) => _items.Add(new PageError(path, line, message));
}
