using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>The statements of blocks, <c>({ ... })</c>.</summary>
internal sealed partial class PrintCompiler
{
    private BlockTerm Block(BlockSyntax syntax)
    {
        if (syntax.Statements.Length == 0) throw Error(syntax, "the block has no value");
        return new BlockTerm(Statements(syntax.Statements.AsSpan(0, syntax.Statements.Length - 1)), Compile(syntax.Statements[^1]));
    }

    private PrintStatement[] Statements(ReadOnlySpan<PrintSyntax> list)
    {
        var statements = new List<PrintStatement>();
        foreach (PrintSyntax statement in list)
        {
            if (Statement(statement) is PrintStatement compiled) statements.Add(compiled);
        }

        return [.. statements];
    }

    /// <summary>What a statement does; null where it only declares.</summary>
    private PrintStatement? Statement(PrintSyntax statement)
    {
        switch (statement)
        {
            case DeclarationSyntax declaration:
                return Declare(declaration);
            case AssignmentSyntax assignment:
                return Assign(assignment);
            case CallSyntax:
                Term called = Compile(statement);
                return (in PrintFrame frame) =>
                {
                    called.Write(frame, -1);
                    return false;
                };
            case GroupSyntax group:
                return Sequence(Statements(group.Statements));
            case BreakSyntax:
                return (in PrintFrame _) => true;
            case IfSyntax condition:
                Term test = Compile(condition.Condition);
                PrintStatement whenTrue = Sequence(Statements([condition.WhenTrue]));
                PrintStatement whenFalse = Sequence(condition.WhenFalse is null ? [] : Statements([condition.WhenFalse]));
                return (in PrintFrame frame) => test.Number(frame) != 0 ? whenTrue(frame) : whenFalse(frame);
            case SwitchSyntax choice:
                return Switch(choice);
            default:
                throw Error(statement, "this statement is of a kind that is not known");
        }
    }

    private PrintStatement Switch(SwitchSyntax syntax)
    {
        Term value = Compile(syntax.Value);
        var labels = new Dictionary<long, int>();
        var statements = new List<PrintStatement>();
        int otherwise = -1;
        foreach (PrintSyntax statement in syntax.Statements)
        {
            if (statement is CaseSyntax { Value: PrintSyntax label }) labels.TryAdd(Constant(label), statements.Count);
            else if (statement is CaseSyntax) otherwise = statements.Count;
            else if (Statement(statement) is PrintStatement compiled) statements.Add(compiled);
        }

        PrintStatement[] all = [.. statements];
        int end = otherwise < 0 ? all.Length : otherwise;
        return (in PrintFrame frame) =>
        {
            for (int i = labels.TryGetValue(value.Number(frame), out int first) ? first : end; i < all.Length; i++)
            {
                if (all[i](frame)) break;
            }

            return false;
        };
    }

    private static PrintStatement Sequence(PrintStatement[] statements) => (in PrintFrame frame) => BlockTerm.Run(statements, frame);

    private PrintStatement Assign(AssignmentSyntax syntax)
    {
        switch (syntax.Target)
        {
            case MemberSyntax { Target: NameSyntax name } member when _locals.TryGetValue(name.Name, out Local? local) && local.Aggregate is string aggregate:
                KernelMember bits = MemberOf(member, aggregate, 64);
                if (bits.BitOffset != 0) throw Error(syntax, "only a member at the start of a union can be set");
                return Store(local.Slot, Compile(syntax.Value), CType.Integer(bits.BitSize > 32 ? 8 : 4, false));
            case NameSyntax name when _locals.TryGetValue(name.Name, out Local? local) && local.Value is LocalTerm variable:
                return Store(variable.Slot, Compile(syntax.Value), variable.Type);
            case NameSyntax name when _locals.TryGetValue(name.Name, out Local? local) && local.Value is LocalTextTerm text:
                return Store(text.Slot, new ConstantTerm(CType.Long, text.Add(Text(syntax.Value))), CType.Long);
            default:
                throw Error(syntax, "this statement is of a kind that is not known");
        }
    }

    private PrintStatement? Declare(DeclarationSyntax syntax)
    {
        if (syntax.IsArray && syntax.Initial is ListSyntax list)
        {
            _locals[syntax.Name] = new Local(null, null, list, 0);
            return null;
        }

        // "const char *text = trace_seq_buffer_ptr(p)": what is written from here on
        if (syntax.Initial is CallSyntax { Name: "trace_seq_buffer_ptr" })
        {
            _locals[syntax.Name] = new Local(new LiteralTerm(""), null, null, 0);
            return null;
        }

        int slot = Slots++;
        CType? type = syntax.Type.Words == "__auto_type" ? null : Resolve(syntax.Type);
        if (syntax.Initial is null)
        {
            _locals[syntax.Name] = type is { IsInteger: true } ? new Local(new LocalTerm(type, slot), null, null, slot)
                : type is { Kind: CKind.Pointer, Element: { IsInteger: true, Size: 1 } } ? new Local(new LocalTextTerm(slot), null, null, slot)
                : new Local(null, syntax.Type.Words, null, slot);
            return null;
        }

        int before = _work;
        Term value = Compile(syntax.Initial);
        if (type is null or { Kind: CKind.Aggregate }) type = value.Type;
        if (!type.IsInteger)
        {
            // it is computed anew wherever it is named
            _locals[syntax.Name] = new Local(value, null, null, slot, _work - before);
            return null;
        }

        _locals[syntax.Name] = new Local(new LocalTerm(type, slot), null, null, slot);
        return Store(slot, value, type);
    }

    private static PrintStatement Store(int slot, Term value, CType type) => (in PrintFrame frame) =>
    {
        frame.Locals[slot] = type.Fit(value.Number(frame));
        return false;
    };

    /// <summary>A variable of a block.</summary>
    private sealed record Local(Term? Value, string? Aggregate, ListSyntax? List, int Slot, int Work = 0);
}
