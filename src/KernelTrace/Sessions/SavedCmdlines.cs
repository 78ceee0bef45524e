using System.Globalization;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>The kernel notes the names of threads in a list that all instances share: 128 names before 6.10, which a
/// busy machine goes through in a moment. It is made larger with the first session, and put back with the last.</summary>
internal static class SavedCmdlines
{
    /// <summary>Where it is noted what has to be put back.</summary>
    public const string Folder = "/run/pskerneltrace";

    private const int Enough = 4096, Wanted = 16384;

    private const string Note = Folder + "/saved_cmdlines_size";

    public static void Grow(TracefsRoot root)
    {
        if (Size(root) is not (int size and > 0 and < Enough)) return;
        try
        {
            Directory.CreateDirectory(Folder);
            // the note comes first: without it nobody could put the size back
            using var note = new StreamWriter(new FileStream(Note, FileMode.CreateNew, FileAccess.Write));
            note.Write(size.ToString(CultureInfo.InvariantCulture));
        }
        catch (UnauthorizedAccessException)
        {
            return;
        }
        catch (IOException)
        {
            // another process has just done it, or /run cannot be written: then the size stays
            if (!File.Exists(Note)) return;
        }

        root.Files.TryWrite(Path(root), Wanted.ToString(CultureInfo.InvariantCulture));
    }

    public static void Restore(TracefsRoot root)
    {
        if (!File.Exists(Note) || root.InstanceNames().Count > 0) return;
        try
        {
            string size = File.ReadAllText(Note);
            // somebody else may have chosen a size since
            if (Size(root) == Wanted && int.TryParse(size, out _)) root.Files.TryWrite(Path(root), size);
            File.Delete(Note);
            Directory.Delete(Folder);
        }
        catch (IOException)
        {
            // another process is doing the same
        }
    }

    private static string Path(TracefsRoot root) => root.Path + "/saved_cmdlines_size";

    private static int? Size(TracefsRoot root) =>
        root.Files.TryRead(Path(root), out string text) == 0 && int.TryParse(text, out int size) ? size : null;
}
