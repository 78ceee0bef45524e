using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>
/// The engine's formatting. Its base classes for Format-Table and its kin are public, and so are their parameters; but
/// each is given its inner command by an internal field and of an internal class, which only the real modules may name.
/// The alternative to this reflection is a second formatting engine.
/// </summary>
internal static class EngineFormatting
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Space = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly _engine = typeof(PSObject).Assembly;

    private static readonly FieldInfo _implementation
        = typeof(FrontEndCommandBase).GetField("implementation", Any) ?? throw Missing("implementation");

    /// <summary>Makes the cmdlet a formatter of a shape: Table, List, Wide or Complex.</summary>
    public static object UseShape(FrontEndCommandBase cmdlet, string shape)
    {
        object inner = New("InnerFormatShapeCommand", Enum.Parse(TypeOf("FormatShape"), shape));
        _implementation.SetValue(cmdlet, inner);
        return inner;
    }

    /// <summary>Makes the cmdlet one that turns formatted objects to lines of text.</summary>
    public static void UseOutput(FrontEndCommandBase cmdlet)
        => _implementation.SetValue(cmdlet, New("OutputManagerInner"));

    /// <summary>Where the lines go, and how wide they are.</summary>
    public static void WriteTo(FrontEndCommandBase cmdlet, TextWriter writer, int width, bool suppressNewLine = false)
    {
        object inner = _implementation.GetValue(cmdlet)!;
        PropertyInfo lineOutput = inner.GetType().GetProperty("LineOutput", Any) ?? throw Missing("LineOutput");
        lineOutput.SetValue(inner, New("TextWriterLineOutput", writer, width, suppressNewLine));
    }

    public static Type TypeOf(string name) => _engine.GetType(Space + name) ?? throw Missing(name);

    public static object New(string type, params object[] arguments)
        => Activator.CreateInstance(TypeOf(type), Any, binder: null, arguments, culture: null)!;

    public static void Set(object target, string field, object? value)
        => (target.GetType().GetField(field, Any) ?? throw Missing(field)).SetValue(target, value);

    public static object? Call(object target, Type declaring, string method, params object?[] arguments)
        => (declaring.GetMethod(method, Any) ?? throw Missing(method)).Invoke(target, arguments);

    private static MissingMemberException Missing(string name) => new($"The formatting of this engine has no {name}.");
}
