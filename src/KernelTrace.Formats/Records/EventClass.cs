using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;

namespace KernelTrace.Formats.Records;

/// <summary>Emits the class of an event format: its fields become properties.</summary>
/// <remarks>
/// An event of fixed length holds its record inside the object, in a field of exactly the record's size, so that an
/// event is one allocation and one block copy:
/// <code>
/// public sealed class sched_switch : KTraceEvent {
///     private Record56 _record;                                    // a struct of 64 bytes without members
///     public int prev_pid => *(int*)(ref _record + 24);            // plain integers are read in place
///     public string prev_comm => (string)FieldValue(0);            // the rest goes through FieldReader
///     public KernelNamedValue prev_state => NamedValue(3);         // what the event's words name, with its name
///     public string prev_state_name => ValueName(3);
///     public string call_site_symbol => SymbolPlace(1);            // an address that they show by symbol, as text
/// }
/// </code>
/// An event of varying length, or one that claims more than a page, keeps a copy of its record (<see cref="VariableEvent"/>).
/// Two formats that agree in name and layout share one class. Classes are never unloaded: their number is bounded by
/// that of the distinct formats that a process meets.
/// </remarks>
public static class EventClass
{
    private static readonly ConcurrentDictionary<string, Lazy<EventConstructor>> _classes = new(StringComparer.Ordinal);
    private static readonly Dictionary<int, Type> _storage = [];
    private static readonly object _emitting = new();
    private static readonly Lazy<ModuleBuilder> _module = new(() => AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("KernelTrace.Events"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("KernelTrace.Events"));

    /// <summary>A format that claims a larger record gets no room for it in every event.</summary>
    private const int MaxInline = 4096;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Type[] _constructorTypes =
        [typeof(EventStamp).MakeByRefType(), typeof(ReadOnlySpan<byte>)];

    private static readonly MethodInfo _fieldValue = typeof(KTraceEvent).GetMethod("FieldValue", Instance)!;
    private static readonly MethodInfo _namedValue = typeof(KTraceEvent).GetMethod("NamedValue", Instance)!;
    private static readonly MethodInfo _valueName = typeof(KTraceEvent).GetMethod("ValueName", Instance)!;
    private static readonly MethodInfo _symbolName = typeof(KTraceEvent).GetMethod("SymbolName", Instance)!;
    private static readonly MethodInfo _symbolPlace = typeof(KTraceEvent).GetMethod("SymbolPlace", Instance)!;
    private static readonly MethodInfo _getRecord = typeof(KTraceEvent).GetProperty("Record", Instance)!.GetMethod!;
    private static readonly MethodInfo _copyRecord =
        typeof(KTraceEvent).GetMethod("CopyRecord", BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo _createSpan = typeof(MemoryMarshal)
        .GetMethod(nameof(MemoryMarshal.CreateReadOnlySpan))!.MakeGenericMethod(typeof(byte));

    /// <summary>The constructor of the format's class, which is emitted when it is first asked for.</summary>
    public static EventConstructor ConstructorOf(EventFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return _classes.GetOrAdd(Signature(format), _ => new Lazy<EventConstructor>(() => Emit(format))).Value;
    }

    /// <summary>What makes two formats the same class. The event's number does not: it changes with each boot.</summary>
    private static string Signature(EventFormat format)
    {
        // names and types come out of lines, so that a line feed parts them for certain
        var text = new StringBuilder(format.FullName);
        foreach (FieldFormat field in format.Fields)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n{field.Type} {field.Name} {field.Offset} {field.Size} {field.Kind} {field.ElementSize} {field.ElementSigned}");
        }

        foreach (NamedField named in format.NamedFields)
            text.Append(CultureInfo.InvariantCulture, $"\nnamed {named.Index} {named.IsNumberToo}");
        foreach (SymbolField shown in format.SymbolFields)
            text.Append(CultureInfo.InvariantCulture, $"\nsymbol {shown.Index} {shown.WithOffset}");
        return text.ToString();
    }

    private static EventConstructor Emit(EventFormat format)
    {
        // one ModuleBuilder is not safe for several threads at once
        lock (_emitting)
        {
            ModuleBuilder module = _module.Value;
            string plain = $"KernelTrace.Events.{Identifier(format.System)}.{Identifier(format.Name)}", name = plain;
            for (int n = 2; module.GetType(name) is not null; n++) name = $"{plain}_{n}";
            bool variable = format.IsVariable || format.FixedSize > MaxInline;
            TypeBuilder type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed,
                variable ? typeof(VariableEvent) : typeof(KTraceEvent));
            FieldBuilder? storage = variable ? null
                : type.DefineField("_record", StorageOf(module, format.FixedSize), FieldAttributes.Private);
            if (storage is not null) EmitRecord(type, storage, format.FixedSize);
            for (int index = 0; index < format.Fields.Count; index++)
            {
                NamedField? named = format.NamedFields.FirstOrDefault(item => item.Index == index);
                if (named is null || named.IsNumberToo) EmitProperty(type, storage, format.Fields[index], index);
                else EmitCall(type, format.Fields[index].PropertyName, typeof(KernelNamedValue), _namedValue, index);
                if (named is not null && PropertyNames.Beside(format, index, "_name") is string text)
                    EmitCall(type, text, typeof(string), _valueName, index);
                SymbolField? shown = format.SymbolFields.FirstOrDefault(item => item.Index == index);
                if (shown is not null && PropertyNames.Beside(format, index, "_symbol") is string symbol)
                    EmitCall(type, symbol, typeof(string), shown.WithOffset ? _symbolPlace : _symbolName, index);
            }

            EmitCreate(type, EmitConstructor(type, storage), storage, format.FixedSize);
            return type.CreateType().GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!
                .CreateDelegate<EventConstructor>();
        }
    }

