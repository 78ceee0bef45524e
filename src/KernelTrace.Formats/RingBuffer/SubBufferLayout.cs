using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.RingBuffer;

/// <summary>Where things are in one sub-buffer: the kernel's <c>events/header_page</c>.</summary>
/// <remarks>
/// <code>
/// 0          8            8+C         (C = width of the kernel's local_t: 8 on 64-bit kernels, 4 on 32-bit ones)
/// +----------+------------+---------------------------- - - - ---+
/// | u64 time | local_t    | data: records, one after the other   |
/// |          | commit     |                                      |
/// +----------+------------+---------------------------- - - - ---+
/// </code>
/// Source: <c>struct buffer_data_page</c> and <c>ring_buffer_print_page_header</c>, <c>kernel/trace/ring_buffer.c</c>.
/// </remarks>
/// <param name="TimestampOffset">Offset of the 64-bit time of the first record.</param>
/// <param name="CommitOffset">Offset of the commit word.</param>
/// <param name="CommitSize">Bytes of the commit word: 4 or 8.</param>
/// <param name="DataOffset">Offset of the first record.</param>
/// <param name="DataSize">Bytes that records can take.</param>
public readonly record struct SubBufferLayout(int TimestampOffset, int CommitOffset, int CommitSize, int DataOffset,
    int DataSize)
{
    /// <summary>The whole sub-buffer, header included.</summary>
    public int Size => DataOffset + DataSize;

    /// <summary>Reads the text of <c>header_page</c>.</summary>
    /// <exception cref="FormatParseException">A field is missing or of an impossible size.</exception>
    public static SubBufferLayout Parse(string headerPage)
    {
        ArgumentNullException.ThrowIfNull(headerPage);
        const string What = "header_page";
        // the text is a format file's field list without name and ID; they go behind it, so that an error's line is right
        EventFormat page = EventFormatParser.Parse(What, headerPage + "\nname: header_page\nID: 0\n");
        FieldFormat time = Field("timestamp"), commit = Field("commit"), data = Field("data");
        if (time.Size != 8) throw Wrong("timestamp", "8 bytes");
        if (commit.Size is not (4 or 8)) throw Wrong("commit", "4 or 8 bytes");
        if (data.Offset < Math.Max(time.Offset + 8, commit.Offset + commit.Size)) throw Wrong("data", "behind the header");
        if (data.Size < 16) throw Wrong("data", "at least 16 bytes");
        return new SubBufferLayout(time.Offset, commit.Offset, commit.Size, data.Offset, data.Size);

        FieldFormat Field(string name) => page.CommonFields.Concat(page.Fields).FirstOrDefault(f => f.Name == name)
            ?? throw new FormatParseException(What, 0, $"there is no field '{name}'");
        FormatParseException Wrong(string name, string expected) =>
            new(What, 0, $"the field '{name}' should be {expected}");
    }

    /// <summary>The layout of a 64-bit kernel with sub-buffers of one size.</summary>
    /// <param name="size">Bytes of a sub-buffer, header included.</param>
    public static SubBufferLayout For64Bit(int size) => new(0, 8, 8, 16, size - 16);
}
