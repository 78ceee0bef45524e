using System.Globalization;

namespace KernelTrace.Processes;

/// <summary>Threads and lifetimes of processes, from /proc.</summary>
public static class ThreadList
{
    /// <summary>The threads of a process; none where there is no such process.</summary>
    public static IReadOnlyList<int> Of(int pid)
    {
        string folder = $"/proc/{pid}/task";
        if (!Directory.Exists(folder)) return [];
        try
        {
            return [.. Directory.EnumerateDirectories(folder)
                .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Order()];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // it ended while we looked
        }
    }

    /// <summary>When a process began, in clock ticks since boot (field 22 of <c>/proc/PID/stat</c>): with the number,
    /// what tells a process from a later one of the same number. Null where there is no such process.</summary>
    public static long? StartTime(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }

        // the second field, the name in parentheses, may hold anything, parentheses and spaces too
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && long.TryParse(fields[19], CultureInfo.InvariantCulture, out long start) ? start : null;
    }

    /// <summary>The name of a process; null where there is no such process.</summary>
    public static string? Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The processes of a name, as <c>/proc/PID/comm</c> has it, which holds 15 bytes of it.</summary>
    public static IReadOnlyList<int> Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        const int Kept = 15;
        string comm = name.Length > Kept ? name[..Kept] : name;
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0 && Name(pid) == comm).Order()];
    }
}
