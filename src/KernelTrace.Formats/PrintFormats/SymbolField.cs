using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>A field that the event's words show as a symbol, such as <c>call_site=%pS</c>.</summary>
/// <param name="Index">The field's place among the event's own.</param>
/// <param name="WithOffset">Whether offset and size stand behind the name, as of <c>%pS</c>.</param>
internal sealed record SymbolField(int Index, bool WithOffset)
{
    /// <summary>The fields of an event that are shown as symbols; none where its words cannot be read.</summary>
    public static IReadOnlyList<SymbolField> Of(EventFormat format)
    {
        // to look for the conversion first saves parsing most formats
        if (!format.PrintFormat.Contains("%ps", StringComparison.OrdinalIgnoreCase) && !format.PrintFormat.Contains("%pf", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        try
        {
            (string text, PrintSyntax[] arguments) = PrintParser.Parse(format.PrintFormat);
            return Find(format, text, arguments);
        }
        catch (PrintFormatException)
        {
            return [];
        }
    }

    private static List<SymbolField> Find(EventFormat format, string text, PrintSyntax[] arguments)
    {
        var found = new List<SymbolField>();
        int next = 0;
        foreach (Conversion conversion in FormatString.Parse(text).OfType<Conversion>())
        {
            next += (conversion.Width == Conversion.Star ? 1 : 0) + (conversion.Precision == Conversion.Star ? 1 : 0);
            if (next >= arguments.Length) break;
            PrintSyntax argument = arguments[next++];
            if (conversion.Kind != 'p' || conversion.Pointer is not [('S' or 's' or 'F' or 'f') and var letter, ..]) continue;
            while (argument is CastSyntax cast) argument = cast.Operand;
            if (argument is not MemberSyntax { Target: NameSyntax { Name: "REC" } } member) continue;
            for (int index = 0; index < format.Fields.Count; index++)
            {
                if (format.Fields[index].Name == member.Name && format.Fields[index].Kind == FieldKind.Address && found.All(other => other.Index != index))
                    found.Add(new SymbolField(index, letter is 'S' or 'F'));
            }
        }

        return found;
    }
}
