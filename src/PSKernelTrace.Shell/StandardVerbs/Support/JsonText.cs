using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using Newtonsoft.Json;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Objects as JSON, in the very layout of ConvertTo-Json: both write through the same library.</summary>
internal sealed class JsonText(JsonTextWriter writer, int depth, bool enumsAsStrings)
{
    /// <summary>Something lay deeper than the depth, and was written as its text.</summary>
    public bool WasCut { get; private set; }

    public Func<bool> IsStopping { get; init; } = () => false;

    public void Write(object? root) => WriteValue(root, 0);

    private void WriteValue(object? value, int level)
    {
        var wrapper = value as PSObject;
        object? target = wrapper is null ? value : wrapper.BaseObject;
        switch (target)
        {
            case null or DBNull or System.Management.Automation.Language.NullString:
                writer.WriteNull();
                break;
            case var _ when wrapper is not null && wrapper == System.Management.Automation.Internal.AutomationNull.Value:
                writer.WriteNull();
                break;
            case Enum e:
                WriteEnum(e);
                break;
            case string or char or bool or DateTime or DateTimeOffset or Guid or Uri or decimal or BigInteger:
                writer.WriteValue(target);
                break;
            case double or float or byte or sbyte or short or ushort or int or uint or long or ulong:
                writer.WriteValue(target);
                break;
            case var _ when level > depth:
                WasCut = true;
                writer.WriteValue(LanguagePrimitives.ConvertTo<string>(target is PSCustomObject ? wrapper : target));
                break;
            default:
                WriteStructure(wrapper, target, level);
                break;
        }
    }

    private void WriteStructure(PSObject? wrapper, object target, int level)
    {
        switch (target)
        {
            case IDictionary map:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                    WriteMember(KeyOf(entry.Key, map), entry.Value, level);
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items)
                {
                    if (IsStopping())
                        break;
                    WriteValue(item, level + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteProperties(wrapper ?? PSObject.AsPSObject(target), target, level);
                break;
        }
    }

    private void WriteProperties(PSObject wrapper, object target, int level)
    {
        writer.WriteStartObject();
        var written = new HashSet<string>(StringComparer.Ordinal);
        if (target is not PSCustomObject)
        {
            foreach (JsonMember member in JsonMember.Of(target.GetType()))
            {
                if (written.Add(member.Name))
                    WriteMember(member.Name, member.Read(target), level);
            }
        }

        foreach (PSPropertyInfo property in wrapper.Properties)
        {
            if (property.MemberType != PSMemberTypes.Property && written.Add(property.Name))
                WriteMember(property.Name, Read(property), level);
        }

        writer.WriteEndObject();
    }

    private void WriteMember(string name, object? value, int level)
    {
        writer.WritePropertyName(name);
        WriteValue(value, level + 1);
    }

    // JavaScript's numbers are too short for enums of 64 bits.
    private void WriteEnum(Enum value)
    {
        Type underlying = Enum.GetUnderlyingType(value.GetType());
        if (enumsAsStrings || underlying == typeof(long) || underlying == typeof(ulong))
            writer.WriteValue(value.ToString());
        else
            writer.WriteValue(Convert.ChangeType(value, underlying, CultureInfo.InvariantCulture));
    }

    private static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static string KeyOf(object key, IDictionary map)
        => key as string ?? throw new PSInvalidOperationException(
            $"The type '{map.GetType().FullName}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.");
}
