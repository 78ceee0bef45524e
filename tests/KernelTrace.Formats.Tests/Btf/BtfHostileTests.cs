using System.Diagnostics;
using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Btf;

/// <summary>Bytes that are not BTF, or BTF that cannot be: an error that says where, soon, and nothing else.</summary>
public sealed class BtfHostileTests
{
    [Fact]
    public void Every_prefix_is_refused()
    {
        byte[] blob = BtfSample.Builder().Build();
        for (int length = 0; length < blob.Length; length++)
        {
            BtfException error = Assert.Throws<BtfException>(() => BtfTypes.Parse(blob.AsMemory(0, length)));
            Assert.InRange(error.Offset, 0, blob.Length);
        }
    }

    [Fact]
    public void Damaged_blobs_give_a_value_or_an_error()
    {
        byte[] blob = BtfSample.Builder().Build();
        for (int seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. blob];
            for (int count = random.Next(1, 6); count > 0; count--)
            {
                int at = random.Next(damaged.Length);
                damaged[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(damaged[at] ^ 1 << random.Next(8)),
                    _ => blob[random.Next(blob.Length)]
                };
            }

            FuzzTargets.Btf(damaged);
        }
    }

    [Fact]
    public void Every_single_bit_of_the_types_may_be_wrong()
    {
        byte[] blob = BtfSample.Builder().Build();
        for (int bit = 0; bit < blob.Length * 8; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << bit % 8);
            FuzzTargets.Btf(blob);
            blob[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_kind_that_nobody_knows_is_an_error_that_names_it()
    {
        var b = new BtfBuilder();
        b.Int("int", 4);
        b.Add(42, "new", 4, 1, false, 7, 8);

        BtfException error = Assert.Throws<BtfException>(() => BtfTypes.Parse(b.Build(), name: "test"));

        Assert.Equal("BTF of test, offset 44: kind 42 is not known, and the BTF does not say how large it is", error.Message);
        Assert.Equal(44, error.Offset);
    }

    [Fact]
    public void A_kind_that_the_blob_tells_the_size_of_is_stepped_over()
    {
        var b = new BtfBuilder { Layouts = new byte[43 * 4] };
        b.Layouts[42 * 4] = 4; // once
        b.Layouts[42 * 4 + 1] = 8; // for each of two
        b.Int("int", 4);
        int unknown = b.Add(42, "new", 4, 2, false, 1, 2, 3, 4, 5);
        b.Int("char", 1);

        BtfTypes types = BtfTypes.Parse(b.Build());

        Assert.True(types.TryFindSize("char", out long size));
        Assert.Equal(1, size);
        Assert.Equal((42, "new"), ((int)types.Type(unknown).Kind, types.Type(unknown).Name));
        Assert.Null(types.Type(unknown).Size);
        Assert.NotEmpty(types.Type(unknown).Definition());
    }

    [Fact]
    public void Types_that_refer_to_themselves_are_an_error_when_asked()
    {
        var b = new BtfBuilder();
        b.Typedef("loop", 2);
        b.Typedef("pool", 1);
        b.Pointer(3);
        b.Array(4, 2);
        b.Struct("self", 8, ("", 5, 0));
        b.Prototype(0, ("f", 7));
        b.Pointer(6);
        b.Const(8);
        b.Struct("", 8, ("x", 9, 0));
        BtfTypes types = BtfTypes.Parse(b.Build());

        Assert.Contains("refers to itself", Assert.Throws<BtfException>(() => types.Type(1).Size).Message);
        Assert.Throws<BtfException>(() => types.Type(1).Underlying);
        Assert.Throws<BtfException>(() => types.Type(3).ToString());
        Assert.Throws<BtfException>(() => types.Type(4).Size);
        Assert.Throws<BtfException>(() => types.Type(5).TryFindMember("x", out _));
        Assert.Throws<BtfException>(() => types.Type(9).Definition());
        Assert.Throws<BtfException>(() => types.Type(7).ToString());
        Assert.Throws<BtfException>(() => types.Type(8).Declare("x"));
    }

    [Fact]
    public void Structs_that_double_at_each_level_do_not_take_for_ever()
    {
        var b = new BtfBuilder();
        for (int i = 1; i < 60; i++) b.Struct("", 8, ("", i + 1, 0), ("", i + 1, 0));
        b.Struct("", 8);
        BtfTypes types = BtfTypes.Parse(b.Build());
        long start = Stopwatch.GetTimestamp();

        Assert.Throws<BtfException>(() => types.Type(1).TryFindMember("x", out _));
        Assert.Throws<BtfException>(() => types.Type(1).Definition());
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_name_has_an_end()
    {
        var b = new BtfBuilder();
        b.Int(new string('x', 5000), 4);

        Assert.Contains("a string is longer", Assert.Throws<BtfException>(() => BtfTypes.Parse(b.Build())).Message);
    }

    [Fact]
    public void Sizes_beyond_all_numbers_are_an_error()
    {
        var b = new BtfBuilder();
        b.Int("int", 4);
        for (int i = 1; i < 6; i++) b.Array(i, uint.MaxValue);

        Assert.Throws<BtfException>(() => BtfTypes.Parse(b.Build()).Type(6).Size);
    }
}
