using System.Text.RegularExpressions;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The formats whose words cannot be made, each kind with its reason.</summary>
internal static partial class UnprintableFormats
{
    private const string NotCaptured = "the fixture does not tell it yet";

    /// <summary>How a message ends, and why that is so. The first that fits counts.</summary>
    private static readonly (Regex Message, string Reason)[] _known =
    [
        (KernelMemory(), "the record holds an address of the kernel's memory, and not what is there"),
        (FlowTable(), "some rules are printed with what is in a table in the kernel's memory"),
        (Counters(), "prints counters of the moment at which the text is printed"),
        (NoModuleTypes(), "5.10 has no type information of modules"),
        (Structs(), NotCaptured + ": members of structs that only fields are of"),
        (Actions(), NotCaptured + ": enumerators that no print fmt names"),
    ];

    /// <summary>Why a format of a kernel line has no words; null where there is no reason that is known.</summary>
    public static string? Reason(string line, EventFormat format, PrintFormatException error) =>
        _known.FirstOrDefault(known => known.Message.IsMatch(Key(line, format, error))).Reason;

    /// <summary>The reasons of which no format is left.</summary>
    public static IEnumerable<string> Unused(IEnumerable<(string Line, EventFormat Format, PrintFormatException Error)> failed)
    {
        string[] keys = [.. failed.Select(item => Key(item.Line, item.Format, item.Error))];
        return _known.Where(known => !keys.Any(key => known.Message.IsMatch(key))).Select(known => known.Reason);
    }

    /// <summary>The line, whether its kernel says that it has no such type or constant, and the message without its place:
    /// <c>5.10 unknown: nothing is known of the name PIPE_A</c>.</summary>
    private static string Key(string line, EventFormat format, PrintFormatException error)
    {
        string message = Place().Replace(error.Message, "");
        string name = Name().Match(message).Groups["name"].Value;
        FixtureArchive archive = FixtureArchive.Of(line);
        string names = archive.Has("names.txt") ? archive.Text("names.txt") : "";
        string state = names.Length == 0 ? "no names" : ("\n" + names).Contains($"\nunknown {name}\n", StringComparison.Ordinal) ? "unknown" : "named";
        return $"{line} {state}: {message}";
    }

    [GeneratedRegex(@"the function dev_name is not known$|what '(q_idx|this_idx|rx|tx)' is a member of is not in the record$")]
    private static partial Regex KernelMemory();

    [GeneratedRegex("the function parse_fs_dst is not known$")]
    private static partial Regex FlowTable();

    [GeneratedRegex("the function hfi1_trace_print_rsm_hist is not known$")]
    private static partial Regex Counters();

    [GeneratedRegex(@"^5\.10 unknown: nothing is known of the (name (?!vmemmap_base$)|member \w+ of )")]
    private static partial Regex NoModuleTypes();

    [GeneratedRegex("nothing is known of the member .* of struct (afs_fid|sockaddr_rxrpc|rxrpc_\\w+|sock_extended_err|mt76_txwi|mt7601u_rxwi)$|the size of struct vl_limit is not known$")]
    private static partial Regex Structs();

    [GeneratedRegex("nothing is known of the name FLOW_ACTION_ACCEPT$")]
    private static partial Regex Actions();

    [GeneratedRegex(@"^print fmt, line \d+, column \d+: ")]
    private static partial Regex Place();

    [GeneratedRegex(@"the name (?<name>\w+)$|of (?<name>(struct|union) \w+)$")]
    private static partial Regex Name();
}
