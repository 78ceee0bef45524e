using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>What every record says, against the beginning of its line in the kernel's text.</summary>
public sealed class LineTests
{
    public static TheoryData<string, string> LineByLine => CaptureList.LineByLine;

    [Theory, MemberData(nameof(LineByLine))]
    public void Every_record_is_of_the_event_that_the_text_names(string line, string name)
    {
        foreach ((CapturedRecord record, TextEvent text) in Capture.Of(line, name).Pairs)
        {
            Assert.Equal(text.Tid, record.Tid);
            if (!Names(text.Words, record.Format)) Assert.Fail($"{record.Format} is told as '{text.Words}'");
        }
    }

    [Theory, MemberData(nameof(LineByLine))]
    public void Every_time_is_that_of_the_text(string line, string name)
    {
        var capture = Capture.Of(line, name);
        foreach ((CapturedRecord record, TextEvent text) in capture.Pairs)
        {
            // the text leaves out what discarded records took (see DiscardTests), and is rounded to a microsecond
            long time = record.Time - record.Discarded;
            Assert.Equal(text.Time, capture.CountsNanoseconds ? (time + 500) / 1000 : time);
        }
    }

    [Theory, MemberData(nameof(LineByLine))]
    public void Every_context_has_the_letters_of_the_text(string line, string name)
    {
        foreach ((CapturedRecord record, TextEvent text) in Capture.Of(line, name).Pairs)
        {
            if (HasOldMeaning(line, record)) continue;
            string letters = record.Context.ToString();
            // 5.10 has no letter for disabled migration
            Assert.Equal(text.Context, letters[..text.Context.Length]);
        }
    }

    /// <summary>A bit that says "lazy" from 6.13 on said "nothing known of interrupts" before. (Some probes of 6.1 and
    /// 6.12 leave all bits set.)</summary>
    private static bool HasOldMeaning(string line, CapturedRecord record) => line is "5.10" or "6.1" or "6.12"
        && record.Context.Flags.HasFlag(KTraceContextFlags.NeedReschedLazy);

    /// <summary>Whether the words of a line are those of an event. Most begin with the event's name; those of the
    /// tracers and of system calls have forms of their own.</summary>
    private static bool Names(string words, EventFormat format) => format.FullName switch
    {
        "ftrace:print" => words.StartsWith("tracing_mark_write: ", StringComparison.Ordinal)
            || words.StartsWith("pskt_say: ", StringComparison.Ordinal),
        "ftrace:bprint" or "ftrace:bputs" => words.StartsWith("pskt_say: ", StringComparison.Ordinal),
        "ftrace:func_repeats" => words.Contains(" (repeats: ", StringComparison.Ordinal),
        "ftrace:kernel_stack" => words == "<stack trace>",
        "ftrace:user_stack" => words == "<user stack trace>",
        "ftrace:raw_data" => words.StartsWith("# ", StringComparison.Ordinal),
        "ftrace:function" => words.Contains(" <-", StringComparison.Ordinal),
        _ when format.System == "syscalls" && format.Name.StartsWith("sys_enter_", StringComparison.Ordinal) =>
            words.StartsWith($"sys_{format.Name[10..]}(", StringComparison.Ordinal),
        _ when format.System == "syscalls" => words.StartsWith($"sys_{format.Name[9..]} -> ", StringComparison.Ordinal),
        _ => words.StartsWith(format.Name + ": ", StringComparison.Ordinal),
    };
}
