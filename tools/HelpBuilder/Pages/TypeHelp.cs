using HelpBuilder.Text;

namespace HelpBuilder.Pages;

/// <summary>A type that the cmdlet takes from the pipeline or writes to it.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<TextBlock> Description);
