using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Words;

/// <summary>Prints the records of one event in the kernel's own words: by its <c>print fmt</c> or, where the kernel does
/// not use that itself, as the kernel does.</summary>
public sealed class EventPrinter
{
    private readonly EventFormat _format;
    private readonly KernelFacts _facts;
    private readonly PrintWriter? _writer;
    private readonly int _slots;

    /// <summary>Compiles the words of an event.</summary>
    /// <param name="format">The event.</param>
    /// <param name="facts">What is known of its kernel.</param>
    public EventPrinter(EventFormat format, KernelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(facts);
        _format = format;
        _facts = facts;
        try
        {
            var compiler = new PrintCompiler(format, facts);
            _writer = SyscallWords.Compile(format) ?? FtraceWords.Compile(format) ?? ProbeWords.Compile(format, compiler) ?? ByPrintFormat(compiler, format.System == "synthetic");
            _slots = compiler.Slots;
            NamesEvent = format.System != "ftrace" && !(format.System == "syscalls" && format.Name.StartsWith("sys_", StringComparison.Ordinal));
        }
        catch (PrintFormatException error)
        {
            Error = error;
            NamesEvent = true;
        }
    }

    /// <summary>Why the event has no words of the kernel, so that its fields are shown; null where it has.</summary>
    public PrintFormatException? Error { get; }

    /// <summary>Whether the kernel's line names the event before its words.</summary>
    public bool NamesEvent { get; }

    /// <summary>The words of a record.</summary>
    /// <param name="record">The record, from <c>common_type</c> on.</param>
    /// <param name="timestamp">Its time by the session's clock.</param>
    /// <param name="tasks">Tells names of threads; null where nobody does.</param>
    public string Print(ReadOnlySpan<byte> record, long timestamp = 0, ITaskDirectory? tasks = null)
    {
        if (_writer is null) return FieldText.Write(_format, record, Error);
        PrintOutput output = PrintOutput.Rent();
        try
        {
            _writer(new PrintFrame(record, output, _facts, _slots == 0 ? [] : new long[_slots], timestamp, tasks));
            return output.Take();
        }
        finally
        {
            output.Release();
        }
    }

    /// <summary>By the print fmt. The kernel parts the fields of a synthetic event by spaces, also where the print fmt,
    /// up to 6.1, has commas.</summary>
    private PrintWriter ByPrintFormat(PrintCompiler compiler, bool isSynthetic)
    {
        if (_format.PrintFormat.Length == 0)
            return (in PrintFrame frame) => frame.Output.Append(FieldText.Write(_format, frame.Record, null));
        (string text, PrintSyntax[] arguments) = PrintParser.Parse(_format.PrintFormat);
        if (isSynthetic) text = text.Replace(", ", " ", StringComparison.Ordinal);
        PrintProgram program = compiler.Program(text, arguments);
        if (isSynthetic) program = WithoutSpaceBehindStacks(program, arguments);
        return (in PrintFrame frame) => program.Write(frame);
    }

    /// <summary>A stack ends its line, and the field behind it begins the next.</summary>
    private static PrintProgram WithoutSpaceBehindStacks(PrintProgram program, PrintSyntax[] arguments)
    {
        PrintProgram.Step[] steps = [.. program.Steps];
        int argument = 0;
        for (int i = 0; i + 1 < steps.Length; i++)
        {
            if (steps[i].Text is not null) continue;
            bool stack = argument < arguments.Length && arguments[argument++] is CallSyntax { Name: "__get_stacktrace" or "__get_rel_stacktrace" };
            if (stack && steps[i + 1].Text is string text) steps[i + 1] = steps[i + 1] with { Text = text.TrimStart(' ') };
        }

        return new PrintProgram(steps);
    }
}
