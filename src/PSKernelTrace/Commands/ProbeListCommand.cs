using System.Management.Automation;
using KernelTrace.Probes;
using KernelTrace.Tracefs;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Commands;

/// <summary>What listing and removing probes share.</summary>
public abstract class ProbeListCommand : KTraceCommand
{
    /// <summary>The probes that names and patterns mean, each place of them; an error is written for a name that there is not.</summary>
    /// <param name="patterns">What the user wrote.</param>
    /// <param name="ownOnly">Whether a pattern means only probes that this module made; in full, all can be named.</param>
    internal IEnumerable<KProbe> Find(IEnumerable<string> patterns, bool ownOnly = false)
    {
        IReadOnlyList<KProbe> all = Guard("Probe", Root.Path, () => ProbeStore.List(Root));
        foreach (string pattern in patterns)
        {
            string text = pattern.Trim().Replace('/', ':');
            bool qualified = text.Contains(':', StringComparison.Ordinal);
            var wildcard = new WildcardPattern(text, WildcardOptions.IgnoreCase);
            KProbe[] found = [.. all.Where(probe => wildcard.IsMatch(qualified ? probe.Name : probe.Event))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(text))
            {
                IReadOnlyList<string> near = NearNames.Find(text, all.Select(probe => probe.Name).Distinct());
                WriteError(KernelErrors.NotFound("Probe", $"There is no probe '{text}'. "
                    + (near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "List what there is with Get-KProbe."), pattern));
            }

            foreach (KProbe probe in found)
            {
                if (!ownOnly || probe.Owner is not null || probe.Group == ProbeStore.DefaultGroup
                    || !WildcardPattern.ContainsWildcardCharacters(text))
                {
                    yield return probe;
                }
            }
        }
    }
}
