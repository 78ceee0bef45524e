namespace PSKernelTrace.Shell.Interactive;

/// <summary>The lines entered before, walked with the arrow keys; what was being typed waits at the end.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private int _at;
    private string _pending = "";

    public void Add(string line)
    {
        if (_lines.Count == 0 || _lines[^1] != line)
            _lines.Add(line);
        _at = _lines.Count;
        _pending = "";
    }

    public string? Older(string current)
    {
        if (_at == 0)
            return null;
        if (_at == _lines.Count)
            _pending = current;
        return _lines[--_at];
    }

    public string? Newer()
    {
        if (_at >= _lines.Count)
            return null;
        _at++;
        return _at == _lines.Count ? _pending : _lines[_at];
    }

    /// <summary>Back to the newest end, after a line was given up.</summary>
    public void Reset() => _at = _lines.Count;
}
