using System.Collections;
using System.Globalization;
using System.Text;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Words;

/// <summary>The fields of a record as text, for an event whose own words cannot be made.</summary>
internal static class FieldText
{
    /// <summary>All fields as <c>name=value</c>, in the kernel's order, and why there is no more.</summary>
    public static string Write(EventFormat format, ReadOnlySpan<byte> record, PrintFormatException? error)
    {
        var text = new StringBuilder();
        foreach (FieldFormat field in format.Fields)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(field.Name).Append('=');
            Append(text, FieldReader.Read(field, record));
        }

        if (error?.UnknownFunction is string function)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}(its words call {function}(), which is not known here)");
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                text.Append(Convert.ToHexString(bytes));
                break;
            case Array array:
                text.Append('{').AppendJoin(',', ((IEnumerable)array).Cast<object>()).Append('}');
                break;
            case bool flag:
                text.Append(flag ? '1' : '0');
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
