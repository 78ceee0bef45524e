using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Get-Content, for text files: a line at a time, as they are read.</summary>
[Cmdlet(VerbsCommon.Get, "Content")]
public sealed class GetContentCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    [ValidateRange(0, long.MaxValue)]
    public long TotalCount { get; set; } = long.MaxValue;

    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int Tail { get; set; } = -1;

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            foreach (string file in Resolve(path))
                Read(file);
        }
    }

    private Collection<string> Resolve(string path)
    {
        try
        {
            return GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
            return [];
        }
    }

    private void Read(string file)
    {
        try
        {
            if (Raw)
                WriteObject(File.ReadAllText(file));
            else if (Tail >= 0)
                WriteObject(File.ReadLines(file).TakeLast(Tail), enumerateCollection: true);
            else
                ReadLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, "GetContentReaderError", ErrorCategory.ReadError, file));
        }
    }

    private void ReadLines(string file)
    {
        long count = 0;
        using var reader = new StreamReader(file);
        while (count++ < TotalCount && !Stopping && reader.ReadLine() is { } line)
            WriteObject(line);
    }
}
