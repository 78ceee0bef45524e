namespace HelpBuilder.Pages;

/// <summary>What the page says about itself before its first heading.</summary>
internal sealed record FrontMatter(
    string DocumentType, string HelpFile, string HelpUri, string Locale, string ModuleName, string Title);
