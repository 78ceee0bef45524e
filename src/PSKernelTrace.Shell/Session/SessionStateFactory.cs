using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.StandardVerbs;

namespace PSKernelTrace.Shell.Session;

/// <summary>What a session begins with.</summary>
internal static class SessionStateFactory
{
    public static InitialSessionState Create(string? moduleFolder)
    {
        // CreateDefault2 takes the core commands from a table; CreateDefault reads and analyses whole assemblies.
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (moduleFolder is not null)
            AddModule(state, moduleFolder);

        foreach (StandardVerbGroup group in StandardVerbGroup.All)
        {
            if (!ModulePath.HasLoadable(group.Module, group.Assembly))
                state.Commands.Add(group.Entries);
        }

        return state;
    }

    private static void AddModule(InitialSessionState state, string folder)
    {
        // Auto-loading goes by the name of the folder; a module kept under another name is imported at once.
        if (Path.GetFileName(folder) == ModuleLocator.ModuleName)
            ModulePath.Prepend(Path.GetDirectoryName(folder)!);
        else
            state.ImportPSModule([Path.Combine(folder, ModuleLocator.ModuleName + ".psd1")]);
    }
}
