using KernelTrace.Formats.PrintFormats;

namespace KernelTrace.Formats.Events;

/// <summary>The layout and the words of one event: its <c>format</c> file as values.</summary>
public sealed class EventFormat
{
    private IReadOnlyList<NamedField>? _namedFields;
    private IReadOnlyList<SymbolField>? _symbolFields;

    internal EventFormat(string system, string name, int id, IReadOnlyList<FieldFormat> commonFields,
        IReadOnlyList<FieldFormat> fields, string printFormat)
    {
        System = system;
        Name = name;
        FullName = system + ":" + name;
        Id = id;
        CommonFields = commonFields;
        Fields = fields;
        PrintFormat = printFormat;
        Common = CommonLayout.Of(commonFields);
        foreach (FieldFormat field in commonFields.Concat(fields))
        {
            FixedSize = Math.Max(FixedSize, field.Offset + field.Size);
            IsVariable |= field.Location != FieldLocation.Fixed;
        }

        PropertyNames.Assign(fields);
    }

    /// <summary>The subsystem, such as <c>sched</c>.</summary>
    public string System { get; }

    /// <summary>The event within its subsystem, such as <c>sched_switch</c>.</summary>
    public string Name { get; }

    /// <summary><c>system:event</c>.</summary>
    public string FullName { get; }

    /// <summary>The number that stands in <c>common_type</c> of the event's records, valid until the next boot or,
    /// for a dynamic event, until it is removed.</summary>
    public int Id { get; }

    /// <summary>The fields that every event of this kernel has, <c>common_type</c> first.</summary>
    public IReadOnlyList<FieldFormat> CommonFields { get; }

    /// <summary>The event's own fields in the kernel's order.</summary>
    public IReadOnlyList<FieldFormat> Fields { get; }

    /// <summary>The text after <c>print fmt:</c>: a C format string and its arguments.</summary>
    public string PrintFormat { get; }

    /// <summary>Where the common fields are.</summary>
    public CommonLayout Common { get; }

    /// <summary>Bytes of the fixed part of a record.</summary>
    public int FixedSize { get; }

    /// <summary>Whether records have a part of varying length behind the fixed one.</summary>
    public bool IsVariable { get; }

    /// <summary>The fields whose values the event's words name.</summary>
    internal IReadOnlyList<NamedField> NamedFields => _namedFields ??= NamedField.Of(this);

    /// <summary>The fields whose values the event's words show as symbols.</summary>
    internal IReadOnlyList<SymbolField> SymbolFields => _symbolFields ??= SymbolField.Of(this);

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
