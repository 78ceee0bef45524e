using KernelTrace.Formats.Events;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

public class CommonLayoutTests
{
    [Fact]
    public void Offsets_come_from_the_names()
    {
        string common = FormatText.Field("int common_pid", 0, 4, signed: true)
            + FormatText.Field("unsigned char common_preempt_count", 4, 1)
            + FormatText.Field("unsigned char common_flags", 5, 1)
            + FormatText.Field("unsigned short common_type", 6, 2);

        Assert.Equal(new CommonLayout(6, 5, 4, 0), Layout(common));
    }

    [Fact]
    public void A_field_of_another_size_is_not_taken()
    {
        string common = FormatText.Field("unsigned int common_type", 4, 4)
            + FormatText.Field("unsigned short common_flags", 2, 2)
            + FormatText.Field("unsigned short common_preempt_count", 6, 2)
            + FormatText.Field("long common_pid", 8, 8);

        Assert.Equal(new CommonLayout(0, -1, -1, -1), Layout(common));
    }

    [Fact]
    public void Nothing_is_no_list() => Assert.Throws<ArgumentNullException>(() => CommonLayout.Of(null!));

    private static CommonLayout Layout(string common) =>
        CommonLayout.Of(EventFormatParser.Parse("x", FormatText.With(common, "x", "\"\"")).CommonFields);
}
