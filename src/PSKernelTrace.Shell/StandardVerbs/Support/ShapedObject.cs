using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>What Select-Object made of an input, and the notes that it put there.</summary>
internal readonly record struct ShapedObject(PSObject Value, IReadOnlyList<PSNoteProperty> Notes);
