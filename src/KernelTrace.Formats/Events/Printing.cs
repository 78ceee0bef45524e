namespace KernelTrace.Formats.Events;

/// <summary>How an event's <c>print fmt</c> prints a field: the only place that tells text from raw bytes, a
/// bitmask from an array and an address from a number, where the C type is the same.</summary>
internal readonly record struct Printing(bool AsBitmask, bool AsRawBytes, bool AsAddress)
{
    public static Printing Of(string field, string printFormat)
    {
        bool bitmask = Calls("__get_bitmask(") || Calls("__get_rel_bitmask(") || Calls("__get_cpumask(")
            || Calls("__get_rel_cpumask(");
        bool text = Calls("__get_str(") || Calls("__get_rel_str(");
        bool raw = !text && (Calls("__get_dynamic_array(") || Calls("__get_rel_dynamic_array(")
            || Calls("__print_dynamic_array(")
            || Calls("__print_hex(REC->") || Calls("__print_hex_str(REC->"));
        // a number that is printed by %p is an address
        bool address = Calls("(void *)REC->", true) || Calls("(void *) REC->", true);
        return new Printing(bitmask, raw, address);

        bool Calls(string prefix, bool mayEnd = false)
        {
            int from = 0;
            while ((from = printFormat.IndexOf(prefix, from, StringComparison.Ordinal)) >= 0)
            {
                from += prefix.Length;
                ReadOnlySpan<char> rest = printFormat.AsSpan(from);
                if (rest.StartsWith(field) && (rest.Length > field.Length ? rest[field.Length] is ')' or ',' : mayEnd)) return true;
            }

            return false;
        }
    }
}
