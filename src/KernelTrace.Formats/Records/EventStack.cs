using System.Collections;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Records;

/// <summary>The stack of an event, the frames of the kernel first, then those of the process. It is kept as addresses,
/// which become frames with names when the first of them is asked for.</summary>
public sealed class EventStack : IReadOnlyList<KTraceStackFrame>
{
    private readonly KernelFacts _facts;
    private readonly ulong[] _kernel, _user;
    private readonly ICodeMap? _code;
    private KTraceStackFrame[]? _frames;

    /// <summary>A stack. The process is asked at once what code it has, as it may be gone when names are needed.
    /// </summary>
    /// <param name="facts">Tells the symbols.</param>
    /// <param name="kernel">Addresses in the kernel, the innermost first.</param>
    /// <param name="user">Addresses in the process, the innermost first.</param>
    /// <param name="pid">The process of the latter (kernel: tgid).</param>
    public EventStack(KernelFacts facts, ulong[] kernel, ulong[] user, int pid)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(user);
        _facts = facts;
        _kernel = kernel;
        _user = user;
        _code = user.Length > 0 ? facts.MapOf(pid) : null;
    }

    /// <inheritdoc/>
    public int Count => _kernel.Length + _user.Length;

    private KTraceStackFrame[] Frames => _frames ??= [.. _kernel.Select(Kernel), .. _user.Select(User)];

    /// <inheritdoc/>
    public KTraceStackFrame this[int index] => Frames[index];

    /// <inheritdoc/>
    public IEnumerator<KTraceStackFrame> GetEnumerator() => Frames.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private KTraceStackFrame Kernel(ulong address) =>
        new(address, false, _facts.TryFindSymbol(address, out KernelSymbol symbol) ? symbol : null);

    private KTraceStackFrame User(ulong address) =>
        new(address, true, _code is not null && _code.TryFind(address, out KernelSymbol symbol) ? symbol : null);
}
