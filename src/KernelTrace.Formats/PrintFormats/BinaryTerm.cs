namespace KernelTrace.Formats.PrintFormats;

/// <summary><c>left + right</c> and the like, computed in the type that C computes in.</summary>
internal sealed class BinaryTerm : Term
{
    private readonly string _mark;
    private readonly Term _left, _right;
    private readonly CType _in;

    public BinaryTerm(string mark, Term left, Term right) : base(ResultOf(mark, left.Type, right.Type))
    {
        _mark = mark;
        _left = left;
        _right = right;
        _in = mark is "<<" or ">>" ? left.Type.Promoted() : CType.Common(left.Type, right.Type);
    }

    public override long Number(in PrintFrame frame) =>
        Type.Fit(Compute(_mark, _in, _left.Number(frame), _right.Number(frame)));

    /// <summary>Computes in a type. Division by zero gives zero: the record may hold anything.</summary>
    private static long Compute(string mark, CType type, long left, long right)
    {
        if (mark is not ("<<" or ">>")) (left, right) = (type.Fit(left), type.Fit(right));
        bool signed = type.Signed;
        return mark switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => right == 0 ? 0 : signed ? right == -1 ? -left : left / right : (long)((ulong)left / (ulong)right),
            "%" => right == 0 ? 0 : signed ? right == -1 ? 0 : left % right : (long)((ulong)left % (ulong)right),
            "&" => left & right,
            "|" => left | right,
            "^" => left ^ right,
            "<<" => (ulong)right >= 64 ? 0 : type.Fit(left) << (int)right,
            ">>" => (ulong)right >= 64 ? 0 : signed ? type.Fit(left) >> (int)right : (long)((ulong)type.Fit(left) >> (int)right),
            "==" => left == right ? 1 : 0,
            "!=" => left != right ? 1 : 0,
            "<" => (signed ? left < right : (ulong)left < (ulong)right) ? 1 : 0,
            ">" => (signed ? left > right : (ulong)left > (ulong)right) ? 1 : 0,
            "<=" => (signed ? left <= right : (ulong)left <= (ulong)right) ? 1 : 0,
            ">=" => (signed ? left >= right : (ulong)left >= (ulong)right) ? 1 : 0,
            _ => 0,
        };
    }

    private static CType ResultOf(string mark, CType left, CType right) => mark switch
    {
        "==" or "!=" or "<" or ">" or "<=" or ">=" => CType.Int,
        "<<" or ">>" => left.Promoted(),
        _ => CType.Common(left, right),
    };
}
