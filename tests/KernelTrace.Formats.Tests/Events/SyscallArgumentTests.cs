using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>An argument of a system call fills a register; its C type says how much of it counts.</summary>
public class SyscallArgumentTests
{
    [Theory]
    [InlineData("int", typeof(int))]
    [InlineData("unsigned int", typeof(uint))]
    [InlineData("umode_t", typeof(ushort))]
    [InlineData("const clockid_t", typeof(int))]
    [InlineData("const enum landlock_rule_type", typeof(int))]
    [InlineData("uid_t", typeof(uint))]
    [InlineData("size_t", typeof(ulong))]
    [InlineData("loff_t", typeof(long))]
    [InlineData("long", typeof(long))]
    [InlineData("cap_user_data_t", typeof(ulong))]
    [InlineData("const char *", typeof(KernelAddress))]
    public void The_type_narrows_the_register(string type, Type clr)
    {
        FieldFormat field = FormatText.Single(type + " argument", 8, system: "syscalls");

        Assert.Equal(clr, field.ClrType);
        Assert.Equal(8, field.Size);
    }

    [Fact]
    public void Other_systems_are_taken_at_their_word() =>
        Assert.Equal(typeof(ulong), FormatText.Single("int argument", 8, system: "sched").ClrType);

    [Fact]
    public void A_field_that_is_no_register_stays()
    {
        FieldFormat field = FormatText.Single("int __syscall_nr", 4, signed: true, system: "syscalls");

        Assert.Equal((4, typeof(int)), (field.ElementSize, field.ClrType));
    }

    [Fact]
    public void At_fdcwd_reads_as_minus_100()
    {
        EventFormat format = EventFormatParser.Parse("syscalls", Samples.SysEnterOpenat);
        byte[] record = Decoding.Record(48, (8, BitConverter.GetBytes(257)), (16, BitConverter.GetBytes(0xffffff9cul)),
            (24, BitConverter.GetBytes(0x7ffc_1234_5678ul)), (32, BitConverter.GetBytes(0xdead_0008_0000ul)),
            (40, BitConverter.GetBytes(0x1_01b6ul)));
        KTraceEvent read = Decoding.Event(format, record);

        Assert.Equal(-100, Decoding.Property(read, "dfd"));
        Assert.Equal(-100, read.Fields["dfd"]);
        Assert.Equal(new KernelAddress(0x7ffc12345678), Decoding.Property(read, "filename"));
        Assert.Equal(0x80000, Decoding.Property(read, "flags"));
        Assert.Equal((ushort)0x1b6, Decoding.Property(read, "mode"));
        Assert.Equal(257, Decoding.Property(read, "__syscall_nr"));
    }
}
