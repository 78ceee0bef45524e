using KernelTrace.Formats.Events;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>What the print format tells about a field that its type does not.</summary>
public class PrintingTests
{
    [Theory]
    [InlineData("__get_bitmask(value)")]
    [InlineData("__get_rel_bitmask(value)")]
    [InlineData("__get_cpumask(value)")]
    [InlineData("__get_rel_cpumask(value)")]
    [InlineData("__get_str(other), __get_bitmask(value)")]
    public void Printed_as_a_bitmask(string arguments) =>
        Assert.Equal(FieldKind.Bitmask, Kind("__data_loc unsigned long[] value", arguments));

    [Theory]
    [InlineData("__get_dynamic_array(value)")]
    [InlineData("__get_rel_dynamic_array(value)")]
    [InlineData("__print_dynamic_array(value, 1)")]
    [InlineData("__print_hex(__get_dynamic_array(value), 5)")]
    [InlineData("__print_hex_str(REC->value, 5)")]
    [InlineData("__print_hex(REC->value, 5)")]
    public void Printed_as_bytes(string arguments) =>
        Assert.Equal(FieldKind.Bytes, Kind("__data_loc char[] value", arguments));

    [Theory]
    [InlineData("__get_str(value)")]
    [InlineData("__get_rel_str(value)")]
    [InlineData("__get_str(value), __get_dynamic_array(value)")]
    [InlineData("__get_dynamic_array(values)")]
    [InlineData("__get_dynamic_array(valu)")]
    [InlineData("__get_bitmask(valued)")]
    [InlineData("__get_bitmask(value")]
    [InlineData("")]
    public void Otherwise_text(string arguments) =>
        Assert.Equal(FieldKind.Text, Kind("__data_loc char[] value", arguments));

    private static FieldKind Kind(string declaration, string arguments) =>
        FormatText.Single(declaration, 4, print: "\"%s\", " + arguments).Kind;
}
