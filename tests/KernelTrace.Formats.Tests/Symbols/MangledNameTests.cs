using System.Diagnostics;
using System.Globalization;
using System.Text;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class MangledNameTests
{
    [Theory]
    [InlineData("_Z1fv", "f()")]
    [InlineData("_ZN3Foo3barEi", "Foo::bar(int)")]
    [InlineData("_ZNK3Foo3barEPKc", "Foo::bar(char const*) const")]
    [InlineData("_ZN3FooC1ERKS_", "Foo::Foo(Foo const&)")]
    [InlineData("_ZN3FooD0Ev", "Foo::~Foo()")]
    [InlineData("_ZN12_GLOBAL__N_11gEv", "(anonymous namespace)::g()")]
    [InlineData("_Z5alonePFiiERA3_Ki", "alone(int (*)(int), int const (&) [3])")]
    [InlineData("_Z7largestIiET_S0_S0_", "int largest<int>(int, int)")]
    [InlineData("_Z1fIJidEEvDpT_", "void f<int, double>(int, double)")]
    [InlineData("_Z1fIJEEvDpT_", "void f<>()")]
    [InlineData("_Z1fIJPiEEvDpRKT_", "void f<int*>(int* const&)")]
    [InlineData("_Z1fIRiEvOT_", "void f<int&>(int&)")]
    [InlineData("_Z1fM3FooFivE", "f(int (Foo::*)())")]
    [InlineData("_Z1fIXadL_Z1gvEEEvv", "void f<&(g())>()")]
    [InlineData("_Z1fILin5EEvv", "void f<-5>()")]
    [InlineData("_Z1fILb1EEvv", "void f<true>()")]
    [InlineData("_ZZ4mainENKUliE_clEi", "main::{lambda(int)#1}::operator()(int) const")]
    [InlineData("_ZNK3FoocvlEv", "Foo::operator long() const")]
    [InlineData("_ZNK3FooltERKS_", "Foo::operator<(Foo const&) const")]
    [InlineData("_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector<int, std::allocator<int> >::push_back(int const&)")]
    [InlineData("_ZNSs6appendEPKc", "std::string::append(char const*)")]
    [InlineData("_Z1fB5cxx11v", "f[abi:cxx11]()")]
    [InlineData("_ZThn16_N3Foo3barEv", "non-virtual thunk to Foo::bar()")]
    [InlineData("_ZGVZ1fvE1x", "guard variable for f()::x")]
    [InlineData("_ZTV3Foo", "vtable for Foo")]
    [InlineData("_ZN3Foo3barEv.cold", "Foo::bar() [clone .cold]")]
    [InlineData("_ZN3Foo3barEv.constprop.0.isra.0", "Foo::bar() [clone .constprop.0] [clone .isra.0]")]
    [InlineData("_Zli2_km", "operator\"\" _k(unsigned long)")]
    [InlineData("_Zli3_kmPKc", "operator\"\" _km(char const*)")]
    [InlineData("main", null)]
    [InlineData("_Z", null)]
    [InlineData("_Z3", null)]
    [InlineData("_Z9f", null)]
    [InlineData("_Z1fT_", null)]
    [InlineData("_Z1fS_", null)]
    [InlineData("_RNvCs1234_7mycrate3foo", null)]
    [InlineData("_ZN4core3fmt5write17h0123456789abcdefE", "core::fmt::write")]
    [InlineData("_ZN62_$LT$alloc..boxed..Box$LT$T$GT$$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE", null)]
    [InlineData("_ZN60_$LT$alloc..string..String$u20$as$u20$core..fmt..Display$GT$3fmt17h0123456789abcdefE", "<alloc::string::String as core::fmt::Display>::fmt")]
    public void Names(string name, string? expected) => Assert.Equal(expected, MangledName.Demangle(name));

    [Fact]
    public void Names_of_the_CXX_library_are_those_of_binutils()
    {
        string[][] pairs = [.. Programs.Lines("cxx.demangled").Select(line => line.Split('\t'))];

        Assert.True(pairs.Length > 1000);
        Assert.All(pairs, pair => Assert.Equal(pair[1], MangledName.Demangle(pair[0])));
    }

    [Theory]
    [InlineData("Foo::bar(int)", "Foo::bar")]
    [InlineData("Foo::bar(int) const", "Foo::bar")]
    [InlineData("Foo::bar() const &", "Foo::bar")]
    [InlineData("int largest<int>(int, int)", "largest<int>")]
    [InlineData("std::vector<int, std::allocator<int> > f<int>(void (*)(int))", "f<int>")]
    [InlineData("Foo::operator()(int)", "Foo::operator()")]
    [InlineData("Foo::operator long() const", "Foo::operator long")]
    [InlineData("Foo::operator<(Foo const&) const", "Foo::operator<")]
    [InlineData("std::ostream& operator<< <int>(std::ostream&, int)", "operator<< <int>")]
    [InlineData("operator new(unsigned long)", "operator new")]
    [InlineData("(anonymous namespace)::g()", "(anonymous namespace)::g")]
    [InlineData("main::{lambda(int)#1}::operator()(int) const", "main::{lambda(int)#1}::operator()")]
    [InlineData("f[abi:cxx11](int)", "f")]
    [InlineData("Foo::bar() [clone .cold]", null)]
    [InlineData("core::fmt::write", "core::fmt::write")]
    [InlineData("", "")]
    [InlineData(")", ")")]
    public void Qualified_names(string whole, string? expected) => Assert.Equal(expected, MangledName.QualifiedName(whole));

    [Fact]
    public void Short_names_that_stand_for_endless_texts_are_refused_at_once()
    {
        var time = Stopwatch.StartNew();
        foreach (int levels in new[] { 10, 30, 100, 1000 })
        {
            var name = new StringBuilder("_Z1f1A1BIS_S_E"); // each doubles the one before, twice
            for (int i = 2; i < levels + 2; i++) name.Append(CultureInfo.InvariantCulture, $"S0_I{Sequence(i)}{Sequence(i)}{Sequence(i)}{Sequence(i)}E");
            Assert.Null(MangledName.Demangle(name.ToString()));
        }

        foreach (string part in new[] { "P", "N", "I", "J", "Z1f", "F", "M", "A_", "DpT_", "IJ", "XadL_Z1f" })
            FuzzTargets.Demangled("_Z1f" + string.Concat(Enumerable.Repeat(part, 5000)));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), time.Elapsed.ToString());
    }

    [Fact]
    public void Damaged_names_give_a_text_or_none()
    {
        string[] names = [.. Programs.Lines("cxx.demangled").Select(line => line.Split('\t')[0])];
        var random = new Random(1);
        for (int i = 0; i < 50_000; i++)
        {
            char[] name = names[random.Next(names.Length)].ToCharArray();
            for (int count = random.Next(1, 4); count > 0; count--)
            {
                int at = random.Next(2, name.Length);
                name[at] = random.Next(3) == 0 ? (char)random.Next(33, 127) : names[random.Next(names.Length)][^1];
            }

            FuzzTargets.Demangled(random.Next(4) == 0 ? new string(name)[..random.Next(name.Length)] : new string(name));
        }
    }

    private static string Sequence(int index)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        string text = "";
        for (index--; ; index = index / 36)
        {
            text = Digits[index % 36] + text;
            if (index < 36) return $"S{text}_";
        }
    }
}
