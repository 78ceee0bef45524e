using System.Globalization;
using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>Control files of the top level that are changed for a while, and what they held before. That is noted in a file
/// before anything is changed, so that it can be put back when the process was killed; the note is also the lock: one process
/// borrows at a time.</summary>
/// <remarks>
/// <code>
/// PID START                                  the owner, as in <see cref="SessionName"/>
/// set_graph_function vfs_read vfs_write      a file and its words, a line each, in the order in which they are put back
/// </code>
/// </remarks>
internal sealed class BorrowedFiles
{
    private const string NoteName = "borrowed_control_files";

    private const string Tracer = "current_tracer";

    private readonly string _note;
    private readonly TracefsRoot _root;
    private readonly IReadOnlyList<(string File, string[] Words)> _before;

    private BorrowedFiles(TracefsRoot root, string note, IReadOnlyList<(string, string[])> before) =>
        (_root, _note, _before) = (root, note, before);

    /// <summary>Notes what files hold. Those that this kernel does not have are left out.</summary>
    /// <param name="root">The tracefs.</param>
    /// <param name="files">The files, in the order in which they are to be put back.</param>
    /// <param name="folder">Where the note is put.</param>
    /// <exception cref="KernelException">Another process borrows (EBUSY), or the note cannot be written.</exception>
    public static BorrowedFiles Take(TracefsRoot root, IEnumerable<string> files, string folder = SavedCmdlines.Folder)
    {
        RestoreOrphaned(root, folder);
        var before = new List<(string File, string[] Words)>();
        foreach (string file in files)
        {
            if (root.Top.TryRead(file) is string text) before.Add((file, Words(file, text)));
        }

        string note = Path.Combine(folder, NoteName);
        int pid = Environment.ProcessId;
        string owner = string.Create(CultureInfo.InvariantCulture, $"{pid} {ThreadList.StartTime(pid) ?? 0}");
        string temporary = $"{note}.{pid}";
        try
        {
            Directory.CreateDirectory(folder);
            // whole or not at all: a half note would put back half
            File.WriteAllLines(temporary, [owner, .. before.Select(item => string.Join(' ', [item.File, .. item.Words]))]);
            File.Move(temporary, note, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            if (!File.Exists(note))
            {
                throw new KernelException($"Settings that all recordings share have to be changed, and what they were cannot be noted in "
                    + $"{folder}, so that they could not be put back after a crash: {e.Message}", e);
            }

            throw new KernelException("borrow", "control files that all recordings share", Errno.EBUSY, OwnerOf(note) is (int other, _)
                ? $"Process {other} uses them with Watch-KFunction or Measure-KFunction. Wait until that ends, or end it."
                : $"{note} says that they are in use, and cannot be read. Where nothing uses them, remove it.");
        }

        return new BorrowedFiles(root, note, before);
    }

    /// <summary>Puts back what a killed process borrowed.</summary>
    /// <returns>Whether there was something.</returns>
    public static bool RestoreOrphaned(TracefsRoot root, string folder = SavedCmdlines.Folder)
    {
        string note = Path.Combine(folder, NoteName);
        if (OwnerOf(note) is not (int pid, long start) || ThreadList.StartTime(pid) == start) return false;
        string mine = $"{note}.{Environment.ProcessId}";
        try
        {
            File.Move(note, mine, overwrite: true);
            // while its session records, it would record everything once these files are put back
            foreach (string name in root.InstanceNames().Where(name => SessionName.OwnerOf(name) == (pid, start)))
                SessionStore.Remove(root.Instance(name));
            string[] lines = File.ReadAllLines(mine);
            IEnumerable<string[]> words = lines.Skip(1).Select(line => line.Split(' ')).Where(line => line[0].Length > 0 && !line[0].Contains(".."));
            new BorrowedFiles(root, mine, [.. words.Select(line => (line[0], line[1..]))]).PutBack();
            return true;
        }
        catch (IOException) when (!File.Exists(note))
        {
            return false; // another process is doing the same
        }
    }

    /// <summary>What a file held when it was borrowed; null where the kernel has no such file.</summary>
    public string[]? Before(string file) => _before.Where(item => item.File == file).Select(item => item.Words).FirstOrDefault();

    /// <summary>Puts everything back, and takes the note away.</summary>
    public void PutBack()
    {
        TraceInstance top = _root.Top;
        if (Before(Tracer) is not null)
        {
            _root.Files.TryWrite(top.FullPath("tracing_on"), "0");
            _root.Files.TryWrite(top.FullPath(Tracer), "nop");
        }

        foreach ((string file, string[] words) in _before)
        {
            // what is in the buffer is ours
            if (file == Tracer) _root.Files.TryWrite(top.FullPath("trace"), "");
            string path = top.FullPath(file);
            if (IsList(file)) _root.Files.TryWriteWords(path, words, (_, _) => { });
            else _root.Files.TryWrite(path, string.Join(' ', words) + "\n");
        }

        try
        {
            File.Delete(_note);
            Directory.Delete(Path.GetDirectoryName(_note)!);
        }
        catch (IOException)
        {
            // another note is in the folder
        }
    }

    private static (int Pid, long Start)? OwnerOf(string note)
    {
        try
        {
            string[] words = File.ReadLines(note).FirstOrDefault("").Split(' ');
            return words.Length == 2 && int.TryParse(words[0], CultureInfo.InvariantCulture, out int pid)
                && long.TryParse(words[1], CultureInfo.InvariantCulture, out long start) ? (pid, start) : null;
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

    /// <summary>Files that take a word of a write.</summary>
    private static bool IsList(string file) => file is "set_ftrace_filter" or "set_ftrace_notrace" or "set_graph_function" or "set_graph_notrace";

    /// <summary>What has to be written for a file to read so again.</summary>
    private static string[] Words(string file, string text)
    {
        if (IsList(file))
        {
            // "#### all functions enabled ####"; "ext4_sync_file [ext4]"; commands (vfs_read:traceoff) stay where they are
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#' && !line.Contains(':', StringComparison.Ordinal))
                .Select(line => line.Split(' ', 2))
                .Select(line => line.Length == 2 && line[1].StartsWith('[') ? $"{line[0]}:mod:{line[1].Trim('[', ']')}" : line[0])];
        }

        string[] words = text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        // "local [mono] boot"
        if (file == "trace_clock") return [.. words.Where(word => word[0] == '[').Select(word => word.Trim('[', ']'))];
        // "7 (expanded: 1408)": what it is when it is first used, which cannot be undone
        if (file.EndsWith("buffer_size_kb", StringComparison.Ordinal) && words.Length > 1) return [words[^1].Trim(')')];
        // "1*": enabled, and held by somebody else as well
        if (file.EndsWith("/enable", StringComparison.Ordinal)) return [text.Trim('*', '\n')];
        return text.StartsWith("no pid", StringComparison.Ordinal) ? [] : words;
    }
}
