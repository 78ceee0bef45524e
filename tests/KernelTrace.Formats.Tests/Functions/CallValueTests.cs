using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Functions;

/// <summary>Arguments and return values by the types of the kernel.</summary>
public sealed class CallValueTests : ICallSink<KFunctionCall>
{
    private const ulong Read = 0xffffffff81000000, Open = 0xffffffff81000100, Close = 0xffffffff81000200, Nameless = 0xffffffff82000000;

    private readonly FunctionContext _context = new("test", new SessionClock("mono", null, TimeZoneInfo.Utc), new Facts());
    private readonly List<KFunctionCall> _calls = [];

    [Theory]
    [InlineData(Read, 24ul, "24", null)]
    [InlineData(Read, unchecked((ulong)-14L), "-14", "EFAULT")]
    [InlineData(Open, 0xffff888005992180ul, "0xffff888005992180", null)]
    [InlineData(Open, unchecked((ulong)-2L), "0xfffffffffffffffe", "ENOENT")]
    [InlineData(Close, 0ul, null, null)]
    [InlineData(Nameless, 0xfffffffful, "0xffffffff", "EPERM")]
    [InlineData(Nameless, 0x10ul, "0x10", null)]
    public void A_return_value_has_its_type_and_the_name_of_its_error(ulong function, ulong value, string? shown, string? error)
    {
        KFunctionCall call = Call(function, value);
        Assert.Equal(shown, call.Return?.ToString());
        Assert.Equal(error, call.ReturnError);
        Assert.Equal(error is not null, call.ToString().Contains($"/* = -{error} */", StringComparison.Ordinal));
    }

    [Fact]
    public void Arguments_have_their_names_and_widths()
    {
        KFunctionCall call = Call(Read, 0, 0xffff888005992180, 0xffffffffffffff9c, 4096, 7);
        Assert.Equal("file=0xffff888005992180 dfd=-100 count=4096", string.Join(' ', call.Arguments));
        Assert.IsType<KernelAddress>(call.Arguments[0].Value);
        Assert.IsType<int>(call.Arguments[1].Value);
        Assert.IsType<ulong>(call.Arguments[2].Value);
        Assert.Equal("vfs_read", call.Function);
        Assert.Equal("close_it", call.Caller);
        Assert.Equal("  1.500 us    |  vfs_read(file=0xffff888005992180, dfd=-100, count=4096); /* = 0 */", call.ToString());
    }

    [Fact]
    public void Without_a_prototype_there_are_no_arguments() => Assert.Empty(Call(Nameless, 0, 1, 2, 3).Arguments);

    public KFunctionCall? Take(in EndedCall<KFunctionCall> call)
    {
        _calls.Add(new KFunctionCall(_context, TaskIdentity.Unknown, call));
        return null;
    }

    private KFunctionCall Call(ulong function, ulong value, params ulong[] arguments)
    {
        var pairer = new CallPairer<KFunctionCall>(this);
        FunctionRecordReader reader = CallRecords.Reader();
        byte[] entry = CallRecords.Entry(5, function, 0, Close, arguments);
        reader.Read(entry);
        pairer.Enter(reader, 1000, 0, reader.Arguments(entry));
        reader.Read(CallRecords.Exit(5, function, 0, 1000, 2500, value));
        pairer.Leave(reader, 2500, 0);
        return Assert.Single(_calls);
    }

    private sealed class Facts : KernelFacts
    {
        public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
        {
            symbol = new KernelSymbol(address switch { Read => "vfs_read", Open => "open_it", _ => "close_it" }, address, 16, null);
            return address != Nameless;
        }

        public override bool TryFindParameters(string function, out IReadOnlyList<KernelParameter> parameters)
        {
            parameters = [new("file", KernelParameterKind.Pointer, 8, "PTR"), new("dfd", KernelParameterKind.Signed, 4, "INT"),
                new("count", KernelParameterKind.Unsigned, 8, "INT")];
            return function == "vfs_read";
        }

        public override bool TryFindReturn(string function, out KernelParameter type)
        {
            type = function switch
            {
                "vfs_read" => new("", KernelParameterKind.Signed, 8, "INT"),
                "open_it" => new("", KernelParameterKind.Pointer, 8, "PTR"),
                _ => new("", KernelParameterKind.Unknown, 8, "VOID"),
            };
            return true;
        }
    }
}
