namespace KernelTrace.Formats.PrintFormats;

/// <summary>Names of types, and what stands in parentheses but is one: casts and <c>sizeof</c>.</summary>
internal sealed partial class PrintParser
{
    private SizeOfSyntax SizeOf()
    {
        int at = _tokens[_next++].At;
        if (Peek.Is("(") && Cast(alone: false) is TypeName type) return Checked(new SizeOfSyntax(at, type, null));
        return Checked(new SizeOfSyntax(at, null, Unary()));
    }

    /// <summary><c>( type )</c>, or null, and nothing taken, where something else stands in the parentheses.</summary>
    /// <param name="alone">Whether a name that nothing is known of is a type when a value follows it.</param>
    private TypeName? Cast(bool alone = true)
    {
        int start = _next;
        _next++;
        if (Type() is TypeName type && Take(")"))
        {
            // "(NAME) - 1" subtracts, "(NAME)(x)" and "(NAME)x" convert
            if (type.Stars > 0 || IsType(type)
                || (alone && (Peek.Kind is PrintTokenKind.Name or PrintTokenKind.Number or PrintTokenKind.Text || Peek.Is("("))))
            {
                return type;
            }
        }

        _next = start;
        return null;
    }

    private static bool IsType(TypeName type) => type.Of is not null || type.IsEmptyStruct || type.Words.Contains(' ', StringComparison.Ordinal)
        || type.Words is "void" or "__auto_type" || type.Words.EndsWith("_t", StringComparison.Ordinal) || CType.OfWords(type.Words) is not null;

    /// <summary>The name of a type; null where none can stand here. A name that is no word of C can only come alone.</summary>
    private TypeName? Type()
    {
        var words = new List<string>();
        bool named = false;
        while (Peek.Kind == PrintTokenKind.Name)
        {
            string word = Peek.Value;
            if (word is "typeof" or "__typeof__" or "__typeof" or "typeof_unqual" && !named)
            {
                return TypeOf();
            }

            if (word is "const" or "volatile" or "__user" or "__force" or "__percpu" or "__rcu" or "__iomem")
            {
                _next++;
            }
            else if (word is "struct" or "union" or "enum")
            {
                _next++;
                if (Take("{"))
                {
                    SkipBraces();
                    return new TypeName(word, Stars(), null, true);
                }

                words.Add(word);
                words.Add(Name());
                named = true;
            }
            else if (word is "unsigned" or "signed" or "long" or "short" or "int" or "char")
            {
                _next++;
                words.Add(word);
                named = true;
            }
            else
            {
                if (named) break;
                _next++;
                words.Add(word);
                named = true;
            }
        }

        return words.Count == 0 ? null : new TypeName(string.Join(' ', words), Stars());
    }

    /// <summary><c>typeof(x)</c>, of a value or of a type.</summary>
    private TypeName TypeOf()
    {
        Enter();
        _next++;
        Expect("(");
        int start = _next;
        if (Type() is TypeName type && IsType(type) && Take(")"))
        {
            _depth--;
            return type with { Stars = type.Stars + Stars() };
        }

        _next = start;
        PrintSyntax of = Expression();
        Expect(")");
        _depth--;
        return new TypeName("", Stars(), of);
    }

    private int Stars()
    {
        int stars = 0;
        while (true)
        {
            if (Take("*")) stars++;
            else if (Peek is { Kind: PrintTokenKind.Name, Value: "const" or "volatile" or "__user" or "__force" or "restrict" }) _next++;
            else return stars;
        }
    }

    private void SkipBraces()
    {
        for (int open = 1; open > 0; _next++)
        {
            if (Peek.Kind == PrintTokenKind.End) throw Error("the text ends within braces");
            if (Peek.Is("{")) open++;
            else if (Peek.Is("}")) open--;
        }
    }
}
