using System.Diagnostics;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Probes;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Probes;

/// <summary>Programs on disk, by their paths.</summary>
public sealed class UserProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("psktest").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pie", "visible_add")]
    [InlineData("pie", "hidden_name")]
    [InlineData("fixed", "visible_add")]
    [InlineData("fixed", "main")]
    [InlineData("packed", "hidden_name")]
    [InlineData("packed", "main")]
    public void A_function_is_at_the_place_that_binutils_tell(string name, string symbol)
    {
        UserFunction function = Open(name).Find(symbol);
        string[] words = Symbol(name == "packed" ? "pie" : name, symbol);
        ulong address = Convert.ToUInt64(words[1], 16);

        Assert.Equal((symbol, address, words[2]), (function.Name, function.Address, $"{function.Size}"));
        Assert.Equal((long)(address - (name == "fixed" ? 0x400000ul : 0)), function.FileOffset);
        Assert.Equal(symbol == "hidden_name" ? ElfBinding.Local : ElfBinding.Global, function.Binding);
        Assert.Equal((null, null, false), (function.Version, function.DemangledName, function.IsIndirect));
    }

    [Fact]
    public void A_place_is_told_as_the_kernel_takes_it()
    {
        UserProgram program = Open("pie");
        UserFunction function = program.Find("main");

        Assert.Equal($"{_folder}/pie:0x{function.FileOffset:x}", program.PlaceOf(function.FileOffset));
        Assert.Equal($"{_folder}/pie:0x10(0x20)", program.PlaceOf(0x10, 0x20));
        Assert.Equal(function.FileOffset + 4, function.OffsetAt(4));
        Assert.Equal(UserSymbolReason.OutsideFunction, Assert.Throws<UserSymbolException>(() => function.OffsetAt((long)function.Size)).Reason);
        Assert.Contains("main+0xffff is outside", Assert.Throws<UserSymbolException>(() => function.OffsetAt(0xffff)).Message, StringComparison.Ordinal);
        Assert.Throws<UserSymbolException>(() => function.OffsetAt(-1));
        Assert.Throws<UserSymbolException>(() => function.OffsetAt(long.MinValue));
    }

    [Fact]
    public void An_address_is_as_good_as_a_name()
    {
        UserProgram program = Open("fixed");
        UserFunction main = program.Find("main"), same = program.Find($"0x{main.Address:X}");

        Assert.Equal((main.FileOffset, 0ul), (same.FileOffset, same.Size));
        Assert.Equal(main.FileOffset + 3, same.OffsetAt(3));
        Assert.Equal(UserSymbolReason.NotCode, Error(program, "0x10").Reason);
        Assert.Equal(UserSymbolReason.NotFound, Error(program, "0xnonsense").Reason);
    }

    [Theory]
    [InlineData("main_", UserSymbolReason.NotFound, "there is main")]
    [InlineData("", UserSymbolReason.NotFound, "has no function")]
    [InlineData("puts", UserSymbolReason.Imported, "probe it where it lives, libc.so.6")]
    [InlineData("puts@GLIBC_2.2.5", UserSymbolReason.Imported, "libc.so.6")]
    [InlineData("visible_add@NO", UserSymbolReason.NotFound, "it has visible_add")]
    [InlineData("counter", UserSymbolReason.NotFound, "has no function counter")]
    public void Names_that_no_function_has(string symbol, UserSymbolReason reason, string message)
    {
        UserSymbolException error = Error(Open("pie"), symbol);

        Assert.Equal((reason, symbol), (error.Reason, error.Target));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("/pie", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stripped_program_says_so() =>
        Assert.Contains("no symbols at all", Error(Open("stripped"), "main").Message, StringComparison.Ordinal);

    [Fact]
    public void Versions()
    {
        UserProgram library = Open("libversions.so");

        Assert.Equal("libversions.so.1", library.Soname);
        Assert.Equal("greet@@PSK_2", library.Find("greet").ToString());
        Assert.Equal("greet@PSK_1", library.Find("greet@PSK_1").ToString());
        Assert.Equal("greet@@PSK_2", library.Find("greet@@PSK_2").ToString());
        Assert.Equal("greet@@PSK_2", library.Find("greet@PSK_2").ToString());
        Assert.NotEqual(library.Find("greet").FileOffset, library.Find("greet@PSK_1").FileOffset);
        UserSymbolException error = Error(library, "greet@@PSK_1");
        Assert.Equal(UserSymbolReason.NotFound, error.Reason);
        Assert.Contains("it has greet@PSK_1, greet@@PSK_2", error.Message, StringComparison.Ordinal);
        Assert.True(library.Find("picked").IsIndirect);
        Assert.False(library.Find("greet").IsIndirect);
    }

    [Theory]
    [InlineData("alone", "_Z5alonePFiiERA3_Ki")]
    [InlineData("alone(int (*)(int), int const (&)[3])", "_Z5alonePFiiERA3_Ki")]
    [InlineData("_ZN5Outer7Counter3addEi", "_ZN5Outer7Counter3addEi")]
    [InlineData("Outer::Counter::add(int)", "_ZN5Outer7Counter3addEi")]
    [InlineData("Outer::Counter::add( char const * )", "_ZN5Outer7Counter3addEPKc")]
    [InlineData("Outer::Counter::add(long) const", "_ZNK5Outer7Counter3addEl")]
    [InlineData("Outer::Counter::operator()", "_ZN5Outer7CounterclEi")]
    [InlineData("Outer::Counter::operator<", "_ZNK5Outer7CounterltERKS0_")]
    [InlineData("Outer::Counter::operator long", "_ZNK5Outer7CountercvlEv")]
    [InlineData("Outer::Counter::~Counter", "_ZN5Outer7CounterD1Ev")]
    [InlineData("largest<int>", "_Z7largestIiET_S0_S0_")]
    [InlineData("Outer::(anonymous namespace)::inner_only", "_ZN5Outer12_GLOBAL__N_110inner_onlyEi")]
    public void Names_of_CXX(string symbol, string expected)
    {
        UserFunction function = Open("cxx").Find(symbol);

        // a constructor and its like have two names at one place
        Assert.Equal(Convert.ToUInt64(Symbol("cxx", expected)[1], 16), function.Address);
        Assert.NotNull(function.DemangledName);
    }

    [Fact]
    public void Several_functions_of_a_name_are_told()
    {
        UserSymbolException error = Error(Open("cxx"), "Outer::Counter::add");

        Assert.Equal(UserSymbolReason.Ambiguous, error.Reason);
        foreach (string one in new[] { "add(int)", "add(char const*)", "add(long) const", "_ZN5Outer7Counter3addEi at 0x" })
            Assert.Contains(one, error.Message, StringComparison.Ordinal);
        Assert.Contains("there is Outer::Counter::add", Error(Open("cxx"), "Outer::Conter::add").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pie")]
    [InlineData("fixed")]
    public void Marks(string name)
    {
        UserProgram program = Open(name);
        UsdtMark tested = Assert.Single(program.FindMarks("psktest:tested")), plain = Assert.Single(program.FindMarks("plain"));

        Assert.Equal(["psktest:everywhere", "psktest:plain", "psktest:tested"], program.Marks.Select(one => one.ToString()).Order(StringComparer.Ordinal));
        ulong semaphore = Convert.ToUInt64(Symbol(name, "tested_semaphore")[1], 16);
        // it is in the segment of data, which is 0x1000 further on in memory than in the file
        Assert.Equal((long)(semaphore - 0x1000 - (name == "fixed" ? 0x400000ul : 0)), tested.SemaphoreFileOffset);
        Assert.Equal(0, plain.SemaphoreFileOffset);
        Assert.Equal(0x90, Programs.Bytes(name)[plain.FileOffset]);
        Assert.Equal([4, 1, 4, 8, 4, 4, 4, 8, 8, 1, 2], Assert.Single(program.FindMarks("everywhere")).Arguments.Select(one => one.Size));
        UserSymbolException error = Assert.Throws<UserSymbolException>(() => program.FindMarks("psktest:plane"));
        Assert.Contains("there is psktest:plain", error.Message, StringComparison.Ordinal);
        Assert.Contains("no marks", Assert.Throws<UserSymbolException>(() => Open("cxx").FindMarks("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_followed()
    {
        string path = Programs.Put("pie", _folder);
        File.CreateSymbolicLink(_folder + "/link", "pie");
        Directory.CreateDirectory(_folder + "/within");
        File.CreateSymbolicLink(_folder + "/within/link", "../link");

        Assert.Equal(path, UserProgram.Open(_folder + "/within/../within/link").Path);
        Assert.Equal(path, UserProgram.Open(_folder + "/link").ProbePath);
    }

    [Theory]
    [InlineData("a b", "white space")]
    [InlineData("a\tb", "white space")]
    [InlineData("a\nb", "line break")]
    [InlineData("a#b", "comment")]
    [InlineData("\u00e0", "byte a0")] // c3 a0
    public void Paths_that_the_kernel_cannot_be_told(string name, string reason)
    {
        string path = Programs.Put("pie", _folder, name);
        UserSymbolException error = Assert.Throws<UserSymbolException>(() => UserProgram.Open(path));
        Assert.Equal(UserSymbolReason.PathNotUsable, error.Reason);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);

        // a link with a plain name leads to it
        File.CreateSymbolicLink(_folder + "/plain", path);
        UserProgram program = UserProgram.Open(_folder + "/plain");
        Assert.Equal((path, _folder + "/plain"), (program.Path, program.ProbePath));
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("x:5")]
    [InlineData("a(b%c;d\"e\\f")]
    [InlineData("\u00fc")]
    public void Paths_that_do_no_harm(string name) => Assert.Equal($"{_folder}/{name}", UserProgram.Open(Programs.Put("pie", _folder, name)).ProbePath);

    [Fact]
    public void What_is_no_program()
    {
        Assert.Equal(UserSymbolReason.NotAFile, Reason(_folder));
        Assert.Equal(UserSymbolReason.NotAFile, Reason("/dev/null"));
        Assert.Equal(UserSymbolReason.NotElf, Reason(Text("text", "no program")));
        Assert.Equal(UserSymbolReason.NotElf, Reason(Text("empty", "")));
        Assert.Equal(UserSymbolReason.Script, Reason(Text("script", "#!/bin/sh\n")));
        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => UserProgram.Open(_folder + "/none")).ErrorNumber);
        File.WriteAllBytes(_folder + "/riscv", new ElfBuilder { Machine = 243 }.Segment(0, 0, 0x1000).Build());
        UserSymbolException error = Assert.Throws<UserSymbolException>(() => UserProgram.Open(_folder + "/riscv"));
        Assert.Equal(UserSymbolReason.WrongMachine, error.Reason);
        Assert.Contains("is for RISC-V, and this machine is", error.Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder + "/object", new ElfBuilder(type: 1).Build());
        Assert.Equal(UserSymbolReason.NotElf, Reason(_folder + "/object"));

        string Text(string name, string text)
        {
            File.WriteAllText($"{_folder}/{name}", text);
            return $"{_folder}/{name}";
        }
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        using (Process made = Process.Start("mkfifo", _folder + "/pipe")!) made.WaitForExit();

        Assert.Equal(UserSymbolReason.NotAFile, Reason(_folder + "/pipe"));
    }

    [Fact]
    public void A_program_that_has_changed_is_not_read_on()
    {
        UserProgram program = Open("pie");
        File.Delete(_folder + "/pie");
        Programs.Put("cxx", _folder, "pie");

        Assert.Equal(UserSymbolReason.Changed, Assert.Throws<UserSymbolException>(() => program.Functions).Reason);
    }

    [Fact]
    public void Names_that_cannot_be_unpacked_are_told_of()
    {
        byte[] bytes = [.. Programs.Bytes("packed")];
        int at = bytes.AsSpan().IndexOf(new byte[] { 0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0 });
        Assert.True(at > 0);
        foreach (int damaged in new[] { 0, 20, 300 })
        {
            bytes[at + damaged] ^= 0x55;
            File.WriteAllBytes(_folder + "/damaged", bytes);
            UserProgram program = UserProgram.Open(_folder + "/damaged");

            Assert.Contains(".gnu_debugdata", program.Problem, StringComparison.Ordinal);
            Assert.Contains(".gnu_debugdata", Error(program, "main").Message, StringComparison.Ordinal);
            bytes[at + damaged] ^= 0x55;
            File.Delete(_folder + "/damaged");
        }

        Assert.Null(Open("packed").Problem);
    }

    [Fact]
    public void A_debug_file_of_the_same_build_names_the_rest()
    {
        string build = Open("stripped").BuildId!;
        var kernel = new FakeSyscalls { ["/bin/app"] = File("stripped"), [$"/usr/lib/debug/.build-id/{build[..2]}/{build[2..]}.debug"] = File("pie.debug") };
        Assert.Equal(Open("pie").Find("hidden_name").FileOffset, UserProgram.Open(kernel, "/bin/app").Find("hidden_name").FileOffset);

        // another build's is none
        kernel[$"/usr/lib/debug/.build-id/{build[..2]}/{build[2..]}.debug"] = File("cxx");
        Assert.Equal(UserSymbolReason.NotFound, Error(UserProgram.Open(kernel, "/bin/app"), "hidden_name").Reason);
        Assert.All(kernel.Descriptors, one => Assert.True(one.IsClosed));

        static FakeFile File(string name) => new() { Content = () => Programs.Bytes(name) };
    }

    private static UserSymbolReason Reason(string path) => Assert.Throws<UserSymbolException>(() => UserProgram.Open(path)).Reason;

    private static UserSymbolException Error(UserProgram program, string symbol) => Assert.Throws<UserSymbolException>(() => program.Find(symbol));

    /// <summary>The columns of binutils' line: number, address, size, ...</summary>
    private static string[] Symbol(string file, string name) => Programs.Lines(file + ".symbols")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(words => words.Length > 7 && words[7] == name);

    private UserProgram Open(string name)
    {
        string path = _folder + "/" + name;
        return UserProgram.Open(File.Exists(path) ? path : Programs.Put(name, _folder));
    }
}
