using HelpBuilder.Pages;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HelpBuilder.Parsing;

/// <summary>A YAML mapping whose every complaint names the line of the page, not of the block.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly int _firstLine;
    private readonly PageErrors _errors;

    private YamlMap(YamlMappingNode node, int firstLine, PageErrors errors)
    {
        _node = node;
        _firstLine = firstLine;
        _errors = errors;
    }

    /// <param name="yaml">The YAML text.</param>
    /// <param name="firstLine">The line of the page on which it begins.</param>
    /// <param name="errors">Where complaints go; null is returned after one.</param>
    public static YamlMap? Load(string yaml, int firstLine, PageErrors errors)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode map }])
            {
                return new YamlMap(map, firstLine, errors);
            }

            errors.Add(firstLine, "YAML error: not a mapping of keys to values");
        }
        catch (YamlException e)
        {
            errors.Add(firstLine + (int)e.Start.Line - 1, $"YAML error: {e.Message}");
        }

        return null;
    }

    /// <summary>Complains about missing keys, and about those nobody would read: misspelt ones as a rule.</summary>
    public void CheckKeys(IEnumerable<string> required, IEnumerable<string> optional)
    {
        var known = required.Concat(optional).ToHashSet();
        foreach (var key in _node.Children.Keys.Where(key => !known.Contains(key.ToString())))
        {
            _errors.Add(LineOf(key), $"unknown key '{key}'");
        }

        foreach (var key in required.Where(key => Find(key) is null))
        {
            _errors.Add(_firstLine, $"missing key '{key}'");
        }
    }

    public int LineOf(string key) => Find(key) is { } node ? LineOf(node) : _firstLine;

    public string Text(string key) => Find(key) is YamlScalarNode { Value: { } value } ? value : "";

    public bool Bool(string key)
    {
        if (!bool.TryParse(Text(key), out var value) && Find(key) is not null)
        {
            _errors.Add(LineOf(key), $"'{key}' is neither true nor false: '{Text(key)}'");
        }

        return value;
    }

    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? "")],
        YamlScalarNode { Value: { Length: > 0 } value } => [value],
        _ => [],
    };

    public IEnumerable<YamlMap> Maps(string key) =>
        Find(key) is YamlSequenceNode list
            ? list.Children.OfType<YamlMappingNode>().Select(item => new YamlMap(item, _firstLine, _errors))
            : [];

    private YamlNode? Find(string key) =>
        _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private int LineOf(YamlNode node) => _firstLine + (int)node.Start.Line - 1;
}
