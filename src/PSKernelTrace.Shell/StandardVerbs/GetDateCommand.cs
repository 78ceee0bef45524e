using System.Globalization;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Get-Date.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(string), typeof(DateTime))]
public sealed class GetDateCommand : Cmdlet
{
    [Parameter(ParameterSetName = "DateAndFormat", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "DateAndUFormat", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    [Parameter(ParameterSetName = "UnixTimeSecondsAndFormat", Mandatory = true)]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndUFormat", Mandatory = true)]
    [Alias("UnixTime")]
    public long UnixTimeSeconds { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    [Parameter(ParameterSetName = "DateAndUFormat", Mandatory = true)]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndUFormat", Mandatory = true)]
    public string? UFormat { get; set; }

    [Parameter(ParameterSetName = "DateAndFormat")]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndFormat")]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = Date
            ?? (UnixTimeSeconds != 0 ? DateTimeOffset.FromUnixTimeSeconds(UnixTimeSeconds).LocalDateTime : DateTime.Now);
        date = WithParts(date);
        if (AsUTC)
            date = date.ToUniversalTime();

        if (UFormat is not null)
            WriteObject(UnixDateFormat.Format(date, UFormat));
        else if (Format is not null)
            WriteObject(date.ToString(Pattern(Format), CultureInfo.CurrentCulture));
        else
            WriteObject(date);
    }

    private static string Pattern(string format)
        => format.ToUpperInvariant() switch
        {
            "FILEDATE" => "yyyyMMdd",
            "FILEDATEUNIVERSAL" => "yyyyMMddZ",
            "FILEDATETIME" => "yyyyMMddTHHmmssffff",
            "FILEDATETIMEUNIVERSAL" => "yyyyMMddTHHmmssffffZ",
            _ => format,
        };

    private DateTime WithParts(DateTime d)
    {
        d = d.AddYears((Year ?? d.Year) - d.Year);
        d = d.AddMonths((Month ?? d.Month) - d.Month);
        d = d.AddDays((Day ?? d.Day) - d.Day);
        d = d.AddHours((Hour ?? d.Hour) - d.Hour);
        d = d.AddMinutes((Minute ?? d.Minute) - d.Minute);
        d = d.AddSeconds((Second ?? d.Second) - d.Second);
        return Millisecond is { } ms ? d.AddTicks((ms * TimeSpan.TicksPerMillisecond) - (d.Ticks % TimeSpan.TicksPerSecond)) : d;
    }
}
