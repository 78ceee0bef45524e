using System.Globalization;
using System.Text.RegularExpressions;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Values of the typed properties against those in the kernel's text. Each group of an expression is named as
/// the property that shows the value.</summary>
public sealed class EventValueTests
{
    private const string Switch = @"prev_comm=(?<prev_comm>.*) prev_pid=(?<prev_pid>\d+) prev_prio=(?<prev_prio>\d+) prev_state=\S+ ==> next_comm=(?<next_comm>.*) next_pid=(?<next_pid>\d+) next_prio=(?<next_prio>\d+)";
    private const string Waking = @"comm=(?<field_comm>.*) pid=(?<field_pid>\d+) prio=(?<prio>\d+) target_cpu=0{0,2}(?<target_cpu>\d+)";
    private const string Exec = @"filename=(?<filename>.*) pid=(?<field_pid>\d+) old_pid=(?<old_pid>\d+)";
    private const string Fork = @"comm=(?<parent_comm>.*) pid=(?<parent_pid>\d+) child_comm=(?<child_comm>.*) child_pid=(?<child_pid>\d+)";
    private const string Signal = @"sig=(?<sig>\d+) errno=(?<errno>-?\d+) code=(?<code>-?\d+) comm=(?<field_comm>.*) pid=(?<field_pid>\d+) grp=(?<group>\d+) res=(?<result>\d+)";

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string line in FixtureArchive.Lines)
            {
                data.Add(line, "sched:sched_switch", Switch);
                data.Add(line, "sched:sched_waking", Waking);
                data.Add(line, "sched:sched_process_exec", Exec);
                data.Add(line, "sched:sched_process_fork", Fork);
                data.Add(line, "sched:sched_process_exit", @"comm=(?<field_comm>.*) pid=(?<field_pid>\d+) prio=(?<prio>\d+)( group_dead=(?<group_dead>\w+))?");
                data.Add(line, "irq:irq_handler_entry", @"irq=(?<irq>\d+) name=(?<name>.*)");
                data.Add(line, "irq:irq_handler_exit", @"irq=(?<irq>\d+) ret=\w+");
                data.Add(line, "irq_vectors:local_timer_entry", @"vector=(?<vector>\d+)");
                data.Add(line, "exceptions:page_fault_user", @"address=\S+ ip=\S+ error_code=(?<error_code>0x[0-9a-f]+)");
                data.Add(line, "kmem:kmalloc", @"call_site=.* ptr=\S+ bytes_req=(?<bytes_req>\d+) bytes_alloc=(?<bytes_alloc>\d+) .*");
                data.Add(line, "kmem:rss_stat", @"mm_id=(?<mm_id>\d+) curr=(?<curr>\d+) (type|member)=\w+ size=(?<size>-?\d+)B");
                data.Add(line, "raw_syscalls:sys_exit", @"NR (?<id>-?\d+) = (?<ret>-?\d+)");
                data.Add(line, "signal:signal_generate", Signal);
                data.Add(line, "task:task_rename", @"(pid=(?<field_pid>\d+) )?oldcomm=(?<oldcomm>.*) newcomm=(?<newcomm>.*) oom_score_adj=(?<oom_score_adj>-?\d+)");
                data.Add(line, "block:block_rq_issue", @"\d+,\d+ (?<rwbs>\w+) (?<bytes>\d+) \((?<cmd>.*)\) (?<sector>\d+) \+ (?<nr_sector>\d+) .*\[(?<field_comm>.*)\]");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_properties_have_the_values_of_the_text(string line, string name, string pattern)
    {
        var expression = new Regex($"^{name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]}: {pattern}$");
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Capture.LineByLine(line).SelectMany(capture => capture.Pairs))
        {
            if (record.Format.FullName != name) continue;
            seen++;
            Match match = expression.Match(TextEvent.Utf8(text.Words));
            Assert.True(match.Success, $"'{text.Words}' is of another form");
            foreach (Group group in match.Groups.Values.Where(group => group.Success && char.IsAsciiLetter(group.Name[0])))
                Assert.Equal(group.Value, Words(record[group.Name], group.Value.StartsWith("0x", StringComparison.Ordinal)));
        }

        Assert.True(seen > 0, $"no capture of {line} has {name}");
    }

    private static string Words(object? value, bool hex) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => (hex ? "0x" : "") + number.ToString(hex ? "x" : null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
