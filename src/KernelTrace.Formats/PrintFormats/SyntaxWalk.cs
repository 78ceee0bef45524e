namespace KernelTrace.Formats.PrintFormats;

/// <summary>Goes through a piece of C code and all pieces below it.</summary>
internal static class SyntaxWalk
{
    /// <summary>Calls a visitor for each piece, the outermost first.</summary>
    public static void Each(PrintSyntax? syntax, Action<PrintSyntax> visit)
    {
        if (syntax is null) return;
        visit(syntax);
        switch (syntax)
        {
            case MemberSyntax member: Each(member.Target, visit); break;
            case IndexSyntax index: Each(index.Target, visit); Each(index.Index, visit); break;
            case UnarySyntax unary: Each(unary.Operand, visit); break;
            case BinarySyntax binary: Each(binary.Left, visit); Each(binary.Right, visit); break;
            case ConditionalSyntax choice: Each(choice.Condition, visit); Each(choice.WhenTrue, visit); Each(choice.WhenFalse, visit); break;
            case CastSyntax cast: Each(cast.Operand, visit); break;
            case SizeOfSyntax size: Each(size.Operand, visit); break;
            case CallSyntax call: All(call.Arguments, visit); break;
            case ListSyntax list: All(list.Items, visit); break;
            case BlockSyntax block: All(block.Statements, visit); break;
            case GroupSyntax group: All(group.Statements, visit); break;
            case SwitchSyntax choice: Each(choice.Value, visit); All(choice.Statements, visit); break;
            case CaseSyntax label: Each(label.Value, visit); break;
            case IfSyntax condition: Each(condition.Condition, visit); Each(condition.WhenTrue, visit); Each(condition.WhenFalse, visit); break;
            case DeclarationSyntax declaration: Each(declaration.Initial, visit); break;
            case AssignmentSyntax assignment: Each(assignment.Target, visit); Each(assignment.Value, visit); break;
        }
    }

    private static void All(PrintSyntax[] parts, Action<PrintSyntax> visit)
    {
        foreach (PrintSyntax part in parts) Each(part, visit);
    }
}
