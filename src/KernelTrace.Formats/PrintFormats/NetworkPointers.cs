using System.Buffers.Binary;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Addresses of networks: <c>%pM</c>, <c>%pI4</c>, <c>%pI6c</c>, <c>%pISpc</c>.</summary>
/// <remarks>Source: <c>mac_address_string</c>, <c>ip4_string</c>, <c>ip6_compressed_string</c>,
/// <c>ip4_addr_string_sa</c>, <c>lib/vsprintf.c</c>.</remarks>
internal static class NetworkPointers
{
    public static DataWriter Mac(string extension)
    {
        bool reversed = extension.Contains('R', StringComparison.Ordinal);
        char? separator = extension[0] == 'm' ? null : extension.Contains('F', StringComparison.Ordinal) ? '-' : ':';
        return (output, bytes, _) =>
        {
            for (int i = 0; i < 6; i++)
            {
                if (i > 0 && separator is char mark) output.Append(mark);
                output.AppendHex(bytes[reversed ? 5 - i : i], 2);
            }
        };
    }

    public static DataWriter Ip4(string extension)
    {
        // h: the host's order, l: little endian; n and b: as on the wire
        bool reversed = extension.Length > 2 && extension[2] is 'h' or 'l', zeros = extension[0] == 'i';
        return (output, bytes, _) => WriteIp4(output, bytes, reversed, zeros);
    }

    public static DataWriter Ip6(string extension)
    {
        bool compressed = extension.Length > 2 && extension[2] == 'c', colons = extension[0] == 'I';
        return (output, bytes, _) => WriteIp6(output, bytes, compressed && colons, colons);
    }

    /// <summary>A <c>struct sockaddr_in</c> or <c>sockaddr_in6</c>.</summary>
    /// <remarks>
    /// <code>
    /// 0        2      4             8              24
    /// | family | port | address 4   |              |                 AF_INET, 2
    /// | family | port | flow info 4 | address 16   | scope id 4 |    AF_INET6, 10
    /// </code>
    /// family and scope are in the host's order, the rest as on the wire.
    /// </remarks>
    public static DataWriter Socket(string extension)
    {
        bool port = extension.Contains('p', StringComparison.Ordinal), flow = extension.Contains('f', StringComparison.Ordinal);
        bool scope = extension.LastIndexOf('s') > 1, compressed = extension.Contains('c', StringComparison.Ordinal);
        bool colons = extension[0] == 'I';
        return (output, bytes, _) =>
        {
            int family = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            if (family == 2 && bytes.Length >= 8)
            {
                WriteIp4(output, bytes[4..], false, !colons);
                if (port) Number(output, ':', BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
            }
            else if (family == 10 && bytes.Length >= 28)
            {
                if (port || flow || scope) output.Append('[');
                WriteIp6(output, bytes[8..], compressed && colons, colons);
                if (port || flow || scope) output.Append(']');
                if (port) Number(output, ':', BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
                if (flow) Number(output, '/', BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) & 0x0fffffff);
                if (scope) Number(output, '%', BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]));
            }
            else output.Append("(einval)");
        };

        static void Number(PrintOutput output, char mark, uint value)
        {
            output.Append(mark);
            output.AppendDecimal((ulong)value);
        }
    }

    private static void WriteIp4(PrintOutput output, ReadOnlySpan<byte> bytes, bool reversed, bool zeros)
    {
        for (int i = 0; i < 4; i++)
        {
            byte part = bytes[reversed ? 3 - i : i];
            if (i > 0) output.Append('.');
            if (zeros && part < 100) output.Append('0');
            if (zeros && part < 10) output.Append('0');
            output.AppendDecimal((ulong)part);
        }
    }

    private static void WriteIp6(PrintOutput output, ReadOnlySpan<byte> bytes, bool compressed, bool colons)
    {
        if (!compressed)
        {
            for (int i = 0; i < 8; i++)
            {
                if (i > 0 && colons) output.Append(':');
                output.AppendHex(BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]), 4);
            }

            return;
        }

        // an IPv4 address within: mapped (::ffff:a.b.c.d), or behind an ISATAP identifier
        bool mapped = bytes[..10].IndexOfAnyExcept((byte)0) < 0 && bytes[10] == 0xff && bytes[11] == 0xff;
        bool isatap = (bytes[8] | 2) == 2 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe;
        int words = mapped || isatap ? 6 : 8;
        int zerosAt = -1, zeros = 1;
        for (int i = 0; i < words; i++)
        {
            int run = 0;
            while (i + run < words && Word(bytes, i + run) == 0) run++;
            if (run > zeros) (zerosAt, zeros) = (i, run);
        }

        bool colon = false;
        for (int i = 0; i < words; i++)
        {
            if (i == zerosAt)
            {
                output.Append(i == 0 || colon ? "::" : ":");
                colon = false;
                i += zeros - 1;
                continue;
            }

            if (colon) output.Append(':');
            output.AppendHex(Word(bytes, i));
            colon = true;
        }

        if (words == 8) return;
        if (colon) output.Append(':');
        WriteIp4(output, bytes[12..], false, false);

        static ushort Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * index)..]);
    }
}
