using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>Everything that asks the person at the terminal; where there is none, asking is an error, never a hang.</summary>
internal sealed class ShellPrompts(ShellConsole console, bool nonInteractive)
{
    public string ReadLine()
    {
        RequireTerminal();
        console.Progress.Erase();
        return console.In.ReadLine() ?? "";
    }

    public SecureString ReadSecret()
    {
        RequireTerminal();
        console.Progress.Erase();
        var secret = new SecureString();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    console.WriteLine("");
                    return secret;
                case ConsoleKey.Backspace when secret.Length > 0:
                    secret.RemoveAt(secret.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        secret.AppendChar(key.KeyChar);
                    break;
            }
        }
    }

    public Dictionary<string, PSObject> Fields(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireTerminal();
        Introduce(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            answers[field.Name] = field.ParameterTypeFullName switch
            {
                "System.Security.SecureString" => Ask($"{field.Name}: ", ReadSecret),
                { } type when type.EndsWith("[]", StringComparison.Ordinal) => PSObject.AsPSObject(AskMany(field.Name)),
                _ => Ask($"{field.Name}: ", ReadLine),
            };
        }

        return answers;
    }

    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal();
        Introduce(caption, message);
        ChoiceKey[] keys = [.. choices.Select(ChoiceKey.Of)];
        string question = string.Concat(keys.Select(k => $"[{k.Key}] {k.Label}  ")) + "[?] Help"
            + (defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice].Key}\"): " : ": ");
        while (true)
        {
            console.Write(question);
            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;

            if (answer == "?")
            {
                for (int i = 0; i < keys.Length; i++)
                    console.WriteLine($"{keys[i].Key} - {choices[i].HelpMessage}");
                continue;
            }

            int picked = Array.FindIndex(keys, k => k.Is(answer));
            if (picked >= 0)
                return picked;
        }
    }

    public PSCredential Credential(string caption, string message, string? userName)
    {
        RequireTerminal();
        Introduce(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            console.Write("User: ");
            userName = ReadLine();
        }

        console.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private PSObject Ask<T>(string question, Func<T> read)
    {
        console.Write(question);
        return PSObject.AsPSObject(read()!);
    }

    private string[] AskMany(string name)
    {
        var answers = new List<string>();
        while (true)
        {
            console.Write($"{name}[{answers.Count}]: ");
            string answer = ReadLine();
            if (answer.Length == 0)
                return [.. answers];
            answers.Add(answer);
        }
    }

    private void Introduce(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
            console.WriteLine("\n" + caption);
        if (!string.IsNullOrEmpty(message))
            console.WriteLine(message);
    }

    private void RequireTerminal()
    {
        if (nonInteractive)
            throw new PSInvalidOperationException(
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
        if (!console.InputIsTerminal)
            throw new PSInvalidOperationException(
                "Standard input is not a terminal. Read and Prompt functionality is not available.");
    }

    // `&Yes` is picked by Y or Yes.
    private sealed record ChoiceKey(string Key, string Label)
    {
        public static ChoiceKey Of(ChoiceDescription choice)
        {
            int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
            string label = mark < 0 ? choice.Label : choice.Label.Remove(mark, 1);
            return new ChoiceKey(mark >= 0 && mark < label.Length ? label[mark..(mark + 1)].ToUpperInvariant() : label, label);
        }

        public bool Is(string answer)
            => answer.Length > 0
                && (string.Equals(answer, Key, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(answer, Label, StringComparison.OrdinalIgnoreCase));
    }
}
