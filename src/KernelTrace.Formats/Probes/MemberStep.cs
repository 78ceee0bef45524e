namespace KernelTrace.Formats.Probes;

/// <summary>A step of a path.</summary>
/// <param name="Member">The member's name; null for an element.</param>
/// <param name="Index">The element's number.</param>
/// <param name="At">Where it stands in the user's text.</param>
public readonly record struct MemberStep(string? Member, long Index, int At);
