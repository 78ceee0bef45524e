using System.Globalization;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>What ConvertTo-Csv and Export-Csv share: the columns of the first object, and a line for each.</summary>
public abstract class CsvWritingCommand : PSCmdlet
{
    private CsvLine? _line;

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    [Parameter]
    [Alias("UQ")]
    public CsvQuoteKind UseQuotes { get; set; } = CsvQuoteKind.Always;

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    private protected abstract void WriteLine(string line);

    /// <summary>The columns that a file has already, when it is appended to.</summary>
    private protected virtual IReadOnlyList<string>? ExistingColumns => null;

    private protected void WriteCsv(PSObject input)
    {
        _line ??= Begin(input);
        WriteLine(_line.Of(input));
    }

    private protected virtual void CheckColumns(PSObject input, IReadOnlyList<string> columns)
    {
    }

    private CsvLine Begin(PSObject input)
    {
        if (UseCulture)
            Delimiter = CultureInfo.CurrentCulture.TextInfo.ListSeparator[0];
        bool appending = ExistingColumns is not null;
        IReadOnlyList<string> columns = ExistingColumns ?? CsvLine.ColumnsOf(input);
        if (appending)
            CheckColumns(input, columns);

        var line = new CsvLine(columns, Delimiter, UseQuotes, QuoteFields);
        if (!appending)
        {
            if (IncludeTypeInformation && !NoTypeInformation)
                WriteLine("#TYPE " + input.TypeNames[0]);
            if (!NoHeader)
                WriteLine(line.Header());
        }

        return line;
    }
}
