using System.Globalization;
using System.Text.RegularExpressions;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The words of every record of every capture, against the kernel's own text, character for character.</summary>
public sealed partial class MessageTests
{
    public static TheoryData<string, string> LineByLine => CaptureList.LineByLine;

    [Theory, MemberData(nameof(LineByLine))]
    public void Every_line_is_that_of_the_text(string line, string name)
    {
        var capture = Capture.Of(line, name);
        var decoder = new EventDecoder("captured", new SessionClock(capture.Clock, null, TimeZoneInfo.Utc), capture.Common,
            new SavedTasks(capture.SavedCommandLines()), capture.Format, capture.Facts);
        var hashes = new HashedPointers();
        var plain = capture.PlainText?.GroupBy(item => item.Cpu).ToDictionary(group => group.Key, group => new Queue<TextEvent>(group));
        var wrong = new List<string>();
        int renamed = 0;
        foreach ((CapturedRecord record, TextEvent text) in capture.Pairs)
        {
            // the text leaves out what discarded records took: see DiscardTests
            KTraceEvent item = decoder.Decode(record.Data.Span, record.Time - record.Discarded, text.Cpu);
            string ours = item.ToString();
            if (item.Comm != text.Comm) renamed++;
            // the name of the thread may have changed between the text and the list of names
            ours = (text.Comm.PadLeft(16) + ours[item.Comm.PadLeft(16).Length..]).TrimEnd('\n');
            string theirs = Whole(text);
            string? unhashed = plain is null ? null : Whole(plain[text.Cpu].Dequeue());
            if (KnownExceptions.Covers(record, theirs)) continue;
            // the option that leaves addresses as they are does not reach into a format that the kernel's code has
            bool always = unhashed is null || record.Format.FullName == "ftrace:bprint";
            theirs = unhashed ?? theirs;
            (ours, theirs) = KnownExceptions.WithoutSizesOfData(ours, theirs);
            if (!capture.Facts.KnowsModuleSizes) (ours, theirs) = (Known(ours), Known(theirs));
            if (always ? !hashes.Same(ours, theirs) : ours != theirs) wrong.Add($"\n  ours   {ours}\n  theirs {theirs}");
        }

        Assert.True(renamed <= Math.Max(20, capture.Pairs.Count / 10), $"{renamed} of {capture.Pairs.Count} have another name");
        if (wrong.Count > 0)
        {
            IEnumerable<string> few = wrong.GroupBy(item => item.Split(": ")[1]).SelectMany(group => group.Take(2)).Take(40);
            Assert.Fail($"{wrong.Count} of {capture.Pairs.Count} differ:{string.Concat(few)}");
        }
    }

    private static string Whole(TextEvent text)
    {
        string time = text.HasPoint
            ? string.Create(CultureInfo.InvariantCulture, $"{text.Time / 1_000_000,5}.{text.Time % 1_000_000:d6}")
            : string.Create(CultureInfo.InvariantCulture, $"{text.Time,12}");
        return TextEvent.Utf8($"{text.Prefix} {time}: {text.Whole}").TrimEnd('\n');
    }

    /// <summary>Without what an older capture does not tell of modules: sizes, and the symbols of data.</summary>
    private static string Known(string line) => ModuleData().Replace(ModuleSize().Replace(line, " $1"), "*");

    /// <summary>A symbol of a module's data: the tables of functions that file systems hand over.</summary>
    [GeneratedRegex(@"(?<= (buf)?ops )\S+ \[\w+\]")]
    private static partial Regex ModuleData();

    /// <summary>The size of a module's symbol.</summary>
    [GeneratedRegex(@"/0x[0-9a-f]+ (\[\w+\])")]
    private static partial Regex ModuleSize();

    /// <summary>The kernel prints a plain pointer as a hash with a key that it keeps to itself. The same address must
    /// always be the same hash, and different ones different.</summary>
    private sealed partial class HashedPointers
    {
        private readonly Dictionary<string, string> _hash = [], _address = [];

        public bool Same(string ours, string theirs)
        {
            if (ours == theirs) return true;
            MatchCollection addresses = Digits().Matches(ours), hashes = Digits().Matches(theirs);
            if (addresses.Count != hashes.Count || Digits().Replace(ours, "*") != Digits().Replace(theirs, "*")) return false;
            for (int i = 0; i < addresses.Count; i++)
            {
                (string address, string hash) = (addresses[i].Value, hashes[i].Value);
                if (address == hash) continue;
                // a hash has 32 bits
                if (!hash.StartsWith("00000000", StringComparison.Ordinal)) return false;
                if (_hash.TryGetValue(address, out string? known) ? known != hash : !_address.TryAdd(hash, address)) return false;
                _hash[address] = hash;
            }

            return true;
        }

        [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")]
        private static partial Regex Digits();
    }

    private sealed class SavedTasks(IReadOnlyDictionary<int, string> saved) : ITaskDirectory
    {
        public TaskIdentity Find(int tid) => tid == 0 ? TaskIdentity.Idle
            : saved.TryGetValue(tid, out string? comm) ? new TaskIdentity(comm, null) : TaskIdentity.Unknown;
    }
}
