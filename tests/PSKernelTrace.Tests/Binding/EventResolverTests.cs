using System.Management.Automation;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;
using Xunit;

namespace PSKernelTrace.Tests.Binding;

public sealed class EventResolverTests
{
    private readonly EventResolver _resolver = new(
    [
        new("sched", "sched_switch"), new("sched", "sched_waking"), new("a", "twice"), new("b", "twice"),
        new("net", "Case"), new("net", "case"),
    ]);

    [Theory]
    [InlineData("sched:sched_switch", "sched:sched_switch")]
    [InlineData("sched/sched_switch", "sched:sched_switch")]
    [InlineData(" sched_switch ", "sched:sched_switch")]
    [InlineData("SCHED:SCHED_SWITCH", "sched:sched_switch")]
    [InlineData("sched:*", "sched:sched_switch sched:sched_waking")]
    [InlineData("sched/*wak*", "sched:sched_waking")]
    [InlineData("*_switch", "sched:sched_switch")]
    [InlineData("[ab]:twice", "a:twice b:twice")]
    [InlineData("b:twice", "b:twice")]
    [InlineData("net:case", "net:case")]
    [InlineData("net:Case", "net:Case")]
    public void Finds(string pattern, string expected)
    {
        IReadOnlyList<EventName> found = _resolver.Resolve(pattern, out ErrorRecord? error);
        Assert.Null(error);
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("twice", "Tracepoint,Ambiguous", "a:twice, b:twice")]
    [InlineData("net:CASE", "Tracepoint,Ambiguous", "net:Case, net:case")]
    [InlineData("sched:sched_swich", "Tracepoint,NotFound", "Did you mean sched:sched_switch?")]
    [InlineData("sched_wakin", "Tracepoint,NotFound", "Did you mean sched:sched_waking?")]
    [InlineData("nothing:*", "Tracepoint,NotFound", "Get-KTracepoint *")]
    [InlineData(":", "Tracepoint,NotFound", "Get-KTracepoint *")]
    public void Says_why_not(string pattern, string id, string text)
    {
        Assert.Empty(_resolver.Resolve(pattern, out ErrorRecord? error));
        Assert.Equal(id, error!.FullyQualifiedErrorId);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
    }
}
