namespace HelpBuilder.Pages;

/// <summary>A related link; the address is empty where the link leads to another page of the same folder.</summary>
internal sealed record RelatedLink(string Text, string Uri);
