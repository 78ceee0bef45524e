using System.Text;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>A writer that hands on whole lines.</summary>
internal sealed class LineSink(Action<string> line) : TextWriter
{
    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => line(value.ToString());

    public override void Write(string? value) => line(value ?? "");

    public override void WriteLine(string? value) => line(value ?? "");
}
