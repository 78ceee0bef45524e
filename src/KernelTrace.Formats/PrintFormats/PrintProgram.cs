namespace KernelTrace.Formats.PrintFormats;

/// <summary>A printf whose pieces were compiled: literal text, and conversions with the terms of their arguments.</summary>
internal sealed class PrintProgram
{
    private readonly Step[] _steps;

    public PrintProgram(IEnumerable<Step> steps) => _steps = [.. steps];

    /// <summary>The pieces in their order.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Writes the words of a record.</summary>
    public void Write(in PrintFrame frame)
    {
        foreach (Step step in _steps)
        {
            if (frame.Output.IsFull) return;
            step.Write(frame);
        }
    }

    /// <summary>Text, or a conversion of a term.</summary>
    /// <param name="Text">The text; null where a term is converted.</param>
    /// <param name="Conversion">How it is converted.</param>
    /// <param name="Value">What is converted.</param>
    /// <param name="Width">Gives the width where an argument does.</param>
    /// <param name="Precision">Gives the precision where an argument does.</param>
    /// <param name="Pointer">Writes <c>%p</c> and its extensions.</param>
    internal sealed record Step(string? Text, Conversion? Conversion, Term? Value, Term? Width, Term? Precision, PointerWriter? Pointer)
    {
        public void Write(in PrintFrame frame)
        {
            if (Text is not null)
            {
                frame.Output.Append(Text);
                return;
            }

            Conversion conversion = Conversion!;
            int width = Width is null ? conversion.Width : Conversion.Clamp(Width.Number(frame));
            int precision = Precision is null ? conversion.Precision : Math.Max(Conversion.Clamp(Precision.Number(frame)), -1);
            switch (conversion.Kind)
            {
                case 's':
                    WriteText(frame, conversion, width, precision);
                    break;
                case 'c':
                    WriteCharacter(frame, conversion, width);
                    break;
                case 'p':
                    Pointer!(frame, Value!, conversion, width);
                    break;
                default:
                    KernelNumber.Write(frame.Output, conversion, Value!.Number(frame), width, precision);
                    break;
            }
        }


        private void WriteText(in PrintFrame frame, Conversion conversion, int width, int precision)
        {
            int start = frame.Output.Length;
            Value!.Write(frame, precision);
            if (width != -1) frame.Output.Pad(start, Math.Abs(width), conversion.Left || width < 0);
        }

        private void WriteCharacter(in PrintFrame frame, Conversion conversion, int width)
        {
            int start = frame.Output.Length;
            frame.Output.Append((char)(byte)Value!.Number(frame));
            if (width != -1) frame.Output.Pad(start, Math.Abs(width), conversion.Left || width < 0);
        }
    }
}

/// <summary>Writes what a pointer stands for, as one of the extensions of <c>%p</c> does.</summary>
internal delegate void PointerWriter(in PrintFrame frame, Term value, Conversion conversion, int width);
