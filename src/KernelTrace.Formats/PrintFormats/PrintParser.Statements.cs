namespace KernelTrace.Formats.PrintFormats;

/// <summary>The statements of a block, <c>({ ... })</c>. There are no loops among them: no event of the kernel has one,
/// and so all of them come to an end.</summary>
internal sealed partial class PrintParser
{
    private BlockSyntax Block(int at)
    {
        PrintSyntax[] statements = Statements();
        Expect(")");
        return Checked(new BlockSyntax(at, statements));
    }

    private PrintSyntax[] Statements()
    {
        Enter();
        Expect("{");
        var statements = new List<PrintSyntax>();
        while (!Peek.Is("}"))
        {
            if (!Take(";")) statements.Add(Statement());
        }

        Expect("}");
        _depth--;
        return [.. statements];
    }

    private PrintSyntax Statement()
    {
        int at = Peek.At;
        if (Peek.Is("{")) return Checked(new GroupSyntax(at, Statements()));
        switch (Peek.Kind == PrintTokenKind.Name ? Peek.Value : "")
        {
            case "switch":
                _next++;
                PrintSyntax chosen = Condition();
                return Checked(new SwitchSyntax(at, chosen, Peek.Is("{") ? Statements() : throw Error($"'{{' is expected before '{Shown()}'")));
            case "case":
                _next++;
                PrintSyntax label = Expression();
                Expect(":");
                return Checked(new CaseSyntax(at, label));
            case "default":
                _next++;
                Expect(":");
                return new CaseSyntax(at, null);
            case "break":
                _next++;
                Expect(";");
                return new BreakSyntax(at);
            case "if":
                _next++;
                return If(at);
        }

        PrintSyntax simple = Simple(at);
        // the last may stand without
        if (!Peek.Is("}")) Expect(";");
        return simple;
    }

    private IfSyntax If(int at)
    {
        Enter();
        PrintSyntax condition = Condition();
        PrintSyntax whenTrue = Statement();
        PrintSyntax? whenFalse = null;
        if (Peek is { Kind: PrintTokenKind.Name, Value: "else" })
        {
            _next++;
            whenFalse = Statement();
        }

        _depth--;
        return Checked(new IfSyntax(at, condition, whenTrue, whenFalse));
    }

    private PrintSyntax Condition()
    {
        Expect("(");
        PrintSyntax condition = Expression();
        Expect(")");
        return condition;
    }

    private PrintSyntax Simple(int at)
    {
        int start = _next;
        if (Peek is { Kind: PrintTokenKind.Name, Value: "static" }) _next++;
        if (Type() is TypeName type && Peek.Kind == PrintTokenKind.Name)
        {
            string name = Name();
            bool array = Take("[");
            if (array)
            {
                if (!Peek.Is("]")) Expression();
                Expect("]");
            }

            return Checked(new DeclarationSyntax(at, type, name, array, Take("=") ? Argument() : null));
        }

        _next = start;
        PrintSyntax value = Expression();
        return Take("=") ? Checked(new AssignmentSyntax(at, value, Argument())) : value;
    }
}
