using HelpBuilder.Text;

namespace HelpBuilder.Pages;

/// <summary>
/// An example as Get-Help can show it: it knows a single block of code, so whatever follows that block, further code
/// too, is a remark.
/// </summary>
internal sealed record ExampleHelp(
    string Title, IReadOnlyList<TextBlock> Introduction, string Code, IReadOnlyList<TextBlock> Remarks);
