using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Import-Csv.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
public sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            using StreamReader? reader = Open(GetUnresolvedProviderPathFromPSPath(path));
            if (reader is not null)
                WriteObject(CsvObjects.Read(reader, Delimiter, Header), enumerateCollection: true);
        }
    }

    private StreamReader? Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, path));
            return null;
        }
    }
}
