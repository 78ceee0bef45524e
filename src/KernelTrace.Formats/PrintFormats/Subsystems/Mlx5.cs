namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Rules for packets in Mellanox network cards: what they match, and what they do.</summary>
/// <remarks>Source: <c>parse_fs_hdrs</c>, <c>drivers/net/ethernet/mellanox/mlx5/core/diag/fs_tracepoint.c</c>;
/// <c>parse_action</c>, <c>en_tc_tracepoint.c</c>, up to 6.1. <c>parse_fs_dst</c> is not among them: for some rules it
/// looks into a table that is in the kernel's memory only.</remarks>
internal static class Mlx5
{
    private static readonly string[] _actions =
    [
        "ACCEPT", "DROP", "TRAP", "GOTO", "REDIRECT", "MIRRED", "VLAN_PUSH", "VLAN_POP", "VLAN_MANGLE", "TUNNEL_ENCAP", "TUNNEL_DECAP",
        "MANGLE", "ADD", "CSUM", "MARK", "WAKE", "QUEUE", "SAMPLE", "POLICE", "CT",
    ];

    public static void Add(FunctionTable table)
    {
        table.Add("parse_fs_hdrs", Headers);
        table.Add("parse_action", Actions);
    }

    private static WrittenTerm Headers(PrintCompiler compiler, CallSyntax call)
    {
        Term enabled = FunctionTable.Argument(compiler, call, 1);
        Term[] parts = [.. Enumerable.Range(2, 6).Select(index => FunctionTable.Argument(compiler, call, index))];
        return new WrittenTerm((in PrintFrame frame) =>
        {
            long bits = enabled.Number(frame);
            if ((bits & 1) != 0) Mlx5Headers.WritePacket(frame.Output, "[outer] ", parts[0].Bytes(frame), parts[3].Bytes(frame));
            if ((bits & 2) != 0) Mlx5Headers.WriteOther(frame.Output, "[misc] ", parts[1].Bytes(frame), parts[4].Bytes(frame));
            if ((bits & 4) != 0) Mlx5Headers.WritePacket(frame.Output, "[inner] ", parts[2].Bytes(frame), parts[5].Bytes(frame));
        });
    }

    /// <summary>The numbers of actions are the kernel's own.</summary>
    private static WrittenTerm Actions(PrintCompiler compiler, CallSyntax call)
    {
        Term ids = FunctionTable.Argument(compiler, call, 1), count = FunctionTable.Argument(compiler, call, 2);
        var names = new Dictionary<long, string>();
        foreach (string name in _actions)
        {
            if (compiler.Facts.TryFindConstant("FLOW_ACTION_" + name, out long value)) names.TryAdd(value, name);
        }

        if (names.Count == 0 || !compiler.Facts.TryFindConstant("NUM_FLOW_ACTIONS", out long all))
            throw compiler.Error(call, "nothing is known of the name FLOW_ACTION_ACCEPT");
        return new WrittenTerm((in PrintFrame frame) =>
        {
            ReadOnlySpan<byte> bytes = ids.Bytes(frame);
            for (int i = 0; i < Math.Min((uint)count.Number(frame), bytes.Length / 4); i++)
            {
                uint id = Fixed.Little32(bytes, i * 4);
                frame.Output.Append(id >= all ? "UNKNOWN" : names.GetValueOrDefault(id, "(null)"));
                frame.Output.Append(' ');
            }
        });
    }
}
