using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Symbols;

/// <summary>The kernel's configuration, memory and strings.</summary>
public sealed class KernelPartsTests
{
    private readonly FakeSyscalls _kernel = new();

    [Fact]
    public void The_configuration_is_unpacked()
    {
        _kernel["/proc/config.gz"] = new FakeFile { Content = () => Pack("# CONFIG_HZ_100 is not set\nCONFIG_HZ_250=y\nCONFIG_HZ=250\nCONFIG_X=\"text\"") };
        var config = new KernelConfig(_kernel);

        Assert.Equal(("250", "text", null), (config.Find("CONFIG_HZ"), config.Find("CONFIG_X"), config.Find("CONFIG_HZ_100")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Or_found_beside_the_kernel(bool broken)
    {
        if (broken) _kernel["/proc/config.gz"] = new FakeFile("no gzip");
        _kernel["/proc/sys/kernel/osrelease"] = new FakeFile("6.1.0-5-amd64\n");
        _kernel["/boot/config-6.1.0-5-amd64"] = new FakeFile("CONFIG_HZ=1000\n");

        Assert.Equal("1000", new KernelConfig(_kernel).Find("CONFIG_HZ"));
    }

    [Fact]
    public void Or_not_known() => Assert.Null(new KernelConfig(_kernel).Find("CONFIG_HZ"));

    [Theory]
    [InlineData(15256021144842, 4298706242, 250)] // as seen on a kernel of that setting
    [InlineData(57_000_000_000, 4294724296, 1000)]
    [InlineData(3_600_000_000_000, 4295297296, 100)]
    [InlineData(3_600_000_000_000, 4295874796, null)] // 275: none of those that can be
    [InlineData(300_000_000_000, 4294967296, null)] // just there, nothing can be told
    public void Ticks_are_counted_where_the_configuration_is_not_known(long now, long ticks, int? expected)
    {
        _kernel["/proc/timer_list"] = new FakeFile($"Timer List Version: v0.10\nnow at {now} nsecs\n\ncpu: 0\n  .idle_jiffies   : 1\njiffies: {ticks}\n");

        Assert.Equal(expected, new KernelTicks(_kernel, new KernelConfig(_kernel)).Value);
        _kernel["/boot/config-1"] = new FakeFile("CONFIG_HZ=300\n");
        _kernel["/proc/sys/kernel/osrelease"] = new FakeFile("1");
        Assert.Equal(300, new KernelTicks(_kernel, new KernelConfig(_kernel)).Value);
        Assert.Null(new KernelTicks(new FakeSyscalls(), new KernelConfig(new FakeSyscalls())).Value);
    }

    [Theory]
    [InlineData(0xffff888000000010, 8, 0x1122334455667788)]
    [InlineData(0xffff888000000010, 4, 0x55667788)]
    [InlineData(0xffff888000000010, 1, 0x88)]
    public void A_variable_is_read_where_the_headers_say(ulong address, int size, ulong expected)
    {
        _kernel["/proc/kcore"] = new FakeFile { Content = Core };

        Assert.True(new KernelMemory(_kernel).TryRead(address, size, out ulong value));
        Assert.Equal(expected, value);
        Assert.All(_kernel.Descriptors, one => Assert.True(one.IsClosed));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        var memory = new KernelMemory(_kernel);
        Assert.False(memory.TryRead(0xffff888000000010, 8, out _));
        _kernel["/proc/kcore"] = new FakeFile { OpenError = -Errno.EPERM };
        Assert.False(memory.TryRead(0xffff888000000010, 8, out _));
        _kernel["/proc/kcore"] = new FakeFile("no ELF file");
        Assert.False(memory.TryRead(0xffff888000000010, 8, out _));
        _kernel["/proc/kcore"] = new FakeFile { Content = Core };
        Assert.False(memory.TryRead(0xffff888000000100, 8, out _));
        Assert.False(memory.TryRead(0xffff88800000001c, 8, out _)); // the file ends
        Assert.All(_kernel.Descriptors, one => Assert.True(one.IsClosed));
    }

    [Fact]
    public void Strings_are_read_again_where_one_is_missing_but_not_at_once()
    {
        _kernel["/t/printk_formats"] = new FakeFile("0xffffffff81000000 : \"one\"\n");
        var texts = new KernelTexts(new KernelFile(_kernel), "/t/printk_formats");

        Assert.Equal("one", texts.Find(0xffffffff81000000));
        Assert.Null(texts.Find(0xffffffff81000008));
        Assert.Single(_kernel["/t/printk_formats"].Opened);
        Assert.Null(new KernelTexts(new KernelFile(_kernel), "/t/nothing").Find(1));
    }

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress)) zip.Write(Encoding.ASCII.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>A core file of one segment, 32 bytes from 0xffff888000000000 on.</summary>
    private static byte[] Core()
    {
        var file = new byte[64 + 56 + 32];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, (byte)(BitConverter.IsLittleEndian ? 1 : 2), 1 }.CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 4);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        ulong[] segment = [1 | 4ul << 32, 64 + 56, 0xffff888000000000, 0, 64, 64, 4096];
        for (int i = 0; i < segment.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(64 + i * 8), segment[i]);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(64 + 56 + 16), 0x1122334455667788);
        return file;
    }
}
