using System.Text.RegularExpressions;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The words of every record of every capture, against the kernel's own text, character for character.</summary>
public sealed partial class MessageTests
{
    public static TheoryData<string, string> LineByLine => CaptureList.LineByLine;

    [Theory, MemberData(nameof(LineByLine))]
    public void Every_message_is_that_of_the_text(string line, string name)
    {
        var capture = Capture.Of(line, name);
        var printers = new Dictionary<EventFormat, EventPrinter>();
        var hashes = new HashedPointers();
        var tasks = new SavedTasks(capture.SavedCommandLines());
        List<TextEvent>? plain = capture.PlainText;
        var plainByCpu = plain?.GroupBy(item => item.Cpu).ToDictionary(group => group.Key, group => new Queue<TextEvent>(group));
        var wrong = new List<string>();
        foreach ((CapturedRecord record, TextEvent text) in capture.Pairs)
        {
            if (!printers.TryGetValue(record.Format, out EventPrinter? printer))
                printers.Add(record.Format, printer = new EventPrinter(record.Format, capture.Facts));
            string words = printer.Print(record.Data.Span, record.Time - record.Discarded, tasks);
            string ours = (printer.NamesEvent ? record.Format.Name + ": " + words : words).TrimEnd('\n');
            string theirs = TextEvent.Utf8(text.Whole).TrimEnd('\n');
            string? unhashed = plainByCpu is null ? null : TextEvent.Utf8(plainByCpu[text.Cpu].Dequeue().Whole).TrimEnd('\n');
            if (unhashed is not null ? ours != unhashed : !hashes.Same(ours, theirs))
                wrong.Add($"{printer.Error?.Message}\n  ours   {ours}\n  theirs {unhashed ?? theirs}");
        }

        if (wrong.Count > 0)
        {
            IEnumerable<string> few = wrong.GroupBy(item => item.Split("ours ")[1].Trim().Split(' ', '(')[0]).SelectMany(group => group.Take(2)).Take(40);
            Assert.Fail($"{wrong.Count} of {capture.Pairs.Count} differ:{string.Concat(few)}");
        }
    }

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
