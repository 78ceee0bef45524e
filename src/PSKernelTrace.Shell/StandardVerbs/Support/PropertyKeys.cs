using System.Collections;
using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The keys of a property's hashtable: each may be cut short, as the real cmdlets have it (n, e, l, desc).</summary>
internal static class PropertyKeys
{
    public static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    public static Dictionary<string, object?> Read(PSCmdlet cmdlet, IDictionary map, string[] allowed)
    {
        var found = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map)
        {
            if (Unwrap(entry.Key) is not string key)
                throw Refuse(cmdlet, "DictionaryKeyNonString", $"The key '{entry.Key}' of a property table is not a string.");

            string[] matches = [.. allowed.Where(k => k.StartsWith(key, StringComparison.OrdinalIgnoreCase))];
            if (matches.Length == 0)
                throw Refuse(cmdlet, "DictionaryKeyIllegal",
                    $"The {key} key is not valid. Valid keys: {string.Join(", ", allowed)}.");
            if (matches.Length > 1)
                throw Refuse(cmdlet, "DictionaryKeyAmbiguous",
                    $"The {key} key is ambiguous; possible completions are: {string.Join(", ", matches)}.");
            if (!found.TryAdd(matches[0], Unwrap(entry.Value)))
                throw Refuse(cmdlet, "DictionaryKeyDuplicate", $"The {matches[0]} key is given twice.");
        }

        return found;
    }

    public static Exception Refuse(PSCmdlet cmdlet, string id, string message)
    {
        cmdlet.ThrowTerminatingError(
            new ErrorRecord(new NotSupportedException(message), id, ErrorCategory.InvalidArgument, null));
        return new PSInvalidOperationException(message); // not reached: the call above throws
    }
}
