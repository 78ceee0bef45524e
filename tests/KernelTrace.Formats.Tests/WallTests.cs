using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests;

/// <summary>The pure assembly stays pure: what it refers to is read from its metadata.</summary>
public class WallTests
{
    private static readonly Assembly _formats = typeof(KTraceEvent).Assembly;

    [Fact]
    public void No_reference_to_PowerShell_or_to_the_other_rooms()
    {
        AssemblyName[] references = _formats.GetReferencedAssemblies();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.StartsWith("System.", reference.Name);
            Assert.False(reference.Name is "System.Management.Automation", "PowerShell");
            Assert.False(reference.Name!.StartsWith("System.Diagnostics.Process", StringComparison.Ordinal), "processes");
            Assert.False(reference.Name.StartsWith("System.IO.FileSystem", StringComparison.Ordinal), "files");
            Assert.False(reference.Name.StartsWith("System.IO.Pipes", StringComparison.Ordinal), "pipes");
            Assert.False(reference.Name.StartsWith("System.Net", StringComparison.Ordinal), "the network");
        });
    }

    [Theory]
    [InlineData("System.IO", "File")]
    [InlineData("System.IO", "FileStream")]
    [InlineData("System.IO", "FileInfo")]
    [InlineData("System.IO", "Directory")]
    [InlineData("System.IO", "DirectoryInfo")]
    [InlineData("System.Diagnostics", "Process")]
    [InlineData("System", "Environment")]
    [InlineData("System.Runtime.InteropServices", "DllImportAttribute")]
    public void No_use_of_what_opens_or_asks(string space, string name) =>
        Assert.DoesNotContain((space, name), TypeReferences());

    [Fact]
    public void The_references_are_really_read() =>
        Assert.Contains(("System.Runtime.InteropServices", "MemoryMarshal"), TypeReferences());

    [Fact]
    public void No_imported_functions()
    {
        using FileStream file = File.OpenRead(_formats.Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();

        Assert.DoesNotContain(metadata.MethodDefinitions.Select(metadata.GetMethodDefinition),
            method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl));
    }

    private static HashSet<(string Space, string Name)> TypeReferences()
    {
        using FileStream file = File.OpenRead(_formats.Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (metadata.GetString(type.Namespace), metadata.GetString(type.Name)))];
    }
}
