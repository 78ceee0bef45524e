using System.Globalization;
using System.Text;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The % letters of Get-Date -UFormat, with the meanings that PowerShell's table gives them.</summary>
internal static class UnixDateFormat
{
    public static string Format(DateTime date, string format)
    {
        // A leading + is what `date` wants before a format.
        var text = new StringBuilder();
        for (int i = format.StartsWith('+') ? 1 : 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                text.Append(format[i]);
            else
                text.Append(Expand(date, format[++i]));
        }

        return text.ToString();
    }

    private static string Expand(DateTime date, char letter)
        => letter switch
        {
            'A' => Net(date, "dddd"),
            'a' => Net(date, "ddd"),
            'B' => Net(date, "MMMM"),
            'b' or 'h' => Net(date, "MMM"),
            'C' => $"{date.Year / 100:00}",
            'c' => Net(date, "ddd dd MMM yyyy HH:mm:ss"),
            'D' or 'x' => Net(date, "MM/dd/yy"),
            'd' => Net(date, "dd"),
            'e' => $"{date.Day,2}",
            'F' => Net(date, "yyyy-MM-dd"),
            'G' => $"{ISOWeek.GetYear(date):0000}",
            'g' => $"{ISOWeek.GetYear(date) % 100:00}",
            'H' => Net(date, "HH"),
            'I' => Net(date, "hh"),
            'j' => $"{date.DayOfYear:000}",
            'k' => $"{date.Hour,2}",
            'l' => $"{(date.Hour + 11) % 12 + 1,2}",
            'M' => Net(date, "mm"),
            'm' => Net(date, "MM"),
            'n' => "\n",
            'p' => Net(date, "tt"),
            'R' => Net(date, "HH:mm"),
            'r' => Net(date, "hh:mm:ss tt"),
            'S' => Net(date, "ss"),
            's' => $"{new DateTimeOffset(date).ToUnixTimeSeconds()}",
            'T' or 'X' => Net(date, "HH:mm:ss"),
            't' => "\t",
            'U' or 'W' => $"{date.DayOfYear / 7}",
            'u' => $"{((int)date.DayOfWeek + 6) % 7 + 1}",
            'V' => $"{ISOWeek.GetWeekOfYear(date):00}",
            'w' => $"{(int)date.DayOfWeek}",
            'Y' => Net(date, "yyyy"),
            'y' => Net(date, "yy"),
            'Z' => Net(date, "zz"),
            _ => letter.ToString(),
        };

    // A format of one letter means a standard one to .NET; none of those above is.
    private static string Net(DateTime date, string format) => date.ToString(format, CultureInfo.CurrentCulture);
}
