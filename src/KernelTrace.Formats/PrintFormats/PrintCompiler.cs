using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Turns the C code of one event's <c>print fmt</c> into terms over the bytes of its records. What the record
/// and the kernel's own tables do not tell is an error that names it.</summary>
internal sealed partial class PrintCompiler
{
    /// <summary>How many values a record's words are computed from at most. The kernel's largest event has some
    /// thousands.</summary>
    private const int MaxWork = 100_000;

    private readonly EventFormat _format;
    private readonly string _text;
    private readonly Dictionary<string, Local> _locals = new(StringComparer.Ordinal);

    private int _work;

    public PrintCompiler(EventFormat format, KernelFacts facts)
    {
        _format = format;
        _text = format.PrintFormat;
        Facts = facts;
    }

    public KernelFacts Facts { get; }

    /// <summary>How many local variables the program has.</summary>
    public int Slots { get; private set; }

    /// <summary>Compiles a printf.</summary>
    /// <exception cref="PrintFormatException">Something in it is not known.</exception>
    public PrintProgram Program(string format, ReadOnlySpan<PrintSyntax> arguments)
    {
        var steps = new List<PrintProgram.Step>();
        int next = 0;
        foreach (object piece in FormatString.Parse(format))
        {
            if (piece is string literal)
            {
                steps.Add(new PrintProgram.Step(literal, null, null, null, null, null));
                continue;
            }

            var conversion = (Conversion)piece;
            Term? width = conversion.Width == Conversion.Star ? Argument(arguments, ref next) : null;
            Term? precision = conversion.Precision == Conversion.Star ? Argument(arguments, ref next) : null;
            Term value;
            try
            {
                value = Argument(arguments, ref next);
            }
            catch (PrintFormatException error) when (error.UnknownVariable is not null)
            {
                // one place is left open, so that the rest of the words is not lost with it
                steps.Add(new PrintProgram.Step("?", null, null, null, null, null));
                continue;
            }

            PointerWriter? pointer = conversion.Kind == 'p' ? PointerFormats.Find(conversion.Pointer) : null;
            steps.Add(new PrintProgram.Step(null, conversion, value, width, precision, pointer));
        }

        return new PrintProgram(steps);
    }

    /// <summary>Compiles one expression.</summary>
    public Term Compile(PrintSyntax syntax)
    {
        Work(syntax, 1);
        return Value(syntax);
    }

    /// <summary>Counts values that a record's words need. Some are computed more than once, and that could double from
    /// level to level.</summary>
    public void Work(PrintSyntax at, int values)
    {
        _work += values;
        if (_work > MaxWork) throw Error(at, $"the words are computed from more than {MaxWork} values");
    }

    /// <summary>Compiles an expression that is computed twice.</summary>
    public Term CompileTwice(PrintSyntax syntax)
    {
        int before = _work;
        Term term = Compile(syntax);
        Work(syntax, _work - before);
        return term;
    }

    private Term Value(PrintSyntax syntax) => syntax switch
    {
        NumberSyntax number => new ConstantTerm(number.Type, (long)number.Value),
        TextSyntax text => new LiteralTerm(text.Value),
        NameSyntax name => Name(name),
        MemberSyntax member => Member(member),
        IndexSyntax index => Index(index),
        UnarySyntax unary => Unary(unary),
        BinarySyntax binary => Binary(binary),
        ConditionalSyntax conditional => Conditional(conditional),
        CastSyntax cast => Cast(cast),
        SizeOfSyntax size => new ConstantTerm(CType.ULong, SizeOf(size)),
        CallSyntax call => PrintFunctions.Find(call.Name) is PrintFunction function
            ? function(this, call)
            : throw new PrintFormatException(_text, call.At, $"the function {call.Name} is not known") { UnknownFunction = call.Name },
        BlockSyntax block => Block(block),
        _ => throw Error(syntax, "no value can stand here"),
    };

    /// <summary>An error at a piece of the text.</summary>
    public PrintFormatException Error(PrintSyntax at, string reason) => new(_text, at.At, reason);

    /// <summary>The field that an argument of a macro such as <c>__get_str</c> names.</summary>
    public FieldFormat Field(PrintSyntax syntax)
    {
        string? name = syntax switch
        {
            NameSyntax plain => plain.Name,
            MemberSyntax { Target: NameSyntax { Name: "REC" } } member => member.Name,
            _ => null,
        };
        return name is not null && FindField(name) is FieldFormat field ? field
            : throw Error(syntax, name is null ? "the name of a field is expected here" : $"the event has no field '{name}'");
    }

