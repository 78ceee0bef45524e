using System.Globalization;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>Who made the probes: a note for each, <c>/run/pskerneltrace/probes/GROUP.EVENT</c>, with the process id and the
/// start time of its maker. The kernel keeps no such thing, and a probe outlives its maker.</summary>
/// <remarks>Notes are gone with the next boot, as probes are. Where <c>/run</c> cannot be written there are none, and the owner
/// of a probe is not known.</remarks>
internal sealed class ProbeOwners(string folder = "/run/pskerneltrace/probes")
{
    /// <summary>Notes that this process makes the probe.</summary>
    public void Note(EventName name)
    {
        int pid = Environment.ProcessId;
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(PathOf(name), string.Create(CultureInfo.InvariantCulture, $"{pid} {ThreadList.StartTime(pid) ?? 0}\n"));
        }
        catch (UnauthorizedAccessException)
        {
            // then the owner is not known
        }
        catch (IOException)
        {
            // the same
        }
    }

    /// <summary>Whose a probe is; null where that is not known.</summary>
    public (int Pid, long StartTime)? Find(EventName name)
    {
        try
        {
            string[] words = File.ReadAllText(PathOf(name)).Split(' ', '\n');
            return words.Length > 1 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long start) ? (pid, start) : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the note of a probe away, and the folders with the last.</summary>
    public void Forget(EventName name)
    {
        try
        {
            File.Delete(PathOf(name));
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
            string above = Path.GetDirectoryName(folder)!;
            if (Directory.Exists(above) && !Directory.EnumerateFileSystemEntries(above).Any()) Directory.Delete(above);
        }
        catch (IOException)
        {
            // another process is doing the same
        }
        catch (UnauthorizedAccessException)
        {
            // and its note stays with it
        }
    }

    /// <summary>Forgets all probes whose maker is gone, but for some.</summary>
    public void Keep(HashSet<EventName> there)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string path in Directory.GetFiles(folder))
        {
            string file = Path.GetFileName(path);
            int point = file.IndexOf('.', StringComparison.Ordinal);
            if (point < 1) continue;
            var name = new EventName(file[..point], file[(point + 1)..]);
            // a maker that lives may be about to write the definition
            if (!there.Contains(name) && Find(name) is var owner && (owner is not (int pid, long start) || ThreadList.StartTime(pid) != start)) Forget(name);
        }
    }

    /// <summary>A group is a C identifier, so that the first point is where the event begins. Others' groups may be anything
    /// that the kernel takes, but never hold a slash.</summary>
    private string PathOf(EventName name) => $"{folder}/{name.System}.{name.Event}";
}
