using System.Globalization;
using System.Management.Automation.Host;

namespace PSKernelTrace.Tests.Help.Engine;

/// <summary>The least of a host: it keeps what the engine prints.</summary>
internal sealed class TextHost : PSHost
{
    private readonly TextUserInterface _ui = new();

    public string Text => _ui.Text;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "TextHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
