using System.Buffers.Binary;
using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Writes one sub-buffer, part by part, as a little-endian kernel does.</summary>
/// <remarks>
/// <code>
/// 0        8        8+C                                   commit          size        C = commit size, 4 or 8
/// +--------+--------+------+------+-- - - - -------+------+---------------+
/// | time   | commit | part | part |                | part | [missed] fa fa|
/// +--------+--------+------+------+-- - - - -------+------+---------------+
///
///   31            5 4    0
///  +---------------+------+
///  |     delta     | type |  type 1..28  Small       + type * 4 bytes
///  +---------------+------+  type 0      Long        + u32 length (counts itself) + data, filled up to 4
///                            type 29     Discarded   + u32 length (counts itself) + bytes that nobody reads
///                            type 29     PaddingEnd    delta 0, nothing more in the page
///                            type 30     TimeExtend  + u32, delta is low 27 bits, word is the bits above
///                            type 31     TimeStamp   + u32, the same, but the time itself
/// </code>
/// What no part covers is 0xfa. Four of them read as a record of 104 bytes, so that a walk past the data shows.
/// </remarks>
internal sealed class PageBuilder(long time = 0, int commitSize = 8, int size = 256)
{
    public const byte Fill = 0xfa;

    private const uint MissedFlag = 1u << 31, StoredFlag = 1u << 30;
    private readonly List<byte> _data = [];
    private uint _flags;
    private uint? _commit;
    private ulong? _missed;

    public SubBufferLayout Layout => new(0, 8, commitSize, 8 + commitSize, size - 8 - commitSize);

    /// <summary>Bytes of parts so far.</summary>
    public int Length => _data.Count;

    public PageBuilder Small(uint delta, params byte[] data)
    {
        Assert.True(data.Length is > 0 and <= 112 && data.Length % 4 == 0, "type_len counts 1 to 28 words");
        return Word((uint)data.Length / 4, delta).Bytes(data);
    }

    public PageBuilder Long(uint delta, params byte[] data) =>
        Word(0, delta).Words((uint)data.Length + 4).Bytes(data).Aligned();

    public PageBuilder Discarded(uint delta, int length)
    {
        Assert.True(delta != 0, "padding without a delta ends the page");
        return Word(29, delta).Words((uint)length + 4).Bytes(new byte[length]).Aligned();
    }

    public PageBuilder PaddingEnd() => Word(29, 0);

    public PageBuilder TimeExtend(ulong delta) => Word(30, (uint)(delta & 0x7ffffff)).Words((uint)(delta >> 27));

    /// <summary>An absolute stamp: 59 bits, what is above them is not written.</summary>
    public PageBuilder TimeStamp(ulong time59) => Word(31, (uint)(time59 & 0x7ffffff)).Words((uint)(time59 >> 27));

    /// <summary>Raw words, for what no kernel writes.</summary>
    public PageBuilder Words(params uint[] words)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (uint word in words)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
            _data.AddRange(bytes);
        }

        return this;
    }

    /// <summary>A record header word.</summary>
    public PageBuilder Word(uint type, uint delta) => Words(type | delta << 5);

    /// <summary>Records were lost before the page; their number is not told.</summary>
    public PageBuilder Missed()
    {
        _flags = MissedFlag;
        return this;
    }

    /// <summary>Records were lost before the page; their number stands behind the data if there is room.</summary>
    public PageBuilder Missed(ulong count)
    {
        (_flags, _missed) = (MissedFlag | StoredFlag, count);
        return this;
    }

    /// <summary>A commit word that does not count what is there.</summary>
    public PageBuilder Commit(uint length)
    {
        _commit = length;
        return this;
    }

    public byte[] Build()
    {
        var page = new byte[size];
        page.AsSpan().Fill(Fill);
        BinaryPrimitives.WriteInt64LittleEndian(page, time);
        uint commit = (_commit ?? (uint)_data.Count) | _flags;
        if (commitSize == 8) BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(8), commit);
        else BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(8), commit);
        _data.CopyTo(page, 8 + commitSize);
        Span<byte> rest = page.AsSpan(8 + commitSize + _data.Count);
        if (_missed is ulong missed && rest.Length >= commitSize)
        {
            if (commitSize == 8) BinaryPrimitives.WriteUInt64LittleEndian(rest, missed);
            else BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)missed);
        }

        return page;
    }

    private PageBuilder Bytes(byte[] bytes)
    {
        _data.AddRange(bytes);
        return this;
    }

    private PageBuilder Aligned()
    {
        while (_data.Count % 4 != 0) _data.Add(Fill);
        return this;
    }
}
