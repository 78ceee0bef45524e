using System.Collections;
using System.Data;
using System.Management.Automation;
using System.Reflection;
using System.Xml;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>
/// Reads one property, by name, of objects of any type. A plain .NET property is read by a delegate made once for each
/// type: through the engine's adaptation the same costs ten times as much.
/// </summary>
internal sealed class PropertyGetter(string name)
{
    private readonly Dictionary<Type, Func<object, object?>?> _byType = [];
    private Type? _lastType;
    private Func<object, object?>? _last;

    /// <summary>False when the object has no such property; a getter that throws gives null, as in the real cmdlets.</summary>
    public bool TryGet(PSObject input, out object? value)
    {
        object target = input.BaseObject;
        Type type = target.GetType();
        if (type != _lastType)
        {
            if (!_byType.TryGetValue(type, out _last))
                _byType[type] = _last = Bind(input, target, type);
            _lastType = type;
        }

        if (_last is not null)
        {
            value = Read(_last, target);
            return true;
        }

        return TryGetAdapted(input, target, out value);
    }

    private bool TryGetAdapted(PSObject input, object target, out object? value)
    {
        value = null;
        if (target is IDictionary map && map.Contains(name))
        {
            value = map[name];
            return true;
        }

        PSPropertyInfo? property = input.Properties[name];
        if (property is null)
            return false;

        try
        {
            value = property.Value;
        }
        catch (GetValueException)
        {
            // The property is there; what it says cannot be had.
        }

        return true;
    }

    private static object? Read(Func<object, object?> getter, object target)
    {
        try
        {
            return getter(target);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null; // any exception that a property getter has
        }
    }

    // The engine is asked what the name means on this type: an added member (types.ps1xml, Add-Member) comes before the
    // type's own property, and adapted objects have properties that are not those of their .NET type.
    private Func<object, object?>? Bind(PSObject input, object target, Type type)
    {
        if (type.IsValueType || target is IDictionary or XmlNode or DataRow or DataRowView or PSObject)
            return null;
        if (input.Properties[name] is not { } member || member.GetType() != typeof(PSProperty))
            return null;

        PropertyInfo? property = MostDerived(type, member.Name);
        if (property?.GetMethod is not { IsPublic: true, IsStatic: false } method
            || property.PropertyType.IsByRefLike || property.PropertyType.IsByRef || property.PropertyType.IsPointer)
            return null;

        return (Func<object, object?>)typeof(PropertyGetter)
            .GetMethod(nameof(Delegate), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type, property.PropertyType)
            .Invoke(null, [method])!;
    }

    private static PropertyInfo? MostDerived(Type type, string name)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (t.GetProperty(name, Declared, binder: null, returnType: null, Type.EmptyTypes, modifiers: null) is { } found)
                return found;
        }

        return null;
    }

    private static Func<object, object?> Delegate<TTarget, TValue>(MethodInfo method)
        where TTarget : class
    {
        var typed = method.CreateDelegate<Func<TTarget, TValue>>();
        return o => typed((TTarget)o);
    }
}
