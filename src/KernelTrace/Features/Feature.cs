namespace KernelTrace.Features;

/// <summary>Something that a kernel has or lacks: its name, and what it needs, for the reader. Whether this kernel has it
/// is never told from this.</summary>
public sealed class Feature
{
    internal Feature(string name, FeatureCategory category, string? since, params string[] config)
    {
        Name = name;
        Category = category;
        SinceKernel = since is null ? null : Version.Parse(since);
        RequiredConfig = config;
    }

    /// <summary>The name, in the kernel's words: <c>hist triggers</c>.</summary>
    public string Name { get; }

    /// <summary>What it belongs to.</summary>
    public FeatureCategory Category { get; }

    /// <summary>The settings that the kernel must be built with; none where there is no such setting.</summary>
    public IReadOnlyList<string> RequiredConfig { get; }

    /// <summary>The first release that had it; null where it is no part of the kernel.</summary>
    public Version? SinceKernel { get; }

    /// <summary>What is said where this kernel lacks it: <c>hist triggers are not supported by this kernel (needs
    /// CONFIG_HIST_TRIGGERS, kernel 4.7 or newer; this is 6.18.44)</c>.</summary>
    public string Unsupported()
    {
        string verb = Name.EndsWith('s') && !Name.EndsWith("fs", StringComparison.Ordinal) ? "are" : "is";
        return $"{Name} {verb} not supported by this kernel ({(Needs is { Length: > 0 } needs ? $"needs {needs}; " : "")}this is "
            + $"{Environment.OSVersion.Version.ToString(3)})";
    }

    /// <summary>What it needs: <c>CONFIG_HIST_TRIGGERS, kernel 4.7 or newer</c>; empty where nothing is known.</summary>
    public string Needs => string.Join(", ",
        SinceKernel is null ? RequiredConfig : RequiredConfig.Append($"kernel {SinceKernel} or newer"));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