    /// <summary>The bytes of a field that the record holds elsewhere; <c>names[1]</c> is one of several.</summary>
    public Term Located(PrintSyntax syntax)
    {
        if (syntax is IndexSyntax { Index: NumberSyntax number } index)
        {
            FieldFormat several = Field(index.Target);
            long offset = several.Offset + (long)Math.Min(number.Value, 4096) * 4;
            if (offset + 4 > several.Offset + several.Size) throw Error(syntax, $"the field '{several.Name}' has fewer elements");
            bool relative = several.Type.StartsWith("__rel_loc", StringComparison.Ordinal);
            var one = new FieldFormat(several.Name, "char[]", (int)offset, 4, false, FieldKind.Text,
                relative ? FieldLocation.RelLoc : FieldLocation.DataLoc, 1, false);
            return new FieldTerm(new CType(CKind.Array, 0, false, "", CType.Char), one);
        }

        FieldFormat field = Field(syntax);
        return new FieldTerm(FieldTypeOf.Field(field, Facts), field);
    }

    /// <summary>The text of a constant argument.</summary>
    public string Text(PrintSyntax syntax) => Compile(syntax) is LiteralTerm literal ? literal.Value
        : throw Error(syntax, "a string is expected here");

    /// <summary>The value of a constant argument.</summary>
    public long Constant(PrintSyntax syntax) => Compile(syntax).Constant ?? throw Error(syntax, "a constant is expected here");

    /// <summary>A table that a block declares, or one of the kernel's own; else what was given.</summary>
    public PrintSyntax Table(PrintSyntax syntax) => syntax is not NameSyntax name ? syntax
        : _locals.TryGetValue(name.Name, out Local? local) ? local.List ?? syntax
        : KernelTables.Find(name) ?? syntax;

    private Term Argument(ReadOnlySpan<PrintSyntax> arguments, ref int next)
    {
        if (next >= arguments.Length) throw new PrintFormatException(_text, _text.Length, "the format has more conversions than there are arguments");
        return Compile(arguments[next++]);
    }

    private FieldFormat? FindField(string name)
    {
        foreach (FieldFormat field in _format.Fields)
        {
            if (field.Name == name) return field;
        }

        foreach (FieldFormat field in _format.CommonFields)
        {
            if (field.Name == name) return field;
        }

        return null;
    }

    private Term Name(NameSyntax syntax)
    {
        if (_locals.TryGetValue(syntax.Name, out Local? local))
        {
            Work(syntax, local.Work);
            return local.Value ?? throw Error(syntax, $"'{syntax.Name}' has no value of its own");
        }

        switch (syntax.Name)
        {
            case "true": return new ConstantTerm(CType.Int, 1);
            case "false" or "NULL" or "p": return new ConstantTerm(CType.Int, 0); // p: where the kernel's text goes
            // The print fmt is compiled within a function of the kernel, and some events name its variables instead of
            // their fields: its result so far, TRACE_TYPE_HANDLED, and its flags, of which print-parent is on.
            // Source: DECLARE_EVENT_CLASS, include/trace/stages/stage3_trace_output.h; TRACE_ITER_SYM_MASK.
            case "ret" or "flags": return new ConstantTerm(CType.Int, 1);
        }

        if (Facts.TryFindConstant(syntax.Name, out long value))
            return new ConstantTerm(value is >= int.MinValue and <= int.MaxValue ? CType.Int : CType.Long, value);
        return Facts.TryFindVariable(syntax.Name, out ulong variable)
            // the ticks go on; what else print formats name is set when the kernel starts
            ? syntax.Name == "jiffies" ? new VariableTerm(syntax.Name) : new ConstantTerm(CType.ULong, (long)variable)
            : throw new PrintFormatException(_text, syntax.At, $"nothing is known of the name {syntax.Name}")
            {
                UnknownVariable = syntax.Name is "vmemmap_base" or "page_offset_base" or "jiffies" ? syntax.Name : null,
            };
    }

    private Term FieldValue(FieldFormat field)
    {
        CType type = FieldTypeOf.Field(field, Facts);
        return type.Kind is CKind.Array or CKind.Aggregate ? new FieldTerm(type, field)
            : new NumberFieldTerm(type, field.Offset);
    }

    private Term Index(IndexSyntax syntax)
    {
        Term index = Compile(syntax.Index);
        if (Table(syntax.Target) is ListSyntax list)
            return new TextChoiceTerm([.. list.Items.Select(Text)], index);
        Term target = Compile(syntax.Target);
        if (target is LiteralTerm literal)
        {
            string value = literal.Value;
            return new FunctionTerm(CType.Char, index, at => at >= 0 && at < value.Length ? value[(int)at] : 0);
        }

        if (!target.IsInRecord) throw Error(syntax, "what is indexed here is not in the record");
        CType element = target.Type.Element ?? CType.Byte;
        return element.IsInteger || element.Kind == CKind.Pointer
            ? new LoadTerm(element, target, index)
            : new OffsetTerm(element, target, index, Sized(syntax, element));
    }

    private Term Unary(UnarySyntax syntax)
    {
        if (syntax.Operator == '&')
        {
            return Address(syntax);
        }

        Term operand = Compile(syntax.Operand);
        if (syntax.Operator == '*')
        {
            CType element = operand.Type.Element ?? CType.Byte;
            if (!operand.IsInRecord) throw Error(syntax, "what this points to is not in the record");
            return element.IsInteger || element.Kind == CKind.Pointer ? new LoadTerm(element, operand, new ConstantTerm(CType.Int, 0)) : operand;
        }

        return Folded(new UnaryTerm(syntax.Operator == '!' ? CType.Int : operand.Type.Promoted(), syntax.Operator, operand), operand);
    }

