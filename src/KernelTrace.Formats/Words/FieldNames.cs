using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Words;

/// <summary>The name that the words of an event give to the value of one field.</summary>
internal sealed class FieldNames
{
    private readonly FieldFormat _field;
    private readonly string? _separator;
    private readonly KernelFacts _facts;
    private readonly Term[] _parts;
    private readonly int _slots;
    private readonly StringComparison _comparison;

    public FieldNames(EventFormat format, NamedField named, KernelFacts facts)
    {
        _field = format.Fields[named.Index];
        _separator = named.Separator;
        _facts = facts;
        try
        {
            var compiler = new PrintCompiler(format, facts);
            _parts = [.. named.Parts.Select(compiler.Compile)];
            _slots = compiler.Slots;
        }
        catch (PrintFormatException)
        {
            // the names are not known: the number stands for itself
            _parts = [];
        }

        var names = new List<string>();
        foreach (PrintSyntax part in named.Parts)
        {
            SyntaxWalk.Each(part, inner =>
            {
                if (inner is ListSyntax { Items: [_, TextSyntax name] }) names.Add(name.Value);
            });
        }

        _comparison = names.Distinct(StringComparer.Ordinal).Count() == names.Distinct(StringComparer.OrdinalIgnoreCase).Count()
            ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    /// <summary>The field's value with its name.</summary>
    public KernelNamedValue Read(ReadOnlySpan<byte> record)
    {
        object value = FieldReader.Read(_field, record)!;
        return new KernelNamedValue(value, Name(record, value), _separator, _comparison);
    }

    /// <summary>The name alone.</summary>
    public string Name(ReadOnlySpan<byte> record) => Name(record, null);

    private string Name(ReadOnlySpan<byte> record, object? value)
    {
        if (_parts.Length == 0) return $"{value ?? FieldReader.Read(_field, record)}";
        PrintOutput output = PrintOutput.Rent();
        try
        {
            var frame = new PrintFrame(record, output, _facts, _slots == 0 ? [] : new long[_slots]);
            foreach (Term part in _parts) part.Write(frame, -1);
            return output.Take();
        }
        finally
        {
            output.Release();
        }
    }
}
