using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Btf;

/// <summary>Types as text in C.</summary>
public sealed class BtfTextTests
{
    private static readonly BtfTypes _types = BtfSample.Types;

    [Theory]
    [InlineData("vfs_read", "long vfs_read(struct page *page, const char *buf, gfp_t gfp);")]
    [InlineData("_printk", "int _printk(const char *fmt, ...);")]
    [InlineData("schedule", "void schedule(void);")]
    [InlineData("signal", "void (*signal(int nr))(int);")]
    public void Functions(string name, string expected)
    {
        Assert.True(_types.TryFindFunction(name, out BtfType function));
        Assert.Equal(expected, function.Definition());
    }

    [Fact]
    public void A_struct_with_what_has_no_name_inside()
    {
        Assert.True(_types.TryFindType("struct page", out BtfType page));

        Assert.Equal("""
            struct page {
            	unsigned long flags;
            	union {
            		struct {
            			struct page *next;
            			int count;
            		};
            		void *s_mem;
            	};
            	union {
            		u32 low;
            		long all;
            	} named;
            };
            """, page.Definition());
    }

    [Theory]
    [InlineData("struct role", "struct role {\n\tunsigned int level : 4;\n\tunsigned int direct : 1;\n\tint delta : 3;\n\tchar rest;\n};")]
    [InlineData("struct file_operations", "struct file_operations {\n\tint (*open)(struct page *, const char *);\n\tchar (*table)[16];\n};")]
    [InlineData("enum zone_type", "enum zone_type {\n\tZONE_DMA = 0,\n\tZONE_NORMAL = 2,\n\tZONE_HIGH = 4294967294,\n};")]
    [InlineData("u32", "typedef __u32 u32;")]
    [InlineData("struct hidden", "struct hidden;")]
    [InlineData("union hidden_union", "union hidden_union;")]
    [InlineData("unsigned long", "unsigned long")]
    [InlineData("struct flexible", "struct flexible {\n\tint count;\n\tint items[];\n};")]
    public void Definitions(string name, string expected)
    {
        Assert.True(_types.TryFindType(name, out BtfType type));
        Assert.Equal(expected, type.Definition());
    }

    [Fact]
    public void Declarations()
    {
        var b = new BtfBuilder();
        int number = b.Int("int", 4), letter = b.Int("char", 1);
        int constPointer = b.Const(b.Pointer(letter));
        int tagged = b.Pointer(b.Add(18, "user", (uint)b.Const(letter)));
        int matrix = b.Array(b.Array(number, 3), 2);
        int functions = b.Array(b.Pointer(b.Prototype(number, ("", matrix))), 4);
        BtfTypes types = BtfTypes.Parse(b.Build());

        Assert.Equal("char *const p", types.Type(constPointer).Declare("p"));
        Assert.Equal("char *const", types.Type(constPointer).ToString());
        Assert.Equal("const char __user *p", types.Type(tagged).Declare("p"));
        Assert.Equal("int m[2][3]", types.Type(matrix).Declare("m"));
        Assert.Equal("int (*f[4])(int[2][3])", types.Type(functions).Declare("f"));
        Assert.Equal("void", types.Type(0).ToString());
    }

    [Fact]
    public void Every_name_leads_to_a_type_of_the_same_size()
    {
        foreach (BtfType type in _types.All)
        {
            if (type.Size is not long expected || type.Kind is BtfKind.Variable or BtfKind.DataSection) continue;
            Assert.True(_types.TryFindSize(type.ToString(), out long size), type.ToString());
            Assert.Equal(expected, size);
        }
    }
}
