using System.Text;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Reads the records of a CSV text, quoted line ends included; comment lines (#) before the header are left out.</summary>
internal sealed class CsvReading(TextReader reader, char delimiter)
{
    private bool _begun;

    /// <summary>The fields of the next record, null where there was nothing at all; null at the end.</summary>
    public IReadOnlyList<string?>? Next()
    {
        while (reader.Peek() >= 0)
        {
            if (!_begun && reader.Peek() == '#')
            {
                reader.ReadLine();
                continue;
            }

            List<string?> fields = Record();
            if (fields.Count == 1 && string.IsNullOrEmpty(fields[0]))
                continue; // an empty line

            _begun = true;
            return fields;
        }

        return null;
    }

    private List<string?> Record()
    {
        var fields = new List<string?>();
        var field = new StringBuilder();
        bool any = false;
        while (true)
        {
            int c = reader.Read();
            if (c == '"' && field.Length == 0)
            {
                any = true;
                Quoted(field);
            }
            else if (c == delimiter)
            {
                fields.Add(any ? field.ToString() : null);
                field.Clear();
                any = false;
            }
            else if (c is -1 or '\n' or '\r')
            {
                if (c == '\r' && reader.Peek() == '\n')
                    reader.Read();
                fields.Add(any ? field.ToString() : null);
                return fields;
            }
            else
            {
                any = true;
                field.Append((char)c);
            }
        }
    }

    private void Quoted(StringBuilder field)
    {
        for (int c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (c != '"')
                field.Append((char)c);
            else if (reader.Peek() == '"')
                field.Append((char)reader.Read());
            else
                return;
        }
    }
}
