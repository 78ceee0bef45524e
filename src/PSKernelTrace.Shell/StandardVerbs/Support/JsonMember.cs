using System.Collections.Concurrent;
using System.Reflection;
using Newtonsoft.Json;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>A public field or property of a .NET type, as ConvertTo-Json sees them: fields first, the ignored left out.</summary>
internal sealed record JsonMember(string Name, Func<object, object?> Get)
{
    private static readonly ConcurrentDictionary<Type, JsonMember[]> _byType = new();

    public static JsonMember[] Of(Type type) => _byType.GetOrAdd(type, Find);

    /// <summary>The value, or null where it cannot be had.</summary>
    public object? Read(object target)
    {
        try
        {
            return Get(target);
        }
        catch (Exception e) when (e is TargetInvocationException or MemberAccessException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonMember[] Find(Type type)
    {
        const BindingFlags Wanted = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<JsonMember> fields = type.GetFields(Wanted)
            .Where(f => !f.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
            .Select(f => new JsonMember(f.Name, f.GetValue));
        IEnumerable<JsonMember> properties = type.GetProperties(Wanted)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0
                && !p.PropertyType.IsByRefLike && !p.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
            .Select(p => new JsonMember(p.Name, p.GetValue));
        return [.. fields, .. properties];
    }
}
