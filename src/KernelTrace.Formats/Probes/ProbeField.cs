namespace KernelTrace.Formats.Probes;

/// <summary>A field that a probe records: what the kernel fetches, and as what.</summary>
/// <param name="Name">The field's name; empty where the kernel is to choose one.</param>
/// <param name="Fetch">Where the value is: <c>$arg1</c>, <c>%di</c>, <c>+16($arg1)</c>.</param>
/// <param name="Type">The kernel's name of the type: <c>u32</c>, <c>string</c>, <c>b3@5/32</c>; null for its default.</param>
public readonly record struct ProbeField(string Name, string Fetch, string? Type)
{
    /// <summary>The field as the kernel takes it: <c>flags=+0($arg3):x64</c>.</summary>
    public override string ToString() => (Name.Length == 0 ? "" : Name + "=") + Fetch + (Type is null ? "" : ":" + Type);
}