    private Term Address(UnarySyntax syntax)
    {
        if (syntax.Operand is MemberSyntax { Target: NameSyntax { Name: "REC" } } member && FindField(member.Name) is { Location: FieldLocation.Fixed } field)
            return new AddressTerm(CType.PointerTo(FieldTypeOf.Field(field, Facts)), field.Offset, Math.Max(field.Size, 1));
        bool element = syntax.Operand is IndexSyntax;
        Term operand = Compile(element ? ((IndexSyntax)syntax.Operand).Target : syntax.Operand);
        if (!operand.IsInRecord) throw Error(syntax, "what this is the address of is not in the record");
        if (syntax.Operand is not IndexSyntax index) return new CastTerm(CType.PointerTo(operand.Type), operand);
        CType of = operand.Type.Element ?? CType.Byte;
        return new OffsetTerm(CType.PointerTo(of), operand, Compile(index.Index), Sized(index, of));
    }

    private Term Binary(BinarySyntax syntax)
    {
        Term left = Compile(syntax.Left), right = Compile(syntax.Right);
        if (syntax.Operator is "&&" or "||") return Folded(new LogicTerm(syntax.Operator == "&&", left, right), left, right);
        if (syntax.Operator is "+" or "-" && left.Type.Kind is CKind.Pointer or CKind.Array && right.Type.IsInteger)
        {
            int size = Sized(syntax, left.Type.Element ?? CType.Byte);
            if (left.IsInRecord && syntax.Operator == "+") return new OffsetTerm(CType.PointerTo(left.Type.Element), left, right, size);
            var scaled = Folded(new BinaryTerm("*", new CastTerm(CType.Long, right), new ConstantTerm(CType.Long, size)), right);
            return new CastTerm(left.Type, new BinaryTerm(syntax.Operator, new CastTerm(CType.ULong, left), scaled));
        }

        return Folded(new BinaryTerm(syntax.Operator, left, right), left, right);
    }

    private Term Conditional(ConditionalSyntax syntax)
    {
        Term condition = syntax.WhenTrue is null ? CompileTwice(syntax.Condition) : Compile(syntax.Condition);
        Term whenTrue = syntax.WhenTrue is null ? condition : Compile(syntax.WhenTrue);
        Term whenFalse = Compile(syntax.WhenFalse);
        return condition.Constant is long value ? value != 0 ? whenTrue : whenFalse : new ChoiceTerm(condition, whenTrue, whenFalse);
    }

    private Term Cast(CastSyntax syntax)
    {
        Term operand = Compile(syntax.Operand);
        CType? type = Resolve(syntax.Type);
        // of an unknown type only the value is known
        return type is null or { Kind: CKind.Aggregate } || operand is TextTerm && !type.IsInteger ? operand : Folded(new CastTerm(type, operand), operand);
    }

    private CType? Resolve(TypeName name)
    {
        CType? type = name.Of is null ? FieldTypeOf.Named(name.Words, Facts) : Compile(name.Of).Type;
        for (int star = 0; star < name.Stars; star++) type = CType.PointerTo(type);
        return type;
    }

    private int SizeOf(SizeOfSyntax syntax)
    {
        if (syntax.Type is TypeName type)
            return type.IsEmptyStruct && type.Stars == 0 ? 0 : Resolve(type) is { Size: > 0 } known ? known.Size : throw Unknown(type.Words);
        // an array of strings or of flags that the block declares: the number of elements is what is asked for
        switch (syntax.Operand)
        {
            case NameSyntax name when Table(name) is ListSyntax list: return list.Items.Length * 16;
            case IndexSyntax { Target: NameSyntax name } when Table(name) is ListSyntax: return 16;
            case NameSyntax name when !_locals.ContainsKey(name.Name) && FieldTypeOf.Named(name.Name, Facts) is { Size: > 0 } named: return named.Size;
        }

        return Compile(syntax.Operand!).Type is { Size: > 0 } own ? own.Size : throw Unknown("this");

        PrintFormatException Unknown(string what) => Error(syntax, $"the size of {what} is not known");
    }

    private int Sized(PrintSyntax at, CType type) => type.Size > 0 ? type.Size : throw Error(at, $"the size of {type.Name} is not known");

    /// <summary>Computes once what is the same for all records.</summary>
    private static Term Folded(Term term, params ReadOnlySpan<Term> operands)
    {
        foreach (Term operand in operands)
        {
            if (operand.Constant is null) return term;
        }

        return operands.Length == 0 || term.Constant is not null ? term
            : new ConstantTerm(term.Type, term.Number(new PrintFrame([], null!, KernelFacts.None, [])));
    }
}
