using KernelTrace.Formats.Probes;

namespace KernelTrace.Formats.Tests.Probes;

public sealed class ProbeArgumentCompilerTests
{
    [Theory]
    [InlineData("count", "count=$arg3:u64")]
    [InlineData("seventh", "seventh=$stack1:s32")]
    [InlineData("n=seventh", "n=$stack1:s32")]
    [InlineData("count:x64", "count=$arg3:x64")]
    [InlineData("file", "file=$arg1:x64")]
    [InlineData("buf", "buf=$arg2:x64")]
    [InlineData("buf:string", "buf=+0($arg2):string")]
    [InlineData("name", "name=+0($arg5):string")]
    [InlineData("name:x64", "name=$arg5:x64")]
    [InlineData("user", "user=+0($arg6):ustring")]
    [InlineData("pos[0]", "pos_0=+0($arg4):s64")]
    [InlineData("*pos", "pos=+0($arg4):s64")]
    [InlineData("buf:u8[16]", "buf=+0($arg2):u8[16]")]
    [InlineData("file->f_flags", "f_flags=+0($arg1):u32")]
    [InlineData("flags=file->f_flags:x32", "flags=+0($arg1):x32")]
    [InlineData("file->f_path.dentry", "dentry=+16($arg1):x64")]
    [InlineData("file->f_path.dentry->d_name.name", "name=+0(+24(+16($arg1))):string")]
    [InlineData("file->f_path.dentry->d_name.name:string", "name=+0(+24(+16($arg1))):string")]
    [InlineData("file->f_path.dentry->d_parent->d_iname", "d_iname=+32(+8(+16($arg1))):string")]
    [InlineData("file.f_path->dentry->d_name.len", "len=+20(+16($arg1)):u32")]
    [InlineData("file->f_count", "f_count=+24($arg1):s64")]
    [InlineData("file->f_owner", "f_owner=+32($arg1):s32")]
    [InlineData("file->f_words", "f_words=+40($arg1):u32[4]")]
    [InlineData("file->f_words[2]", "f_words_2=+48($arg1):u32")]
    [InlineData("file->f_paths[1].dentry->d_flags", "d_flags=+0(+104($arg1)):u32")]
    [InlineData("file->f_bits.low", "low=+56($arg1):b3@0/8")]
    [InlineData("file->f_bits.mid", "mid=+56($arg1):b7@5/16")]
    [InlineData("file->f_bits.high", "high=+56($arg1):b6@30/64")]
    [InlineData("file->f_bits.plain", "plain=+62($arg1):u16")]
    [InlineData("file->f_op", "f_op=+64($arg1):symbol")]
    [InlineData("file->f_mode", "f_mode=+72($arg1):s32")]
    [InlineData("file->f_small", "f_small=+1048($arg1):u8")]
    [InlineData("file->f_open[3]", "f_open_3=+1068($arg1):s32")]
    [InlineData("((struct dentry *)pos)->d_flags", "d_flags=+0($arg4):u32")]
    [InlineData("(dentry)pos->d_flags", "d_flags=+0($arg4):u32")]
    [InlineData("file:%pD", "file=+0(+24(+16($arg1))):string")]
    [InlineData("file->f_path.dentry:%pd", "dentry=+0(+24(+16($arg1))):string")]
    [InlineData("$arg3:x64", "arg3=$arg3:x64")]
    [InlineData("a=$arg9", "a=$arg9")]
    [InlineData("$arg1->f_flags", "f_flags=+0($arg1):u32")]
    public void A_name_becomes_what_the_kernel_fetches(string argument, string expected) =>
        Assert.Equal(expected, Assert.Single(Compile(ProbeKernel.Scope(), argument)));

    [Theory]
    [InlineData("dfd=%di filename=+0(%si):ustring mode=+4($stack)")]
    [InlineData("a=@jiffies b=@0xffffffff81000000:x32 c=\\5:u8 d=\\\"text\" e=$comm f=$stack2 g=-8(%sp):s16")]
    [InlineData("%ax")]
    public void What_is_the_kernels_own_stays_as_it_is(string raw) =>
        Assert.Equal(raw, string.Join(' ', Compile(ProbeKernel.Scope(), raw)));

