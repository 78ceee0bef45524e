using KernelTrace.Formats.PrintFormats.Subsystems;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Functions of single subsystems: a file each, in <c>Subsystems</c>.</summary>
internal static partial class PrintFunctions
{
    private static void AddSubsystems(Dictionary<string, PrintFunction> functions)
    {
        var table = new FunctionTable(functions);
        Choices.Add(table);
        BlockLayer.Add(table);
        Scsi.Add(table);
        Libata.Add(table);
        Nvme.Add(table);
        NvmeTarget.Add(table);
        Usb.Add(table);
        Xhci.Add(table);
        Dwc3.Add(table);
        Ucsi.Add(table);
        Thunderbolt.Add(table);
        Ras.Add(table);
        IntelIommu.Add(table);
        Xen.Add(table);
        FileSystems.Add(table);
        Landlock.Add(table);
        Display.Add(table);
        Irdma.Add(table);
        Mlx5.Add(table);
        Hfi1.Add(table);
    }
}
