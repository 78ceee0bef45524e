using System.Text;
using CsCheck;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>A damaged text gives a format or a <see cref="KernelTrace.Formats.Events.FormatParseException"/>, nothing
/// else, and a format that came out of it reads any record.</summary>
public class EventFormatParserFuzzTests
{
    public static TheoryData<int> Texts => [.. Enumerable.Range(0, Samples.All.Length)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_deletion(int index)
    {
        foreach (string text in Mutations.Deletions(Samples.All[index].Text, 9)) FuzzTargets.Format(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_prefix(int index)
    {
        string text = Samples.All[index].Text;
        for (int length = 0; length < text.Length; length++) FuzzTargets.Format(Encoding.UTF8.GetBytes(text[..length]));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Random_mutations(int index) => Gen.Int.Sample(seed =>
        FuzzTargets.Format(Encoding.UTF8.GetBytes(Mutations.Mutate(Samples.All[index].Text, seed))), iter: 2000);

    [Fact]
    public void Random_bytes() => Gen.Byte.Array[0, 300].Sample(bytes => FuzzTargets.Format(bytes), iter: 5000);

    [Fact]
    public void Random_header_pages() => Gen.Byte.Array[0, 300].Sample(bytes => FuzzTargets.HeaderPage(bytes), iter: 5000);
}
