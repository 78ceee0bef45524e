using System.Runtime.InteropServices;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>The addresses in records that are stacks.</summary>
public sealed class StackFormatTests
{
    private static readonly StackFormat _kernel = StackFormat.Of(Stacks.Kernel)!;
    private static readonly StackFormat _user = StackFormat.Of(Stacks.User)!;

    [Fact]
    public void A_kernel_stack_is_as_long_as_it_says_and_not_as_its_format_does()
    {
        ulong[] twelve = [.. Enumerable.Range(1, 12).Select(n => (ulong)n)];
        Assert.Equal(twelve, _kernel.Addresses(Stacks.Record(_kernel.Id, 12, twelve)));
        Assert.Equal(twelve[..3], _kernel.Addresses(Stacks.Record(_kernel.Id, 3, twelve)));
        Assert.Equal((false, 0), (_kernel.IsUser, _kernel.Pid(Stacks.Record(_kernel.Id, 12, twelve))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void What_is_no_size_means_up_to_the_end_of_the_record(int size) =>
        Assert.Equal([7UL, 0, 9], _kernel.Addresses(Stacks.Record(_kernel.Id, size, 7, 0, 9)));

    [Fact]
    public void Either_ends_at_all_ones()
    {
        Assert.Equal([7UL], _kernel.Addresses(Stacks.Record(_kernel.Id, 3, 7, ulong.MaxValue, 9)));
        Assert.Equal([7UL], _user.Addresses(Stacks.Record(_user.Id, 3, 7, ulong.MaxValue, 9)));
    }

    [Fact]
    public void A_user_stack_ends_at_zero_and_names_its_process()
    {
        byte[] record = Stacks.Record(_user.Id, 4321, 7, 8, 0, 0, 0, 0, 0, 0);
        Assert.Equal([7UL, 8], _user.Addresses(record));
        Assert.Equal((true, 4321), (_user.IsUser, _user.Pid(record)));
        Assert.Empty(_user.Addresses(Stacks.Record(_user.Id, 1, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    [Fact]
    public void A_record_of_any_length_gives_what_it_has()
    {
        byte[] whole = Stacks.Record(_kernel.Id, 3, 7, 8, 9);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(Math.Max(0, length - 16) / 8, _kernel.Addresses(whole.AsSpan(0, length)).Length);
            _user.Pid(whole.AsSpan(0, length));
        }
    }

    [Fact]
    public void Other_events_are_no_stacks()
    {
        Assert.Null(StackFormat.Of(EventFormatParser.Parse("sched", Samples.SchedWakeup)));
        Assert.Null(StackFormat.Of(FormatText.Parse("ftrace", "kernel_stack", FormatText.Field("int other", 8, 4))));
    }
}

/// <summary>The events that are stacks, and records of them.</summary>
internal static class Stacks
{
    public static readonly EventFormat Kernel = FormatText.Parse("ftrace", "kernel_stack",
        FormatText.Field("int size", 8, 4, signed: true), FormatText.Field("unsigned long caller[8]", 16, 64));

    public static readonly EventFormat User = FormatText.Parse("ftrace", "user_stack",
        FormatText.Field("unsigned int tgid", 8, 4), FormatText.Field("unsigned long caller[8]", 16, 64));

    public static byte[] Record(int id, int number, params ulong[] addresses) => Decoding.Record(16 + addresses.Length * 8,
        (0, BitConverter.GetBytes((ushort)id)), (8, BitConverter.GetBytes(number)),
        (16, MemoryMarshal.AsBytes(addresses.AsSpan()).ToArray()));
}
