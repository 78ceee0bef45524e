using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for New-Object, for .NET types.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object[]? ArgumentList { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        if (!LanguagePrimitives.TryConvertTo(TypeName, out Type type))
            Refuse(new PSArgumentException(
                $"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."), "TypeNotFound", ErrorCategory.InvalidType);

        PSObject made = type == typeof(PSObject) || type == typeof(PSCustomObject) ? new PSObject() : Make(type);
        if (Property is not null)
            SetProperties(made);
        WriteObject(made);
    }

    // The engine's own `new`, with its conversions of the arguments.
    private PSObject Make(Type type)
    {
        try
        {
            object[] arguments = [.. (ArgumentList ?? []).Select(a => a is PSObject p ? p.BaseObject : a)];
            ScriptBlock create = ScriptBlock.Create("param($type, $arguments) $type::new.Invoke($arguments)");
            return arguments.Length == 0
                ? PSObject.AsPSObject(Activator.CreateInstance(type)!)
                : PSObject.AsPSObject(create.Invoke(type, arguments)[0]);
        }
        catch (Exception e) when (e is RuntimeException or MissingMethodException or TargetInvocationException or MemberAccessException)
        {
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            Refuse(cause, "ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand", ErrorCategory.InvalidOperation);
            throw;
        }
    }

    private void SetProperties(PSObject target)
    {
        foreach (DictionaryEntry entry in Property!)
        {
            string name = entry.Key.ToString()!;
            if (target.BaseObject is PSCustomObject)
            {
                target.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
            else if (target.Properties[name] is { } property)
            {
                property.Value = entry.Value;
            }
            else
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"The member \"{name}\" was not found for the specified {TypeName} object."),
                    "InvalidOperationException", ErrorCategory.InvalidOperation, null));
            }
        }
    }

    private void Refuse(Exception cause, string id, ErrorCategory category)
        => ThrowTerminatingError(new ErrorRecord(cause, id, category, null));
}
