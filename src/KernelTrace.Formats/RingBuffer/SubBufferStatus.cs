namespace KernelTrace.Formats.RingBuffer;

/// <summary>How walking through a sub-buffer stands: one value for each way it can end.</summary>
public enum SubBufferStatus
{
    /// <summary>There may be more records.</summary>
    Good = 0,

    /// <summary>All records that were committed have been read.</summary>
    End,

    /// <summary>The bytes do not even hold the header.</summary>
    ShortHeader,

    /// <summary>The commit word counts more bytes than the sub-buffer has.</summary>
    CommitTooLarge,

    /// <summary>A record header stands less than 4 bytes before the end of the data.</summary>
    ShortRecordHeader,

    /// <summary>A record's length word is missing, or smaller than itself.</summary>
    BadRecordLength,

    /// <summary>A record goes on behind the end of the data.</summary>
    RecordTooLong,

    /// <summary>A time extend or time stamp is cut off.</summary>
    ShortTimeRecord,
}
