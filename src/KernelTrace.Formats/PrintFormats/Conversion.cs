namespace KernelTrace.Formats.PrintFormats;

/// <summary>One conversion of a printf format, such as <c>%#08llx</c> or <c>%pISpc</c>.</summary>
/// <param name="Kind">The letter: <c>d i u o x X c s p</c>.</param>
/// <param name="Bytes">Bytes of the number that are looked at: 1, 2, 4 or 8.</param>
/// <param name="Width">Least width; -1 where none is given, <see cref="Star"/> where an argument gives it.</param>
/// <param name="Precision">Precision, in the same way.</param>
/// <param name="Left"><c>-</c></param>
/// <param name="Zero"><c>0</c></param>
/// <param name="Plus"><c>+</c></param>
/// <param name="Space">a space</param>
/// <param name="Alternate"><c>#</c></param>
/// <param name="Pointer">The letters behind <c>%p</c>.</param>
internal sealed record Conversion(char Kind, int Bytes, int Width, int Precision, bool Left, bool Zero, bool Plus,
    bool Space, bool Alternate, string Pointer)
{
    /// <summary>Width or precision is the argument before the value.</summary>
    public const int Star = -2;

    /// <summary>The kernel's line has no room for more.</summary>
    public const int MaxWidth = 8192;

    /// <summary>A width or precision that an argument gives: 32 bits, within what has room.</summary>
    public static int Clamp(long value) => Math.Clamp((int)value, -MaxWidth, MaxWidth);

    /// <summary>Whether the number stands as it is.</summary>
    public bool IsPlain => Width == -1 && Precision == -1 && !Left && !Zero && !Plus && !Space && !Alternate;
}
