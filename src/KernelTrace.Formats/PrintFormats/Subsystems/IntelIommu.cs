namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Requests for pages that a device makes of an Intel IOMMU.</summary>
/// <remarks>Source: <c>decode_prq_descriptor</c>, <c>drivers/iommu/intel/iommu.h</c>.</remarks>
internal static class IntelIommu
{
    public static void Add(FunctionTable table) => table.Numbers("decode_prq_descriptor", 2, 4, (output, values) =>
    {
        ulong first = (ulong)values[0], second = (ulong)values[1];
        output.Write($"rid=0x{first >> 16 & 0xffff:x} addr=0x{second >> 12:x} ");
        output.Append((second & 1) != 0 ? 'r' : '-');
        output.Append((second & 2) != 0 ? 'w' : '-');
        output.Append((first >> 52 & 1) != 0 ? 'x' : '-');
        output.Append((first >> 53 & 1) != 0 ? 'p' : '-');
        output.Append((second & 4) != 0 ? 'l' : '-');
        output.Write($" pasid=0x{first >> 32 & 0xfffff:x} index=0x{second >> 3 & 0x1ff:x}");
        // private data follows
        if ((first >> 9 & 1) != 0) output.Write($" private=0x{values[2]:x}/0x{values[3]:x}\n");
    });
}
