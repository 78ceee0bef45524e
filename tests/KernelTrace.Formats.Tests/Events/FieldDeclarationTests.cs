using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>From a C declaration to name, type, kind and place.</summary>
public class FieldDeclarationTests
{
    [Theory]
    [InlineData("int", 4, true, typeof(int))]
    [InlineData("pid_t", 4, true, typeof(int))]
    [InlineData("unsigned int", 4, false, typeof(uint))]
    [InlineData("short", 2, true, typeof(short))]
    [InlineData("umode_t", 2, false, typeof(ushort))]
    [InlineData("s8", 1, true, typeof(sbyte))]
    [InlineData("char", 1, false, typeof(byte))]
    [InlineData("long", 8, true, typeof(long))]
    [InlineData("unsigned long long", 8, false, typeof(ulong))]
    [InlineData("xfs_ino_t", 8, false, typeof(ulong))]
    [InlineData("enum zone_type", 4, false, typeof(uint))]
    [InlineData("enum xfs_group_type", 1, false, typeof(byte))]
    public void An_integer_has_the_size_and_sign_that_the_kernel_says(string type, int size, bool signed, Type clr)
    {
        FieldFormat field = FormatText.Single(type + " value", size, signed);

        Assert.Equal(("value", type, FieldKind.Integer, FieldLocation.Fixed), (field.Name, field.Type, field.Kind, field.Location));
        Assert.Equal(clr, field.ClrType);
        Assert.Equal($"{type} value", field.ToString());
    }

