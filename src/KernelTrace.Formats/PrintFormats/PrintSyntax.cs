namespace KernelTrace.Formats.PrintFormats;

/// <summary>A piece of the C code in a <c>print fmt</c>, as it is written.</summary>
/// <param name="At">Its index in the text.</param>
/// <param name="Height">How deep the pieces below it are nested: bounded, so that no text makes a tree that cannot be
/// walked.</param>
internal abstract record PrintSyntax(int At, int Height)
{
    protected static int Above(params ReadOnlySpan<PrintSyntax?> parts)
    {
        int height = 0;
        foreach (PrintSyntax? part in parts) height = Math.Max(height, part?.Height ?? 0);
        return height + 1;
    }
}

/// <summary><c>0x10UL</c>, <c>'c'</c></summary>
internal sealed record NumberSyntax(int At, ulong Value, CType Type) : PrintSyntax(At, 1);

/// <summary><c>"text" "that goes on"</c></summary>
internal sealed record TextSyntax(int At, string Value) : PrintSyntax(At, 1);

/// <summary>A name that stands alone: an enumerator, a variable, a field as the argument of a macro.</summary>
internal sealed record NameSyntax(int At, string Name) : PrintSyntax(At, 1);

/// <summary><c>REC->field</c>, <c>role.level</c></summary>
internal sealed record MemberSyntax(int At, PrintSyntax Target, string Name, bool Arrow) : PrintSyntax(At, Above(Target));

/// <summary><c>target[index]</c></summary>
internal sealed record IndexSyntax(int At, PrintSyntax Target, PrintSyntax Index) : PrintSyntax(At, Above(Target, Index));

/// <summary><c>!x</c>, <c>~x</c>, <c>-x</c>, <c>+x</c>, <c>*x</c>, <c>&amp;x</c></summary>
internal sealed record UnarySyntax(int At, char Operator, PrintSyntax Operand) : PrintSyntax(At, Above(Operand));

/// <summary><c>left + right</c></summary>
internal sealed record BinarySyntax(int At, string Operator, PrintSyntax Left, PrintSyntax Right) : PrintSyntax(At, Above(Left, Right));

/// <summary><c>condition ? a : b</c>, or GNU's <c>a ?: b</c></summary>
internal sealed record ConditionalSyntax(int At, PrintSyntax Condition, PrintSyntax? WhenTrue, PrintSyntax WhenFalse)
    : PrintSyntax(At, Above(Condition, WhenTrue, WhenFalse));

/// <summary>The name of a type: <c>unsigned long</c>, <c>struct in6_addr *</c>, <c>typeof(x)</c>.</summary>
/// <param name="Words">Its words, parted by a space, without the stars.</param>
/// <param name="Stars">How many stars follow.</param>
/// <param name="Of">What <c>typeof</c> is asked of.</param>
/// <param name="IsEmptyStruct">Whether it is a struct without members, as the kernel's checks at compile time use.</param>
internal sealed record TypeName(string Words, int Stars, PrintSyntax? Of = null, bool IsEmptyStruct = false);

/// <summary><c>(type)operand</c></summary>
internal sealed record CastSyntax(int At, TypeName Type, PrintSyntax Operand) : PrintSyntax(At, Above(Operand, Type.Of));

/// <summary><c>sizeof(type)</c> or <c>sizeof(operand)</c></summary>
internal sealed record SizeOfSyntax(int At, TypeName? Type, PrintSyntax? Operand) : PrintSyntax(At, Above(Operand, Type?.Of));

/// <summary><c>name(argument, ...)</c></summary>
internal sealed record CallSyntax(int At, string Name, PrintSyntax[] Arguments) : PrintSyntax(At, Above(Arguments));

/// <summary><c>{ item, ... }</c></summary>
internal sealed record ListSyntax(int At, PrintSyntax[] Items) : PrintSyntax(At, Above(Items));

/// <summary><c>({ statement; ... value; })</c></summary>
internal sealed record BlockSyntax(int At, PrintSyntax[] Statements) : PrintSyntax(At, Above(Statements));

/// <summary><c>type name[] = initial;</c> in a block.</summary>
internal sealed record DeclarationSyntax(int At, TypeName Type, string Name, bool IsArray, PrintSyntax? Initial)
    : PrintSyntax(At, Above(Initial, Type.Of));

/// <summary><c>target = value</c> in a block.</summary>
internal sealed record AssignmentSyntax(int At, PrintSyntax Target, PrintSyntax Value) : PrintSyntax(At, Above(Target, Value));

/// <summary><c>{ statement; ... }</c> within a block.</summary>
internal sealed record GroupSyntax(int At, PrintSyntax[] Statements) : PrintSyntax(At, Above(Statements));

/// <summary><c>switch (value) { ... }</c>; the labels stand among the statements.</summary>
internal sealed record SwitchSyntax(int At, PrintSyntax Value, PrintSyntax[] Statements)
    : PrintSyntax(At, Math.Max(Above(Value), Above(Statements)));

/// <summary><c>case value:</c>, or <c>default:</c> where there is no value.</summary>
internal sealed record CaseSyntax(int At, PrintSyntax? Value) : PrintSyntax(At, Above(Value));

/// <summary><c>break;</c></summary>
internal sealed record BreakSyntax(int At) : PrintSyntax(At, 1);

/// <summary><c>if (condition) ... else ...</c></summary>
internal sealed record IfSyntax(int At, PrintSyntax Condition, PrintSyntax WhenTrue, PrintSyntax? WhenFalse)
    : PrintSyntax(At, Above(Condition, WhenTrue, WhenFalse));
