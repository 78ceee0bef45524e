using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Turns the C code of one event's <c>print fmt</c> into terms over the bytes of its records. What the record
/// and the kernel's own tables do not tell is an error that names it.</summary>
internal sealed class PrintCompiler
{
    private readonly EventFormat _format;
    private readonly string _text;
    private readonly Dictionary<string, Local> _locals = new(StringComparer.Ordinal);

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
                steps.Add(new PrintProgram.Step(new LiteralTerm(literal).Value, null, null, null, null, null));
                continue;
            }

            var conversion = (Conversion)piece;
            Term? width = conversion.Width == Conversion.Star ? Argument(arguments, ref next) : null;
            Term? precision = conversion.Precision == Conversion.Star ? Argument(arguments, ref next) : null;
            Term value = Argument(arguments, ref next);
            PointerWriter? pointer = conversion.Kind == 'p' ? PointerFormats.Find(conversion.Pointer) : null;
            steps.Add(new PrintProgram.Step(null, conversion, value, width, precision, pointer));
        }

        return new PrintProgram(steps);
    }

    /// <summary>Compiles one expression.</summary>
    public Term Compile(PrintSyntax syntax) => syntax switch
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
            ? Folded(function(this, call))
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

    /// <summary>A table of strings that a block declares.</summary>
    public PrintSyntax Table(PrintSyntax syntax) =>
        syntax is NameSyntax name && _locals.TryGetValue(name.Name, out Local? local) && local.List is ListSyntax list ? list : syntax;

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
            return local.Value ?? throw Error(syntax, $"'{syntax.Name}' has no value of its own");
        switch (syntax.Name)
        {
            case "true": return new ConstantTerm(CType.Int, 1);
            case "false" or "NULL" or "p": return new ConstantTerm(CType.Int, 0); // p: where the kernel's text goes
        }

        if (Facts.TryFindConstant(syntax.Name, out long value))
            return new ConstantTerm(value is >= int.MinValue and <= int.MaxValue ? CType.Int : CType.Long, value);
        return Facts.TryFindVariable(syntax.Name, out ulong variable)
            // the ticks go on; what else print formats name is set when the kernel starts
            ? syntax.Name == "jiffies" ? new VariableTerm(syntax.Name) : new ConstantTerm(CType.ULong, (long)variable)
            : throw Error(syntax, $"nothing is known of the name {syntax.Name}");
    }

    private Term Member(MemberSyntax syntax)
    {
        if (syntax.Target is NameSyntax { Name: "REC" })
        {
            if (FindField(syntax.Name) is FieldFormat field) return FieldValue(field);
            // the 32-bit word that says where a field's bytes are
            if (syntax.Name.StartsWith("__data_loc_", StringComparison.Ordinal) && FindField(syntax.Name["__data_loc_".Length..]) is FieldFormat located)
                return new NumberFieldTerm(CType.UInt, located.Offset);
            throw Error(syntax, $"the event has no field '{syntax.Name}'");
        }

        // struct trace_entry, by which the common fields have other names
        if (syntax.Target is MemberSyntax { Target: NameSyntax { Name: "REC" }, Name: "ent" } && FindField("common_" + syntax.Name) is FieldFormat common)
            return FieldValue(common);
        if (syntax.Target is NameSyntax name && _locals.TryGetValue(name.Name, out Local? local) && local.Aggregate is string aggregate)
        {
            KernelMember bits = MemberOf(syntax, aggregate, 64);
            CType type = new(CKind.Integer, Math.Max(1, (bits.BitSize + 7) / 8), bits.Signed);
            return new LocalBitsTerm(CType.Integer(type.Size is 3 ? 4 : type.Size > 4 ? 8 : type.Size, bits.Signed), local.Slot, (int)bits.BitOffset, bits.BitSize);
        }

        Term target = Compile(syntax.Target);
        CType? record = target.Type.Kind == CKind.Aggregate ? target.Type : target.Type.Element;
        if (!target.IsInRecord || record is null) throw Error(syntax, $"what '{syntax.Name}' is a member of is not in the record");
        KernelMember member = MemberOf(syntax, record.Name, int.MaxValue);
        CType? of = FieldTypeOf.Named(member.Type, Facts);
        if (of is { IsInteger: true } && member.BitOffset % 8 == 0 && member.BitSize == of.Size * 8)
            return new LoadTerm(CType.Integer(of.Size, member.Signed), Behind(target, member.BitOffset / 8, of), new ConstantTerm(CType.Int, 0));
        if (member.BitOffset % 8 != 0) throw Error(syntax, $"'{syntax.Name}' is a bit field of {record.Name}");
        return Behind(target, member.BitOffset / 8, of ?? CType.Byte);

        static OffsetTerm Behind(Term target, long offset, CType type) => new(type, target, new ConstantTerm(CType.Long, offset), 1);
    }

    private KernelMember MemberOf(MemberSyntax syntax, string type, int maxBits) =>
        Facts.TryFindMember(type, syntax.Name, out KernelMember member) && member.BitOffset >= 0 && member.BitSize is > 0 and <= 1 << 20
            && member.BitOffset + (maxBits == 64 ? member.BitSize : 0) <= maxBits
            ? member
            : throw Error(syntax, $"nothing is known of the member {syntax.Name} of {type}");

    private Term FieldValue(FieldFormat field)
    {
        CType type = FieldTypeOf.Field(field, Facts);
        return type.Kind is CKind.Array or CKind.Aggregate ? new FieldTerm(type, field)
            : new NumberFieldTerm(type, field.Offset);
    }

    private Term Index(IndexSyntax syntax)
    {
        Term index = Compile(syntax.Index);
        if (syntax.Target is NameSyntax name && _locals.TryGetValue(name.Name, out Local? local) && local.List is ListSyntax list)
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
        Term condition = Compile(syntax.Condition);
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

    private BlockTerm Block(BlockSyntax syntax)
    {
        if (syntax.Statements.Length == 0) throw Error(syntax, "the block has no value");
        var statements = new List<PrintWriter>();
        foreach (PrintSyntax statement in syntax.Statements[..^1])
        {
            switch (statement)
            {
                case DeclarationSyntax declaration:
                    Declare(declaration, statements);
                    break;
                case AssignmentSyntax { Target: MemberSyntax { Target: NameSyntax name } member } assignment
                    when _locals.TryGetValue(name.Name, out Local? local) && local.Aggregate is string aggregate:
                    KernelMember bits = MemberOf(member, aggregate, 64);
                    if (bits.BitOffset != 0) throw Error(statement, "only a member at the start of a union can be set");
                    statements.Add(Store(local.Slot, Compile(assignment.Value), CType.Integer(bits.BitSize > 32 ? 8 : 4, false)));
                    break;
                case AssignmentSyntax { Target: NameSyntax name } assignment when _locals.TryGetValue(name.Name, out Local? local) && local.Value is LocalTerm variable:
                    statements.Add(Store(variable.Slot, Compile(assignment.Value), variable.Type));
                    break;
                case CallSyntax:
                    Term called = Compile(statement);
                    statements.Add((in PrintFrame frame) => called.Write(frame, -1));
                    break;
                default:
                    throw Error(statement, "this statement is of a kind that is not known");
            }
        }

        return new BlockTerm([.. statements], Compile(syntax.Statements[^1]));
    }

    private void Declare(DeclarationSyntax syntax, List<PrintWriter> statements)
    {
        if (syntax.IsArray && syntax.Initial is ListSyntax list)
        {
            _locals[syntax.Name] = new Local(null, null, list, 0);
            return;
        }

        // "const char *text = trace_seq_buffer_ptr(p)": what is written from here on
        if (syntax.Initial is CallSyntax { Name: "trace_seq_buffer_ptr" })
        {
            _locals[syntax.Name] = new Local(new LiteralTerm(""), null, null, 0);
            return;
        }

        int slot = Slots++;
        CType? type = syntax.Type.Words == "__auto_type" ? null : Resolve(syntax.Type);
        if (syntax.Initial is null)
        {
            _locals[syntax.Name] = type is { IsInteger: true } ? new Local(new LocalTerm(type, slot), null, null, slot) : new Local(null, syntax.Type.Words, null, slot);
            return;
        }

        Term value = Compile(syntax.Initial);
        if (type is null or { Kind: CKind.Aggregate }) type = value.Type;
        if (!type.IsInteger)
        {
            _locals[syntax.Name] = new Local(value, null, null, slot);
            return;
        }

        statements.Add(Store(slot, value, type));
        _locals[syntax.Name] = new Local(new LocalTerm(type, slot), null, null, slot);
    }

    private static PrintWriter Store(int slot, Term value, CType type) =>
        (in PrintFrame frame) => frame.Locals[slot] = type.Fit(value.Number(frame));

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

    /// <summary>A variable of a block.</summary>
    private sealed record Local(Term? Value, string? Aggregate, ListSyntax? List, int Slot);
}
