namespace HelpBuilder;

/// <summary>Writes a file only where its text differs: what depends on it is not made again for nothing.</summary>
internal static class ChangedFile
{
    public static bool Write(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
        return true;
    }
}
