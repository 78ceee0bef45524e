using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>A parameter set as the engine prints it, after the cmdlet's name.</summary>
internal sealed record SurfaceSet(string Name, bool IsDefault, string Syntax)
{
    /// <summary>The heading of the set in a page: with a single set there is nothing to be the default of.</summary>
    public string Heading => IsDefault && Name != SyntaxSet.AllSets ? $"{Name} (Default)" : Name;
}
