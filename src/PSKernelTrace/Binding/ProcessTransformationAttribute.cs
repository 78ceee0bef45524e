using System.Globalization;
using System.Management.Automation;
using KernelTrace.Processes;

namespace PSKernelTrace.Binding;

/// <summary>A process: its id, the object that Get-Process gives, or a name that one process has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProcessTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text)
            return value is not IConvertible && PSObject.AsPSObject(inputData).Properties["Id"]?.Value is int own ? own : value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return id;
        IReadOnlyList<int> found = ThreadList.Named(text);
        return found.Count == 1 ? found[0] : throw new ArgumentTransformationMetadataException(found.Count == 0
            ? $"There is no process '{text}'. Give the id of one, or what Get-Process gives."
            : $"'{text}' is the name of {found.Count} processes: {string.Join(", ", found.Take(10))}. Give the id of one.");
    }
}
