using KernelTrace.Processes;
using KernelTrace.Sessions;

namespace KernelTrace.Tests.Sessions;

public sealed class SessionNameTests
{
    [Fact]
    public void A_private_name_carries_its_owner()
    {
        string first = SessionName.NewPrivate(), second = SessionName.NewPrivate();

        Assert.NotEqual(first, second);
        Assert.Equal((Environment.ProcessId, ThreadList.StartTime(Environment.ProcessId)!.Value), SessionName.OwnerOf(first));
        Assert.False(SessionName.IsOrphaned(first));
    }

    [Fact]
    public void One_whose_owner_has_another_start_is_orphaned()
    {
        int self = Environment.ProcessId;

        Assert.True(SessionName.IsOrphaned($"pskerneltrace-{self}-1-1"));
        Assert.True(SessionName.IsOrphaned($"pskerneltrace-{int.MaxValue}-5-1"));
    }

    [Theory]
    [InlineData("pskerneltrace")]
    [InlineData("pskerneltrace-")]
    [InlineData("pskerneltrace-1")]
    [InlineData("pskerneltrace-1-2")]
    [InlineData("pskerneltrace-1-2-3-4")]
    [InlineData("pskerneltrace-a-2-3")]
    [InlineData("pskerneltrace--2-3")]
    [InlineData("pskerneltrace-1-2-x")]
    [InlineData("pskerneltrace- 1-2-3")]
    [InlineData("pskerneltrace-99999999999-2-3")]
    [InlineData("PSKERNELTRACE-1-2-3")]
    [InlineData("other-1-2-3")]
    [InlineData("")]
    public void Another_name_has_no_owner_and_is_no_orphan(string name)
    {
        Assert.Null(SessionName.OwnerOf(name));
        Assert.False(SessionName.IsOrphaned(name));
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(32, 8)]
    [InlineData(256, 1)]
    [InlineData(4096, 1)]
    public void The_default_buffer_is_bounded_for_each_cpu_and_for_all(int cpus, int megabytes) =>
        Assert.Equal((long)megabytes << 20, SessionSettings.DefaultBufferSize(cpus));
}
