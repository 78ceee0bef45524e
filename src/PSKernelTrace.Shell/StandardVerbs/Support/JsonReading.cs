using System.Globalization;
using System.Management.Automation;
using Newtonsoft.Json;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>JSON text to objects of notes, or to hashtables that keep their order.</summary>
internal static class JsonReading
{
    public static object? Parse(string text, bool asHashtable, int depth)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            MaxDepth = depth,
            Culture = CultureInfo.InvariantCulture,
            DateParseHandling = DateParseHandling.DateTime,
        };
        Next(reader);
        object? value = Value(reader, asHashtable);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                throw new JsonReaderException($"Additional text encountered after finished reading JSON content: {reader.Value}. Line {reader.LineNumber}, position {reader.LinePosition}.");
        }

        return value;
    }

    private static object? Value(JsonTextReader reader, bool asHashtable)
        => reader.TokenType switch
        {
            JsonToken.StartObject => asHashtable ? Table(reader) : Notes(reader),
            JsonToken.StartArray => Items(reader, asHashtable),
            JsonToken.Null or JsonToken.Undefined => null,
            _ => reader.Value,
        };

    private static object?[] Items(JsonTextReader reader, bool asHashtable)
    {
        var items = new List<object?>();
        while (Next(reader) != JsonToken.EndArray)
            items.Add(Value(reader, asHashtable));
        return [.. items];
    }

    private static PSObject Notes(JsonTextReader reader)
    {
        var result = new PSObject();
        while (Next(reader) != JsonToken.EndObject)
        {
            string name = (string)reader.Value!;
            Next(reader);
            object? value = Value(reader, asHashtable: false);
            if (name.Length == 0)
                throw new JsonException("The JSON string contains a property whose name is an empty string: use -AsHashtable.");

            if (result.Properties[name] is { } before)
            {
                if (before.Name != name)
                    throw new JsonException($"The JSON string contains the keys '{before.Name}' and '{name}', which differ in case only: use -AsHashtable.");
                before.Value = value;
            }
            else
            {
                result.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
            }
        }

        return result;
    }

    private static OrderedHashtable Table(JsonTextReader reader)
    {
        var result = new OrderedHashtable();
        while (Next(reader) != JsonToken.EndObject)
        {
            string name = (string)reader.Value!;
            Next(reader);
            result[name] = Value(reader, asHashtable: true);
        }

        return result;
    }

    private static JsonToken Next(JsonTextReader reader)
    {
        do
        {
            if (!reader.Read())
                throw new JsonReaderException($"Unexpected end when reading JSON. Line {reader.LineNumber}, position {reader.LinePosition}.");
        }
        while (reader.TokenType == JsonToken.Comment);
        return reader.TokenType;
    }
}
