using System.Management.Automation;
using System.Management.Automation.Host;
using PSKernelTrace.Shell.Hosting;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class ProgressLineTests
{
    [Fact]
    public void Is_one_line_cut_to_the_width()
    {
        var record = new ProgressRecord(1, "Reading", "cpu 3") { PercentComplete = 50, SecondsRemaining = 65 };
        Assert.Equal("Reading: cpu 3 [##########          ] 50% 00:01:05 left", ProgressLine.Compose(record, 80));
        Assert.Equal("Reading: …", ProgressLine.Compose(record, 10));
    }

    [Fact]
    public void Is_drawn_on_a_terminal_and_erased_before_other_text()
    {
        using var error = new StringWriter();
        using var output = new StringWriter();
        var console = new ShellConsole(output, error, TextReader.Null, () => new Size(40, 10)) { ErrorIsTerminal = true };
        console.Progress.Show(new ProgressRecord(1, "a", "b"));
        Assert.Equal("\r\u001b[Ka: b", error.ToString());
        console.WriteLine("text");
        Assert.Equal("\r\u001b[Ka: b\r\u001b[K", error.ToString());
        console.WriteLine("more");
        Assert.Equal("\r\u001b[Ka: b\r\u001b[K", error.ToString());
    }

    [Fact]
    public void Is_silent_without_a_terminal()
    {
        using var error = new StringWriter();
        var console = new ShellConsole(TextWriter.Null, error, TextReader.Null);
        console.Progress.Show(new ProgressRecord(1, "a", "b"));
        Assert.Equal("", error.ToString());
    }
}
