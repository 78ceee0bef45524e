using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>A field that the event's words show by name, through a table such as <c>__print_symbolic</c>.</summary>
/// <param name="Index">The field's place among the event's own.</param>
/// <param name="Parts">What prints it: neighbouring arguments that look at this field alone, as in
/// <c>prev_state=%s%s</c>.</param>
/// <param name="Separator">What parts the names of flags; null where the value has one name.</param>
/// <param name="IsNumberToo">Whether the words show the number as well, so that the field is a number first.</param>
internal sealed record NamedField(int Index, PrintSyntax[] Parts, string? Separator, bool IsNumberToo)
{
    /// <summary>The named fields of an event; none where its words cannot be read.</summary>
    public static IReadOnlyList<NamedField> Of(EventFormat format)
    {
        // to look for the calls first saves parsing most formats
        if (!format.PrintFormat.Contains("__print_symbolic", StringComparison.Ordinal)
            && !format.PrintFormat.Contains("__print_flags", StringComparison.Ordinal))
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

    private static List<NamedField> Find(EventFormat format, string text, PrintSyntax[] arguments)
    {
        var found = new List<NamedField>();
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var run = new List<PrintSyntax>();
        string? field = null;
        int next = 0;
        foreach (object piece in FormatString.Parse(text))
        {
            if (piece is not Conversion conversion)
            {
                End();
                continue;
            }

            next += (conversion.Width == Conversion.Star ? 1 : 0) + (conversion.Precision == Conversion.Star ? 1 : 0);
            if (next >= arguments.Length) break;
            PrintSyntax argument = arguments[next++];
            if (conversion.Kind != 's')
            {
                End();
                if (Plain(argument) is string number) numbers.Add(number);
                continue;
            }

            var fields = new HashSet<string>(StringComparer.Ordinal);
            SyntaxWalk.Each(argument, part =>
            {
                if (part is MemberSyntax { Target: NameSyntax { Name: "REC" } } member) fields.Add(member.Name);
            });
            string? only = fields.Count == 1 ? fields.First() : null;
            if (only != field) End();
            field = only;
            if (only is not null) run.Add(argument);
        }

        End();
        return [.. found.Select(named => named with { IsNumberToo = numbers.Contains(format.Fields[named.Index].Name) })];

        void End()
        {
            int index = field is null ? -1 : IndexOf(format, field);
            if (index >= 0 && found.All(other => other.Index != index))
            {
                CallSyntax? table = null;
                foreach (PrintSyntax part in run) SyntaxWalk.Each(part, inner => table ??= inner is CallSyntax call && IsTable(call.Name) ? call : null);
                if (table is not null) found.Add(new NamedField(index, [.. run], SeparatorOf(table), false));
            }

            run.Clear();
            field = null;
        }
    }

    private static bool IsTable(string function) => function is "__print_symbolic" or "__print_symbolic_u64" or "__print_flags" or "__print_flags_u64";

    private static string? SeparatorOf(CallSyntax table) =>
        table.Name.StartsWith("__print_flags", StringComparison.Ordinal) && table.Arguments is [_, TextSyntax separator, ..] ? separator.Value : null;

    private static int IndexOf(EventFormat format, string name)
    {
        for (int index = 0; index < format.Fields.Count; index++)
        {
            FieldFormat field = format.Fields[index];
            if (field.Name == name) return field.Kind is FieldKind.Integer or FieldKind.Boolean ? index : -1;
        }

        return -1;
    }

    /// <summary>The field that is printed as it is.</summary>
    private static string? Plain(PrintSyntax syntax)
    {
        while (syntax is CastSyntax cast) syntax = cast.Operand;
        return syntax is MemberSyntax { Target: NameSyntax { Name: "REC" } } member ? member.Name : null;
    }
}
