namespace KernelTrace.Formats.Events;

/// <summary>Offsets of the fields that all events share (kernel: <c>struct trace_entry</c>).</summary>
/// <param name="TypeOffset">Offset of the 16-bit <c>common_type</c>.</param>
/// <param name="FlagsOffset">Offset of the 8-bit <c>common_flags</c>, or -1.</param>
/// <param name="PreemptCountOffset">Offset of the 8-bit <c>common_preempt_count</c>, or -1.</param>
/// <param name="PidOffset">Offset of the 32-bit <c>common_pid</c> (a thread id), or -1.</param>
public readonly record struct CommonLayout(int TypeOffset, int FlagsOffset, int PreemptCountOffset, int PidOffset)
{
    /// <summary>Finds the common fields by their names; a field that is missing or has an unexpected size is -1.</summary>
    public static CommonLayout Of(IReadOnlyList<FieldFormat> commonFields)
    {
        ArgumentNullException.ThrowIfNull(commonFields);
        return new CommonLayout(
            Math.Max(Offset("common_type", 2), 0),
            Offset("common_flags", 1),
            Offset("common_preempt_count", 1),
            Offset("common_pid", 4));

        int Offset(string name, int size)
        {
            foreach (FieldFormat field in commonFields)
            {
                if (field.Name == name) return field.Size == size ? field.Offset : -1;
            }

            return -1;
        }
    }
}
