using System.Globalization;
using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Lets <c>output.Write($"lba={lba} txlen={length:x8}")</c> write into the output directly.</summary>
[InterpolatedStringHandler]
internal readonly ref struct PrintHandler
{
    private readonly PrintOutput _output;

    public PrintHandler(int literalLength, int formattedCount, PrintOutput output) => _output = output;

    public void AppendLiteral(string text) => _output.Append(text);

    public void AppendFormatted(string text) => _output.Append(text);

    public void AppendFormatted(char character) => _output.Append(character);

    public void AppendFormatted<T>(T value, string? format = null) where T : ISpanFormattable
    {
        Span<char> room = stackalloc char[64];
        if (value.TryFormat(room, out int count, format, CultureInfo.InvariantCulture)) _output.Append(room[..count]);
    }
}
