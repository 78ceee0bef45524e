using System.Management.Automation;
using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Commands;

/// <summary>What all cmdlets share: the machine's tracefs, sessions by name, events by pattern, errors by the table.
/// </summary>
public abstract class KTraceCommand : PSCmdlet
{
    private TracefsRoot? _root;
    private EventResolver? _resolver;

    /// <summary>The machine's tracefs, opened when first asked for; a terminating error where there is none.</summary>
    internal TracefsRoot Root => _root ??= OpenRoot();

    /// <summary>The events of this kernel.</summary>
    internal EventResolver Resolver => _resolver ??= new EventResolver(AllEvents);

    /// <summary>The names of all events of this kernel.</summary>
    internal IReadOnlyList<EventName> AllEvents => field ??= Guard("OpenTracefs", Root.Path, Root.EventNames);

    /// <summary>The events that patterns mean, each once; an error is written for a pattern that means none.</summary>
    internal IReadOnlyList<EventName> Resolve(IEnumerable<string> patterns)
    {
        var names = new List<EventName>();
        var seen = new HashSet<EventName>();
        foreach (string pattern in patterns)
        {
            IReadOnlyList<EventName> found = Resolver.Resolve(pattern, out ErrorRecord? error);
            foreach (EventName name in found)
            {
                if (seen.Add(name)) names.Add(name);
            }

            if (error is not null) WriteError(error);
        }

        return names;
    }

    /// <summary>An existing session; a terminating error where there is none.</summary>
    internal TraceInstance FindSession(string? name)
    {
        string wanted = string.IsNullOrEmpty(name) ? SessionName.Default : name;
        TraceInstance instance = Guard("Session", wanted, () => Root.Instance(wanted));
        if (!instance.Exists) ThrowTerminatingError(NoSession(wanted));
        return instance;
    }

    /// <summary>A session to write to: the default one is made where it is missing, any other must be there.</summary>
    internal TraceInstance OpenSession(string name) => name == SessionName.Default
        ? Guard("CreateSession", name, () => SessionStore.OpenOrCreate(Root, name))
        : FindSession(name);

    /// <summary>The sessions that names and patterns mean; an error is written for a name that there is not.</summary>
    /// <param name="patterns">What the user wrote.</param>
    /// <param name="private">Whether a pattern means the private sessions of living processes too; in full, they can
    /// always be named.</param>
    internal IEnumerable<string> SessionNames(IEnumerable<string> patterns, bool @private)
    {
        IReadOnlyList<string> all = Root.InstanceNames();
        foreach (string pattern in patterns)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.None);
            string[] names = [.. all.Where(name => name == pattern || (wildcard.IsMatch(name)
                && (@private || SessionName.OwnerOf(name) is null || SessionName.IsOrphaned(name))))];
            if (names.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern)) WriteError(NoSession(pattern));
            foreach (string name in names) yield return name;
        }
    }

    /// <summary>The error of a session that is not there.</summary>
    internal ErrorRecord NoSession(string name)
    {
        string hint = name == SessionName.Default
            ? "It is made when an event is enabled: Enable-KTracepoint NAME"
            : NearNames.Find(name, Root.InstanceNames()) is { Count: > 0 } near
                ? $"Did you mean {string.Join(" or ", near)}?"
                : "List what there is with Get-KTraceSession; make one with New-KTraceSession.";
        return KernelErrors.NotFound("Session", $"There is no session '{name}'. {hint}", name);
    }

    /// <summary>Runs something that the kernel may refuse; a refusal ends the cmdlet.</summary>
    internal T Guard<T>(string what, object target, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (KernelErrors.IsKnown(e))
        {
            ThrowTerminatingError(KernelErrors.Record(what, e, target));
            throw; // not reached
        }
    }

    /// <summary>Runs something that the kernel may refuse for one item of many; a refusal is an error for that item.</summary>
    internal bool Try(string what, object target, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (KernelErrors.IsKnown(e))
        {
            WriteError(KernelErrors.Record(what, e, target));
            return false;
        }
    }

    /// <summary>Writes an error for each event that the kernel refused; gives back the others.</summary>
    internal IReadOnlyList<EventName> Accepted(string what, IEnumerable<EventName> names,
        IReadOnlyList<(EventName Name, KernelException Error)> refused)
    {
        foreach ((EventName name, KernelException error) in refused)
            WriteError(KernelErrors.Record(what, error, name.ToString()));
        HashSet<EventName> failed = [.. refused.Select(item => item.Name)];
        return [.. names.Where(name => !failed.Contains(name))];
    }

    private TracefsRoot OpenRoot()
    {
        TracefsRoot root = Guard("OpenTracefs", "tracefs", TracefsRoot.Open);
        WriteVerbose(root.WasMounted ? $"Mounted tracefs at {root.Path}." : $"Using tracefs at {root.Path}.");
        return root;
    }
}
