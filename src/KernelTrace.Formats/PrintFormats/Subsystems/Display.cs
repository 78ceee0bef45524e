namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Rectangles of the display: <c>struct drm_rect { int x1, y1, x2, y2; }</c>.</summary>
/// <remarks>Source: <c>drm_rect_width</c>, <c>drm_rect_height</c>, <c>include/drm/drm_rect.h</c>.</remarks>
internal static class Display
{
    public static void Add(FunctionTable table)
    {
        Side(table, "drm_rect_width", 0);
        Side(table, "drm_rect_height", 1);
    }

    private static void Side(FunctionTable table, string function, int first) => table.Add(function, (compiler, call) =>
    {
        Term rectangle = FunctionTable.Argument(compiler, call, 0);
        if (!rectangle.IsInRecord) throw compiler.Error(call, "what this points to is not in the record");
        compiler.Work(call, 1);
        return new BinaryTerm("-", At(rectangle, first + 2), At(rectangle, first));
    });

    private static LoadTerm At(Term rectangle, int index) => new(CType.Int, rectangle, new ConstantTerm(CType.Int, index));
}
