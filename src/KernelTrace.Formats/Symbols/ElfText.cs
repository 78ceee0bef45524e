using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>Names in a section of names, each with a zero behind it.</summary>
internal static class ElfText
{
    /// <summary>Longer ones are no names: a C++ compiler's longest are a few thousand.</summary>
    public const int Longest = 32 << 10;

    /// <summary>The name that begins at an offset; null where there is none, or it has no end.</summary>
    public static string? At(ReadOnlySpan<byte> text, uint offset)
    {
        ReadOnlySpan<byte> name = BytesAt(text, offset);
        return name.IsEmpty ? null : Encoding.UTF8.GetString(name);
    }

    /// <summary>The bytes of the name that begins at an offset; empty where there is none, or it has no end.</summary>
    public static ReadOnlySpan<byte> BytesAt(ReadOnlySpan<byte> text, uint offset)
    {
        if (offset >= text.Length) return default;
        text = text[(int)offset..];
        int end = text[..Math.Min(text.Length, Longest)].IndexOf((byte)0);
        return end < 0 ? default : text[..end];
    }
}
