using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Arguments of templates, and what speaks of them.</summary>
internal sealed partial class CxxDemangler
{
    private CxxNode TemplateParameter()
    {
        Need("T");
        int index = Peek == '_' ? 0 : Number() + 1;
        Need("_");
        if (_tagTemplates && index < _arguments.Count && !_isConversion) return Argument(index);
        if (_later is null) throw Unknown();
        var node = new CxxLater { Auto = _tagTemplates ? null : string.Create(CultureInfo.InvariantCulture, $"auto:{index + 1}") };
        _later.Add((node, index));
        return node;
    }

    private CxxNode Argument(int index) => _arguments[index] is CxxArguments several ? new CxxPack(several) : _arguments[index];

    /// <summary>Arguments of a template; those that are remembered are what <c>T_</c> then stands for.</summary>
    private CxxList TemplateArguments(bool remember)
    {
        Need("I");
        List<CxxNode> arguments = [];
        bool tag = _tagTemplates;
        _tagTemplates = true;
        while (!Take("E")) arguments.Add(TemplateArgument());

        _tagTemplates = tag;
        if (remember) _arguments = arguments;
        return new CxxList("<", arguments, ">");
    }

    private CxxNode TemplateArgument() => Deeper<CxxNode>(() =>
    {
        switch (Peek)
        {
            case 'X':
                _at++;
                CxxNode expression = Expression();
                Need("E");
                return expression;
            case 'L':
                return Literal();
            case 'J' or 'I':
                _at++;
                List<CxxNode> parts = [];
                while (!Take("E")) parts.Add(TemplateArgument());
                return new CxxArguments(parts);
            default:
                return Type();
        }
    });
}