    [Theory]
    [InlineData("$retval", "retval=$retval:x64")]
    [InlineData("$retval->f_flags", "f_flags=+0($retval):u32")]
    [InlineData("e=$retval:s32", "e=$retval:s32")]
    [InlineData("$retval:string", "retval=+0($retval):string")]
    [InlineData("filename", "filename=+0($arg2):ustring")]
    [InlineData("raw", "raw=$arg3:x64")]
    public void At_a_return_there_is_the_value(string argument, string expected) =>
        Assert.Equal(expected, Assert.Single(Compile(ProbeKernel.Scope("do_sys_open", isReturn: true), argument)));

    /// <summary>Two words in two registers, three on the stack behind the return address; on arm64 in registers, and by address.</summary>
    [Theory]
    [InlineData("pair.first", "first=$arg1:s32", "first=$arg1:s32")]
    [InlineData("pair.second", "second=$arg1:b32@32/64", "second=$arg1:b32@32/64")]
    [InlineData("pair.third", "third=$arg2:u64", "third=$arg2:u64")]
    [InlineData("large.c", "c=+24($stack):u32", "c=+16($arg3):u32")]
    [InlineData("after", "after=$arg3:s32", "after=$arg4:s32")]
    public void A_struct_by_value_is_where_the_processors_convention_puts_it(string argument, string x64, string arm64)
    {
        Assert.Equal(x64, Assert.Single(Compile(ProbeKernel.Scope("by_value"), argument)));
        Assert.Equal(arm64, Assert.Single(Compile(ProbeKernel.Scope("by_value", machine: ProbeMachine.Arm64), argument)));
    }

    [Fact]
    public void Names_that_are_taken_are_counted_on() => Assert.Equal(
        ["f_flags=+0($arg1):u32", "f_flags_1=+0($arg1):u32", "f_flags_2=+0($arg1):x32"],
        Compile(ProbeKernel.Scope(), "file->f_flags", "file->f_flags file->f_flags:x32"));

    [Fact]
    public void All_arguments_are_meant_by_a_star() => Assert.Equal(
        ["dfd=$arg1:s32", "filename=+0($arg2):ustring", "raw=$arg3:x64"], Compile(ProbeKernel.Scope("do_sys_open"), "$arg*"));

    [Theory]
    [InlineData("nosuch", "UnknownArgument", 0, "do_read has no argument 'nosuch'; it has file, buf, count")]
    [InlineData("x=nosuch->f:u8", "UnknownArgument", 2, "file, buf")]
    [InlineData("file->nosuch", "UnknownMember", 6, "struct file has no member 'nosuch'; it has f_flags, f_path, f_count, f_owner")]
    [InlineData("file->f_path.dentry->nosuch", "UnknownMember", 21, "struct dentry has no member")]
    [InlineData("count->x", "NotAStruct", 7, "long unsigned int, which has no members|unsigned long, which has no members")]
    [InlineData("count[1]", "NotAnArray", 5, "has no elements")]
    [InlineData("file->f_words[4]", "OutOfRange", 13, "4 elements")]
    [InlineData("file->f_path", "IsAStruct", 12, "it has|It has mnt, dentry")]
    [InlineData("file->f_many", "TooLong", 0, "u64[64]")]
    [InlineData("file->f_open", "Untyped", 0, "u8[16]")]
    [InlineData("file->f_wide", "Unsupported", 0, "nothing that a probe can record")]
    [InlineData("file->f_bits.low:u8", "InvalidType", 17, "leave yours out")]
    [InlineData("file->f_path.mnt->x", "NotAStruct", 18, "no members")]
    [InlineData("((struct nosuch *)pos)->x", "UnknownType", 0, "no type 'struct nosuch'")]
    [InlineData("$retval", "NotAvailable", 0, "-Return")]
    [InlineData("$nosuch", "UnknownArgument", 0, "no '$nosuch'")]
    [InlineData("a=count a=pos", "InvalidArgument", 0, "used twice")]
    [InlineData("1x=count", "InvalidArgument", 0, "letters")]
    [InlineData("file->", "InvalidArgument", 6, "a name is expected")]
    [InlineData("file->f_words[x]", "InvalidArgument", 14, "number of an element")]
    [InlineData("file->f_words[1", "InvalidArgument", 15, "']' is expected")]
    [InlineData("file f", "UnknownArgument", 0, "no argument 'f'")]
    [InlineData("count:", "InvalidArgument", 5, "a type is missing")]
    [InlineData("a=", "InvalidArgument", 2, "nothing to record")]
    [InlineData("", "InvalidArgument", 0, "empty")]
    [InlineData("count\nx", "InvalidArgument", 5, "control character")]
    [InlineData("cöunt", "InvalidArgument", 1, "ASCII")]
    public void What_cannot_be_is_told_at_its_place(string argument, string reason, int column, string says)
    {
        var error = Assert.Throws<ProbeArgumentException>(() => Compile(ProbeKernel.Scope(), argument));
        Assert.Equal(reason, error.Reason);
        Assert.Equal(column, error.Column);
        Assert.Contains(says.Split('|'), part => error.Message.Contains(part, StringComparison.Ordinal));
        Assert.Equal(new string(' ', column + 2) + "^", error.Message.Split('\n')[^1]);
    }

