using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Writes the text of a <c>format</c> file.</summary>
internal static class FormatText
{
    public const int Id = 372;

    /// <summary>The four fields that every event has, 8 bytes.</summary>
    public static readonly string Common = string.Concat(
        Field("unsigned short common_type", 0, 2),
        Field("unsigned char common_flags", 2, 1),
        Field("unsigned char common_preempt_count", 3, 1),
        Field("int common_pid", 4, 4, signed: true));

    public static string Field(string declaration, int offset, int size, bool signed = false) =>
        $"\tfield:{declaration};\toffset:{offset};\tsize:{size};\tsigned:{(signed ? 1 : 0)};\n";

    public static string Of(string name, string print, params string[] fields) =>
        With(Common, name, print, fields);

    public static string With(string common, string name, string print, params string[] fields) =>
        $"name: {name}\nID: {Id}\nformat:\n{common}\n{string.Concat(fields)}\nprint fmt: {print}\n";

    /// <summary>An event whose own fields are the given ones.</summary>
    public static EventFormat Parse(string system, string name, params string[] fields) =>
        EventFormatParser.Parse(system, Of(name, "\"\"", fields));

    /// <summary>The only own field of an event, at offset 8.</summary>
    public static FieldFormat Single(string declaration, int size, bool signed = false, string system = "test",
        string print = "\"\"") =>
        Assert.Single(EventFormatParser.Parse(system, Of("single", print, Field(declaration, 8, size, signed))).Fields);
}
