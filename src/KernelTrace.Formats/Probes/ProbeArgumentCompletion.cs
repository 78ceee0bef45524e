using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>How the beginning of an argument may go on: names, members behind a path, types behind a colon.</summary>
public static class ProbeArgumentCompletion
{
    private static readonly string[] _types = ["u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "x8", "x16", "x32", "x64", "string", "ustring", "symbol"];

    /// <summary>The ways to go on.</summary>
    /// <param name="scope">The names at the probe.</param>
    /// <param name="word">What is written so far.</param>
    /// <returns>Each whole argument, what of it is new, and its declaration in C.</returns>
    public static IEnumerable<(string Text, string Shown, string Tip)> Complete(ProbeScope scope, string word)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(word);
        int begin = word.LastIndexOfAny([' ', '=']) + 1;
        string before = word[..begin], text = word[begin..];
        int colon = text.LastIndexOf(':');
        if (colon > 0) return Starting(_types, text[(colon + 1)..]).Select(type => (before + text[..(colon + 1)] + type, type, type));

        int arrow = text.LastIndexOf("->", StringComparison.Ordinal), point = text.LastIndexOf('.');
        int split = Math.Max(arrow < 0 ? -1 : arrow + 2, point < 0 ? -1 : point + 1);
        if (split < 0) return Starting(scope.Names, text).Select(name => (before + name, name, Declaration(scope, name)));

        int end = split - (text[split - 1] == '>' ? 2 : 1);
        BtfType type = TypeOf(scope, text[..end]);
        return ProbeArgumentCompiler.MemberNames(type, text[split..]).Select(member =>
            (before + text[..split] + member, member, type.TryFindMember(member, out BtfMember found) ? found.ToString() : member));
    }

    private static IEnumerable<string> Starting(IEnumerable<string> names, string start) =>
        names.Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static string Declaration(ProbeScope scope, string name) =>
        scope.TryFind(name, out ProbePlace place, out _) && !place.IsUntyped ? place.Type.Declare(name) : name;

    /// <summary>The struct that a path leads to; <c>void</c> for none.</summary>
    private static BtfType TypeOf(ProbeScope scope, string path)
    {
        try
        {
            BtfType type = new ProbeArgumentCompiler(scope).TypeOf(ProbeArgument.Parse(path)[0]).Underlying;
            return type.Kind == BtfKind.Pointer ? type.Target.Underlying : type;
        }
        catch (ProbeArgumentException)
        {
            return default;
        }
        catch (BtfException)
        {
            return default;
        }
    }
}