    [Theory]
    [InlineData("bool", 1, FieldKind.Boolean, typeof(bool))]
    [InlineData("_Bool", 1, FieldKind.Boolean, typeof(bool))]
    [InlineData("bool", 4, FieldKind.Integer, typeof(uint))]
    [InlineData("struct list_head", 16, FieldKind.Bytes, typeof(byte[]))]
    [InlineData("struct guid", 0, FieldKind.Bytes, typeof(byte[]))]
    [InlineData("void *", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("void *", 4, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("const char *", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("const char *const *", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("struct rq *", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("const void *const", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("const struct landlock_ruleset_attr * const", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("cpumask_t *", 8, FieldKind.Address, typeof(KernelAddress))]
    [InlineData("cpumask_t", 128, FieldKind.Bitmask, typeof(KernelBitmask))]
    public void A_value_by_its_type(string type, int size, FieldKind kind, Type clr)
    {
        FieldFormat field = FormatText.Single(type + " value", size);

        Assert.Equal((type, kind, FieldLocation.Fixed, clr), (field.Type, field.Kind, field.Location, field.ClrType));
    }

    [Fact]
    public void A_star_may_stand_at_the_name()
    {
        FieldFormat field = FormatText.Single("const char *name", 8);

        Assert.Equal(("name", "const char *", FieldKind.Address), (field.Name, field.Type, field.Kind));
    }

    [Theory]
    [InlineData("char value[16]", 16, "char[16]", FieldKind.Text, typeof(string))]
    [InlineData("const char value[16]", 16, "const char[16]", FieldKind.Text, typeof(string))]
    [InlineData("u8 value[6]", 6, "u8[6]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("unsigned char value[6]", 6, "unsigned char[6]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("__u8 value[sizeof(struct sockaddr_in6)]", 28, "__u8[sizeof(struct sockaddr_in6)]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("u16 value[4]", 8, "u16[4]", FieldKind.Array, typeof(ushort[]))]
    [InlineData("s16 value[4]", 8, "s16[4]", FieldKind.Array, typeof(short[]))]
    [InlineData("u32 value[4]", 16, "u32[4]", FieldKind.Array, typeof(uint[]))]
    [InlineData("int value[4]", 16, "int[4]", FieldKind.Array, typeof(int[]))]
    [InlineData("unsigned long value[6]", 48, "unsigned long[6]", FieldKind.Array, typeof(ulong[]))]
    [InlineData("s64 value[2]", 16, "s64[2]", FieldKind.Array, typeof(long[]))]
    [InlineData("void * value[2]", 16, "void *[2]", FieldKind.Array, typeof(KernelAddress[]))]
    [InlineData("u32 value[2 * 2]", 16, "u32[2 * 2]", FieldKind.Array, typeof(uint[]))]
    [InlineData("u64 value[sizeof(void *) / 4]", 16, "u64[sizeof(void *) / 4]", FieldKind.Array, typeof(ulong[]))]
    [InlineData("const char *const value[2]", 16, "const char *const[2]", FieldKind.Array, typeof(KernelAddress[]))]
    [InlineData("enum x value[2]", 8, "enum x[2]", FieldKind.Array, typeof(int[]))]
    [InlineData("u32 value[4]", 15, "u32[4]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("struct pair value[2]", 16, "struct pair[2]", FieldKind.Bytes, typeof(byte[]))]
    public void An_array(string declaration, int size, string type, FieldKind kind, Type clr) =>
        Expect(declaration, size, type, kind, FieldLocation.Fixed, clr);

    [Theory]
    [InlineData("char value[]", "char[]", FieldKind.Text, typeof(string))]
    [InlineData("u8 value[]", "u8[]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("u32 value[]", "u32[]", FieldKind.Array, typeof(uint[]))]
    [InlineData("unsigned long value[]", "unsigned long[]", FieldKind.Array, typeof(ulong[]))]
    public void A_flexible_array(string declaration, string type, FieldKind kind, Type clr) =>
        Expect(declaration, 0, type, kind, FieldLocation.Tail, clr);

    [Theory]
    [InlineData("char[] value", "char[]", FieldKind.Text, typeof(string))]
    [InlineData("u8[] value", "u8[]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("u64[] value", "u64[]", FieldKind.Array, typeof(ulong[]))]
    [InlineData("unsigned int[] value", "unsigned int[]", FieldKind.Array, typeof(uint[]))]
    [InlineData("struct pair[] value", "struct pair[]", FieldKind.Bytes, typeof(byte[]))]
    [InlineData("cpumask_t value", "cpumask_t", FieldKind.Bitmask, typeof(KernelBitmask))]
    [InlineData("cpumask_t *[] value", "cpumask_t *[]", FieldKind.Bitmask, typeof(KernelBitmask))]
    [InlineData("void *[] value", "void *[]", FieldKind.Array, typeof(KernelAddress[]))]
    public void A_dynamic_field(string declaration, string type, FieldKind kind, Type clr)
    {
        Expect("__data_loc " + declaration, 4, "__data_loc " + type, kind, FieldLocation.DataLoc, clr);
        Expect("__rel_loc " + declaration, 4, "__rel_loc " + type, kind, FieldLocation.RelLoc, clr);
    }

    /// <summary>Synthetic events keep the word in a slot of 8 bytes.</summary>
    [Fact]
    public void A_location_in_a_slot_of_8_bytes_is_a_word()
    {
        FieldFormat field = FormatText.Single("__data_loc char[] value", 8);

        Assert.Equal((FieldKind.Text, FieldLocation.DataLoc), (field.Kind, field.Location));
    }

    [Theory]
    [InlineData("__data_loc char[][2] value", 6)]
    [InlineData("__rel_loc char[] value", 2)]
    [InlineData("__data_loc cpumask_t value", 0)]
    public void A_location_that_is_no_word_is_bytes(string declaration, int size)
    {
        FieldFormat field = FormatText.Single(declaration, size);

        Assert.Equal((FieldKind.Bytes, FieldLocation.Fixed, typeof(byte[])), (field.Kind, field.Location, field.ClrType));
    }

    [Fact]
    public void Several_texts_have_a_location_each()
    {
        FieldFormat field = FormatText.Single("__data_loc char[][2] value", 8);
        byte[] record = new byte[40];
        BitConverter.GetBytes(3 << 16 | 30).CopyTo(record, field.Offset);
        BitConverter.GetBytes(2 << 16 | 34).CopyTo(record, field.Offset + 4);
        "ab\0"u8.CopyTo(record.AsSpan(30));
        "c\0"u8.CopyTo(record.AsSpan(34));

        Assert.Equal((FieldKind.Texts, typeof(string[])), (field.Kind, field.ClrType));
        Assert.Equal(["ab", "c"], Assert.IsType<string[]>(FieldReader.Read(field, record)));
        Assert.Equal(["", ""], Assert.IsType<string[]>(FieldReader.Read(field, [])));
    }

    private static void Expect(string declaration, int size, string type, FieldKind kind, FieldLocation location, Type clr)
    {
        FieldFormat field = FormatText.Single(declaration, size);
        Assert.Equal("value", field.Name);
        Assert.Equal((type, kind, location, clr), (field.Type, field.Kind, field.Location, field.ClrType));
    }
}
