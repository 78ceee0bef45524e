namespace KernelTrace.Formats.PrintFormats;

/// <summary>Functions of single subsystems.</summary>
internal static partial class PrintFunctions
{
    private static void AddSubsystems(Dictionary<string, PrintFunction> functions)
    {
    }
}