    [Fact]
    public void A_name_of_ten_thousand_characters_is_refused_in_a_short_message()
    {
        var error = Assert.Throws<ProbeArgumentException>(() => Compile(ProbeKernel.Scope(), new string('x', 10_000)));
        Assert.True(error.Message.Length < 400, error.Message);
    }

    [Fact]
    public void A_function_that_returns_nothing_has_no_value()
    {
        var error = Assert.Throws<ProbeArgumentException>(() => Compile(ProbeKernel.Scope("nothing", isReturn: true), "$retval"));
        Assert.Contains("nothing returns nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_arguments_cannot_be_had_the_reason_is_told()
    {
        var error = Assert.Throws<ProbeArgumentException>(() => Compile(ProbeKernel.Scope(whyNot: "not here"), "count"));
        Assert.Equal("NotAvailable", error.Reason);
        Assert.StartsWith("not here", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Any text at all becomes fields of names that the kernel takes, or an error.</summary>
    [Fact]
    public void Hostile_texts_give_fields_or_an_error()
    {
        string[] seeds = ["file->f_path.dentry->d_name.name:string", "((struct dentry *)pos)->d_flags:x32", "a=+0(%si):ustring", "$arg1[3].f_bits.low", "**pos"];
        const string Alphabet = "fileposcunt->.[]()*$:=%@+-\\\"019 _\t";
        var random = new Random(4);
        int fields = 0, errors = 0;
        for (int round = 0; round < 40_000; round++)
        {
            char[] text = seeds[random.Next(seeds.Length)].ToCharArray();
            for (int change = random.Next(4); change >= 0; change--)
            {
                int at = random.Next(text.Length);
                text = random.Next(3) switch
                {
                    0 => [.. text[..at], .. text[(at + 1)..], 'x'],
                    1 => [.. text[..at], Alphabet[random.Next(Alphabet.Length)], .. text[at..]],
                    _ => [.. text[..at], Alphabet[random.Next(Alphabet.Length)], .. text[(at + 1)..]],
                };
            }

            try
            {
                foreach ((ProbeField field, _) in new ProbeArgumentCompiler(ProbeKernel.Scope()).Compile([new string(text)]))
                {
                    Assert.True(field.Name.Length == 0 || ProbeNames.WhyNot("field", field.Name, ProbeNames.LongestField) is null, field.ToString());
                    Assert.DoesNotContain('\n', field.ToString());
                    fields++;
                }
            }
            catch (ProbeArgumentException)
            {
                errors++;
            }
        }

        Assert.True(fields > 1000 && errors > 1000, $"{fields} fields, {errors} errors");
    }

    [Theory]
    [InlineData("f", "file")]
    [InlineData("x=co", "x=count")]
    [InlineData("file->f_p", "file->f_path file->f_paths")]
    [InlineData("file->f_o", "file->f_owner file->f_op file->f_open")]
    [InlineData("file->f_path.dentry->d_name.", "file->f_path.dentry->d_name.hash file->f_path.dentry->d_name.len file->f_path.dentry->d_name.name")]
    [InlineData("count:us", "count:ustring")]
    [InlineData("nosuch->", "")]
    [InlineData("((", "")]
    public void What_is_begun_can_be_completed(string word, string expected) => Assert.Equal(expected,
        string.Join(' ', ProbeArgumentCompletion.Complete(ProbeKernel.Scope(), word).Select(one => one.Text)));

    private static string[] Compile(ProbeScope scope, params string[] arguments) =>
        [.. new ProbeArgumentCompiler(scope).Compile(arguments).Select(one => one.Field.ToString())];
}
