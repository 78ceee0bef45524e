using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>What the engine knows of a cmdlet: all that a page must say of it, save the prose.</summary>
internal sealed record CmdletSurface(string Name, string HelpUri)
{
    public required IReadOnlyList<SurfaceSet> Sets { get; init; }

    /// <summary>The cmdlet's own parameters by name, without text or default value, which no metadata holds.</summary>
    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }
}
