namespace KernelTrace.Sessions;

/// <summary>What the kernel says of a command that it refused.</summary>
/// <param name="Words">What is wrong.</param>
/// <param name="Command">The command.</param>
/// <param name="Column">The character of the command, from 0, at which it is wrong; null where it does not say.</param>
internal sealed record KernelComplaint(string Words, string Command, int? Column)
{
    public override string ToString() => $"{Words}\n  {Command}" + (Column is int at ? $"\n  {new string(' ', at)}^" : "");
}
