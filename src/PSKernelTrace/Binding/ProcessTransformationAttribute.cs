using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace PSKernelTrace.Binding;

/// <summary>A process: its id, the object that Get-Process gives, or a name that one process has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProcessTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is Process process) return process.Id;
        if (value is not string text) return value; // numbers are the engine's business
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return id;
        int[] found = [.. Process.GetProcessesByName(text).Select(one => one.Id).Order()];
        return found.Length == 1 ? found[0] : throw new ArgumentTransformationMetadataException(found.Length == 0
            ? $"There is no process '{text}'. Give the id of one, or what Get-Process gives."
            : $"'{text}' is the name of {found.Length} processes: {string.Join(", ", found.Take(10))}. Give the id of one.");
    }
}
