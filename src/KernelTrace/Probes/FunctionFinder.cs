using System.Globalization;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>Finds the one function that a text names.</summary>
internal sealed class FunctionFinder(string path, FunctionList list, IReadOnlyList<string> libraries)
{
    private const int MostToldOf = 12, LongestName = 300;
    private const char HiddenColon = '\u0001';

    /// <summary>The function of a name, with or without a version, or of a name of C++ or Rust.</summary>
    /// <exception cref="UserSymbolException">There is none, or there are several.</exception>
    public UserFunction Find(string symbol)
    {
        (string name, string? version, bool isDefault) = Split(symbol);
        UserFunction[] named = [.. list.Functions.Where(one => one.Name == name)];
        UserFunction[] found = version is null ? named
            : [.. named.Where(one => one.Version == version && (one.IsDefaultVersion || !isDefault))];
        if (found.Length > 0) return Choose(symbol, found);
        if (named.Length > 0)
        {
            throw new UserSymbolException(UserSymbolReason.NotFound, symbol,
                $"{path} has no {ProbeNames.Shown(symbol, LongestName)}; it has {string.Join(", ", named.Select(one => one.ToString()).Distinct())}");
        }

        string wanted = MangledName.WithoutSpaces(symbol);
        found = [.. list.Functions.Where(one => one.DemangledName is string whole && MangledName.WithoutSpaces(whole) == wanted)];
        if (found.Length == 0)
        {
            found = [.. list.Functions.Where(one => one.DemangledName is string whole
                && MangledName.QualifiedName(whole) is string qualified && MangledName.WithoutSpaces(qualified) == wanted)];
        }

        if (found.Length > 0) return Choose(symbol, found);
        throw list.Imports.Contains(name) ? Imported(symbol) : NotFound(symbol);
    }

    /// <summary>Of several at different places: those of the default version, of these the ones that other files see.</summary>
    private UserFunction Choose(string symbol, UserFunction[] found)
    {
        Func<UserFunction, bool>[] better = [one => one.IsDefaultVersion, one => one.Binding != ElfBinding.Local];
        UserFunction[] left = found;
        foreach (Func<UserFunction, bool> isBetter in better)
        {
            UserFunction[] some = [.. left.Where(isBetter)];
            if (some.Length > 0) left = some;
        }

        if (left.All(one => one.FileOffset == left[0].FileOffset)) return left[0];
        throw new UserSymbolException(UserSymbolReason.Ambiguous, symbol,
            $"{path} has several functions {symbol}: {string.Join("; ", left.Take(MostToldOf).Select(Describe))}"
            + (left.Length > MostToldOf ? $"; and {left.Length - MostToldOf} more" : "") + ". Name one by all of its name or by its address");
    }

    private static string Describe(UserFunction one) => string.Create(CultureInfo.InvariantCulture, $"{one} at 0x{one.Address:x}")
        + (one.DemangledName is string demangled ? $" ({demangled})" : "");

    private UserSymbolException Imported(string symbol) => new(UserSymbolReason.Imported, symbol,
        $"{symbol} is imported by {path}: probe it where it lives, " + libraries.Count switch
        {
            0 => "a library that the file does not name",
            1 => libraries[0],
            _ => "one of " + string.Join(", ", libraries)
        });

    private UserSymbolException NotFound(string symbol)
    {
        IEnumerable<string> names = list.Functions.Select(one => one.DemangledName is string whole
            ? MangledName.QualifiedName(whole) ?? whole : one.Name).Distinct();
        // a colon divides a system from an event there
        IReadOnlyList<string> near = NearNames.Find(Hide(symbol), names.Select(Hide));
        string like = near.Count == 0 ? "" : $"; there is {string.Join(", ", near.Select(name => name.Replace(HiddenColon, ':')))}";
        string why = list.Functions.Count == 0 ? "; it has no symbols at all (stripped): give an address" : "";
        return new UserSymbolException(UserSymbolReason.NotFound, symbol,
            $"{path} has no function {ProbeNames.Shown(symbol, LongestName)}{like}{why}" + (list.Problem is null ? "" : $"; {list.Problem}"));
    }

    private static string Hide(string name) => name.Replace(':', HiddenColon);

    private static (string Name, string? Version, bool IsDefault) Split(string symbol)
    {
        int at = symbol.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == symbol.Length - 1) return (symbol, null, false);
        bool isDefault = symbol[at + 1] == '@';
        string version = symbol[(at + (isDefault ? 2 : 1))..];
        return (symbol[..at], version.Length == 0 ? null : version, isDefault);
    }
}