    /// <summary>A name that a class can have: systems may be called <c>xhci-hcd</c>, and a recording's names are
    /// whatever its file says.</summary>
    private static string Identifier(string name)
    {
        const int Longest = 200;
        string plain = string.Concat(name.Take(Longest).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return plain.Length > 0 ? plain : "_";
    }

    /// <summary>A struct of the given size without members.</summary>
    private static Type StorageOf(ModuleBuilder module, int size)
    {
        if (!_storage.TryGetValue(size, out Type? storage))
        {
            storage = module.DefineType($"KernelTrace.Events.Record{size}",
                TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.SequentialLayout,
                typeof(ValueType), PackingSize.Size8, Math.Max(size, 1)).CreateType();
            _storage.Add(size, storage);
        }

        return storage;
    }

    private static ConstructorBuilder EmitConstructor(TypeBuilder type, FieldBuilder? storage)
    {
        Type[] parameters = storage is null ? _constructorTypes : _constructorTypes[..1];
        ConstructorBuilder constructor = type.DefineConstructor(MethodAttributes.Private, CallingConventions.Standard,
            parameters);
        ILGenerator il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        if (storage is null) il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, type.BaseType!.GetConstructor(Instance, parameters)!);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    /// <summary><c>static KTraceEvent Create(in EventStamp stamp, ReadOnlySpan&lt;byte&gt; record)</c></summary>
    private static void EmitCreate(TypeBuilder type, ConstructorBuilder constructor, FieldBuilder? storage, int size)
    {
        MethodBuilder create = type.DefineMethod("Create", MethodAttributes.Assembly | MethodAttributes.Static,
            typeof(KTraceEvent), _constructorTypes);
        ILGenerator il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        if (storage is null) il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        if (storage is not null)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldflda, storage);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, size);
            il.Emit(OpCodes.Call, _copyRecord);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void EmitRecord(TypeBuilder type, FieldBuilder storage, int size)
    {
        MethodBuilder getter = type.DefineMethod(_getRecord.Name,
            MethodAttributes.Family | MethodAttributes.Virtual | MethodAttributes.HideBySig
                | MethodAttributes.SpecialName | MethodAttributes.ReuseSlot,
            _getRecord.ReturnType, Type.EmptyTypes);
        ILGenerator il = getter.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, storage);
        il.Emit(OpCodes.Ldc_I4, size);
        il.Emit(OpCodes.Call, _createSpan);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(getter, _getRecord);
    }

    private static void EmitProperty(TypeBuilder type, FieldBuilder? storage, FieldFormat field, int index)
    {
        Type value = field.ClrType;
        PropertyBuilder property = type.DefineProperty(field.PropertyName, PropertyAttributes.None, value, null);
        MethodBuilder getter = type.DefineMethod("get_" + field.PropertyName,
            MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig, value,
            Type.EmptyTypes);
        ILGenerator il = getter.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        if (storage is not null && field.Kind is FieldKind.Integer or FieldKind.Boolean or FieldKind.Address)
        {
            // the offset and size lie inside the storage: FixedSize is the largest end of all fields
            il.Emit(OpCodes.Ldflda, storage!);
            il.Emit(OpCodes.Ldc_I4, field.Offset);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(Load(field));
            if (field.Kind == FieldKind.Boolean)
            {
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Cgt_Un);
            }
            else if (field.Kind == FieldKind.Address)
            {
                il.Emit(OpCodes.Conv_U8);
                il.Emit(OpCodes.Newobj, typeof(KernelAddress).GetConstructor([typeof(ulong)])!);
            }
        }
        else
        {
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Call, _fieldValue);
            il.Emit(OpCodes.Unbox_Any, value);
        }

        il.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
    }

    /// <summary>A property that asks the base class, by the field's index.</summary>
    private static void EmitCall(TypeBuilder type, string name, Type value, MethodInfo method, int index)
    {
        PropertyBuilder property = type.DefineProperty(name, PropertyAttributes.None, value, null);
        MethodBuilder getter = type.DefineMethod("get_" + name,
            MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig, value, Type.EmptyTypes);
        ILGenerator il = getter.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
    }

    private static OpCode Load(FieldFormat field) => (field.ElementSize, field.ElementSigned) switch
    {
        (1, true) => OpCodes.Ldind_I1,
        (1, false) => OpCodes.Ldind_U1,
        (2, true) => OpCodes.Ldind_I2,
        (2, false) => OpCodes.Ldind_U2,
        (4, true) => OpCodes.Ldind_I4,
        (4, false) => OpCodes.Ldind_U4,
        _ => OpCodes.Ldind_I8,
    };
}
