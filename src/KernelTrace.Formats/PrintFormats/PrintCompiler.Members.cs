using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Fields of the record, and members of the structs among them.</summary>
internal sealed partial class PrintCompiler
{
    private Term Member(MemberSyntax syntax)
    {
        if (syntax.Target is NameSyntax { Name: "REC" })
        {
            if (FindField(syntax.Name) is FieldFormat field) return FieldValue(field);
            // the 32-bit word that says where a field's bytes are
            if (syntax.Name.StartsWith("__data_loc_", StringComparison.Ordinal) && FindField(syntax.Name["__data_loc_".Length..]) is FieldFormat located)
                return new NumberFieldTerm(CType.UInt, located.Offset);
            throw Error(syntax, $"the event has no field '{syntax.Name}'");
        }

        // struct trace_entry, by which the common fields have other names
        if (syntax.Target is MemberSyntax { Target: NameSyntax { Name: "REC" }, Name: "ent" } && FindField("common_" + syntax.Name) is FieldFormat common)
            return FieldValue(common);
        if (syntax.Target is NameSyntax name && _locals.TryGetValue(name.Name, out Local? local) && local.Aggregate is string aggregate)
        {
            KernelMember bits = MemberOf(syntax, aggregate, 64);
            CType type = new(CKind.Integer, Math.Max(1, (bits.BitSize + 7) / 8), bits.Signed);
            return new LocalBitsTerm(CType.Integer(type.Size is 3 ? 4 : type.Size > 4 ? 8 : type.Size, bits.Signed), local.Slot, (int)bits.BitOffset, bits.BitSize);
        }

        Term target = Compile(syntax.Target);
        CType? record = target.Type.Kind == CKind.Aggregate ? target.Type : target.Type.Element;
        if (!target.IsInRecord || record is null) throw Error(syntax, $"what '{syntax.Name}' is a member of is not in the record");
        return MemberValue(target, MemberOf(syntax, record.Name, int.MaxValue), syntax);
    }

    /// <summary>A member of what another term points to.</summary>
    private Term MemberValue(Term target, KernelMember member, MemberSyntax syntax)
    {
        CType? type = FieldTypeOf.Named(member.Type, Facts);
        if (type is { Kind: CKind.Array or CKind.Aggregate } && (type.Size > 0 || !IsNumber(member)))
        {
            if (member.BitOffset % 8 != 0) throw Error(syntax, $"'{syntax.Name}' does not begin at a byte");
            return new OffsetTerm(type, target, new ConstantTerm(CType.Long, member.BitOffset / 8), 1);
        }

        if (member.BitSize > 64) throw Error(syntax, $"'{syntax.Name}' is no number");
        // an enum is known by its width alone
        int size = member.BitSize is 8 or 16 or 32 or 64 ? member.BitSize / 8 : type is { IsInteger: true, Size: > 0 } ? type.Size : 8;
        CType of = type is { Kind: CKind.Pointer } ? type : CType.Integer(size, member.Signed);
        return new BitsTerm(of, target, member.BitOffset, member.BitSize, member.Signed);
    }

    private static bool IsNumber(KernelMember member) => member.BitSize <= 64
        && !member.Type.StartsWith("struct ", StringComparison.Ordinal) && !member.Type.StartsWith("union ", StringComparison.Ordinal);

    private KernelMember MemberOf(MemberSyntax syntax, string type, int maxBits) =>
        Facts.TryFindMember(type, syntax.Name, out KernelMember member) && member.BitOffset >= 0 && member.BitSize is > 0 and <= 1 << 20
            && member.BitOffset + (maxBits == 64 ? member.BitSize : 0) <= maxBits
            ? member
            : throw Error(syntax, $"nothing is known of the member {syntax.Name} of {type}");
}
