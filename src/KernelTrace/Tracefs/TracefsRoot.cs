using KernelTrace.Formats.Events;
using KernelTrace.Interop;

namespace KernelTrace.Tracefs;

/// <summary>A tracefs: its instances, and what all of them share. The root may be any directory that holds the same
/// files, such as one that was captured.</summary>
public sealed class TracefsRoot
{
    private readonly Dictionary<int, EventFormat> _formats = [];
    private readonly Dictionary<int, EventName> _namesById = [];
    private bool _allNamesRead;

    internal TracefsRoot(string path, ISyscalls syscalls)
    {
        Path = path;
        Syscalls = syscalls;
        Files = new KernelFile(syscalls);
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Whether <see cref="Open()"/> had to mount it.</summary>
    public bool WasMounted { get; private init; }

    internal ISyscalls Syscalls { get; }

    internal KernelFile Files { get; }

    /// <summary>The top-level buffer, which belongs to whoever is at the machine.</summary>
    public TraceInstance Top => new(this, "", Path);

    /// <summary>Opens the machine's tracefs, mounting it where that is missing and we are root.</summary>
    /// <exception cref="KernelException">There is none to be had, or it may not be read: the message says what to do.</exception>
    public static TracefsRoot Open() => Open(LinuxSyscalls.Instance);

    internal static TracefsRoot Open(ISyscalls syscalls)
    {
        string path = TracefsMount.FindOrMount(syscalls, out bool mounted);
        var root = new TracefsRoot(path, syscalls) { WasMounted = mounted };
        int error = root.Files.TryRead(path + "/tracing_on", out _);
        if (error is -Errno.EACCES or -Errno.EPERM)
        {
            throw new KernelException("open", path, -error,
                "Reading the kernel's traces needs a right that this process lacks. Ways out:\n"
                + " * run as root (sudo)\n"
                + $" * let a group read it: mount -o remount,gid=GROUP {path}\n"
                + " * in a container, share the host's tracefs and run privileged");
        }

        return error < 0 ? throw new KernelException("open", path, -error) : root;
    }

    /// <summary>The instance of a name, whether it exists or not.</summary>
    /// <exception cref="ArgumentException">The name cannot be that of a directory.</exception>
    public TraceInstance Instance(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Length > 255 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\0', '\n') >= 0)
            throw new ArgumentException($"'{name}' cannot be the name of a session: it must be 1 to 255 characters without '/'.");
        return new TraceInstance(this, name, Path + "/instances/" + name);
    }

    /// <summary>The names of all instances.</summary>
    public IReadOnlyList<string> InstanceNames()
    {
        string folder = Path + "/instances";
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The names of all events that can be enabled, in the kernel's order.</summary>
    public IReadOnlyList<EventName> EventNames() => EventList.Parse(Files.Read(Path + "/available_events"));

    /// <summary>Reads the format of an event.</summary>
    /// <exception cref="KernelException">There is no such event.</exception>
    /// <exception cref="FormatParseException">The kernel's text is not of the form it should be.</exception>
    public EventFormat Format(EventName name) =>
        EventFormatParser.Parse(name.System, Files.Read(EventPath(name) + "/format"));

    /// <summary>Reads the format of an event; null where there is no such event.</summary>
    /// <exception cref="FormatParseException">The kernel's text is not of the form it should be.</exception>
    internal EventFormat? TryFormat(EventName name) =>
        Files.TryRead(EventPath(name) + "/format", out string text) == 0 ? EventFormatParser.Parse(name.System, text) : null;

    /// <summary>The number of an event: its <c>common_type</c>.</summary>
    public int EventId(EventName name) =>
        int.TryParse(Files.Read(EventPath(name) + "/id"), out int id) ? id : -1;

    /// <summary>Finds the format of the event with a number; null where no event has it now.</summary>
    public EventFormat? FindFormat(int id) => FindFormat(id, null);

    /// <summary>Finds the format of the event with a number; null where no event has it now.</summary>
    /// <param name="id">The number.</param>
    /// <param name="recordedBy">The instance that recorded the event: what it records is looked through first.</param>
    public EventFormat? FindFormat(int id, TraceInstance? recordedBy)
    {
        if (_formats.TryGetValue(id, out EventFormat? format)) return format;
        if (!TryFindName(id, recordedBy, out EventName name)) return null;
        if (Files.TryRead(EventPath(name) + "/format", out string text) < 0) return null;
        format = EventFormatParser.Parse(name.System, text);
        if (format.Id == id) _formats[id] = format;
        return format.Id == id ? format : null;
    }

    /// <summary>Where the fields are that all events of this kernel share.</summary>
    public CommonLayout Common()
    {
        // every kernel with tracefs has this event, and any event would do
        const string Any = "/events/ftrace/print/format";
        return EventFormatParser.Parse("ftrace", Files.Read(Path + Any)).Common;
    }

    internal string EventPath(EventName name) => $"{Path}/events/{name.System}/{name.Event}";

    /// <summary>The name of the event with a number. The kernel has a small file for each event, but no list: reading
    /// all 2,300 takes 20 ms and more, so that those which the instance records are read first.</summary>
    private bool TryFindName(int id, TraceInstance? recordedBy, out EventName name)
    {
        if (_namesById.TryGetValue(id, out name)) return true;
        if (_allNamesRead) return false;
        if (recordedBy is not null)
        {
            // it may be gone meanwhile
            string[] enabled = [.. EventList.Parse(recordedBy.TryRead("set_event") ?? "").Select(EventPath)];
            // the kernel's own events (markers, stacks) are recorded without being enabled
            if (ReadNames(enabled, id) || ReadNames(Folders(Path + "/events/ftrace"), id))
                return _namesById.TryGetValue(id, out name);
        }

        ReadNames(Folders(Path + "/events").SelectMany(Folders), -1);
        _allNamesRead = true;
        return _namesById.TryGetValue(id, out name);
    }

    /// <summary>Reads the numbers of events from their folders, until the wanted one is there.</summary>
    private bool ReadNames(IEnumerable<string> folders, int wanted)
    {
        foreach (string folder in folders)
        {
            if (!TryReadId(folder, out int id)) continue;
            _namesById[id] = new EventName(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(folder)!),
                System.IO.Path.GetFileName(folder));
            if (id == wanted) return true;
        }

        return false;
    }

    /// <summary>The number of the event with a folder. Most of the kernel's own entries have no file for it (the function graph, stacks);
    /// the format has a line <c>ID: 11</c>.</summary>
    private bool TryReadId(string folder, out int id)
    {
        id = -1;
        if (Files.TryRead(folder + "/id", out string text) == 0) return int.TryParse(text, out id);
        if (!folder.StartsWith(Path + "/events/ftrace/", StringComparison.Ordinal) || Files.TryRead(folder + "/format", out text) < 0) return false;
        const string Line = "\nID: ";
        int at = text.IndexOf(Line, StringComparison.Ordinal);
        int end = at < 0 ? -1 : text.IndexOf('\n', at + Line.Length);
        return end >= 0 && int.TryParse(text.AsSpan(at + Line.Length, end - at - Line.Length), out id);
    }

    private static IEnumerable<string> Folders(string path) => Directory.Exists(path) ? Directory.EnumerateDirectories(path) : [];
}
