using System.Globalization;

namespace KernelTrace.Formats.Events;

/// <summary>Reads the text of <c>events/SYSTEM/EVENT/format</c>.</summary>
/// <remarks>
/// The text, with a blank line between the common and the own fields:
/// <code>
/// name: sched_switch
/// ID: 372
/// format:
///     field:unsigned short common_type;   offset:0;   size:2; signed:0;
///     ...
///
///     field:char prev_comm[16];   offset:8;   size:16;    signed:0;
///     ...
///
/// print fmt: "prev_comm=%s ...", REC->prev_comm, ...
/// </code>
/// A key that is not known here is passed over, so that a newer kernel's additions do no harm.
/// </remarks>
public static class EventFormatParser
{
    /// <summary>No record is larger than the largest sub-buffer (order 7 of 64 KiB pages, with room to spare).</summary>
    private const int MaxOffset = 1 << 24;

    /// <summary>The kernel's own events have some dozens of fields, a probe at most 128. The work of naming and
    /// classifying them grows faster than their number, and a text may be hostile.</summary>
    private const int MaxFields = 1024;

    /// <summary>Parses the text of one event.</summary>
    /// <param name="system">The subsystem, which the text does not name.</param>
    /// <param name="text">The whole file.</param>
    /// <exception cref="FormatParseException">The text has no name or ID, or a field line is malformed.</exception>
    public static EventFormat Parse(string system, string text)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(text);
        string? name = null;
        int id = -1;
        string print = "";
        var lines = new List<(string Declaration, int Offset, int Size, bool Signed, int Line)>();
        int number = 0;
        int printAt = PrintFormatStart(text);
        foreach (ReadOnlySpan<char> raw in text.AsSpan(0, printAt).EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.StartsWith("name:")) name = line[5..].Trim().ToString();
            else if (line.StartsWith("ID:")) id = Number(line[3..], "ID", What(), number);
            else if (line.StartsWith("field:"))
            {
                if (lines.Count == MaxFields)
                    throw new FormatParseException(What(), number, $"there are more than {MaxFields} fields");
                lines.Add(FieldLine(line, What(), number));
            }
        }

        if (printAt < text.Length) print = text[(printAt + "print fmt:".Length)..].Trim();
        if (string.IsNullOrEmpty(name)) throw new FormatParseException(What(), 0, "there is no line 'name:'");
        if (id is < 0 or > ushort.MaxValue)
            throw new FormatParseException(What(), 0, "there is no 'ID:' between 0 and 65535");

        var common = new List<FieldFormat>();
        var own = new List<FieldFormat>();
        foreach ((string declaration, int offset, int size, bool signed, int line) in lines)
        {
            FieldFormat field = FieldDeclaration.Parse(declaration, offset, size, signed, system, name, print)
                ?? throw new FormatParseException(What(), line, $"the declaration '{declaration}' names no field");
            (field.Name.StartsWith("common_", StringComparison.Ordinal) && own.Count == 0 ? common : own).Add(field);
        }

        return new EventFormat(system, name, id, common, own, print);

        string What() => name is null ? $"format of an event of {system}" : $"format of {system}:{name}";
    }

    /// <summary>Start of the <c>print fmt:</c> line, which goes on to the end of the text; its length where there is none.</summary>
    private static int PrintFormatStart(string text)
    {
        if (text.StartsWith("print fmt:", StringComparison.Ordinal)) return 0;
        int at = text.IndexOf("\nprint fmt:", StringComparison.Ordinal);
        return at < 0 ? text.Length : at + 1;
    }

    /// <summary><c>field:DECLARATION; offset:N; size:N; signed:N;</c></summary>
    private static (string, int, int, bool, int) FieldLine(ReadOnlySpan<char> line, string what, int number)
    {
        string? declaration = null;
        int offset = -1, size = -1;
        bool signed = false;
        while (!line.IsEmpty)
        {
            int end = line.IndexOf(';');
            if (end < 0) throw new FormatParseException(what, number, $"'{line}' does not end in a semicolon");
            ReadOnlySpan<char> part = line[..end].Trim();
            line = line[(end + 1)..].TrimStart();
            if (part.StartsWith("field:")) declaration = part[6..].Trim().ToString();
            else if (part.StartsWith("offset:")) offset = Number(part[7..], "offset", what, number);
            else if (part.StartsWith("size:")) size = Number(part[5..], "size", what, number);
            else if (part.StartsWith("signed:")) signed = Number(part[7..], "signed", what, number) != 0;
        }

        if (string.IsNullOrEmpty(declaration) || offset < 0 || size < 0)
            throw new FormatParseException(what, number, "a field needs its declaration, offset and size");
        return (declaration, offset, size, signed, number);
    }

    private static int Number(ReadOnlySpan<char> text, string key, string what, int line)
    {
        if (!int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            || value is < 0 or > MaxOffset)
        {
            throw new FormatParseException(what, line, $"{key} is '{text.Trim()}', not a number from 0 to {MaxOffset}");
        }

        return value;
    }
}
