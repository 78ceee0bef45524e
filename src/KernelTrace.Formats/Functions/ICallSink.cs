namespace KernelTrace.Formats.Functions;

/// <summary>Takes the calls that <see cref="CallPairer{T}"/> puts together.</summary>
/// <typeparam name="T">What stands for a call in the tree of its caller.</typeparam>
public interface ICallSink<T> where T : class
{
    /// <summary>Takes a call, when it ends; the calls within it came before.</summary>
    /// <returns>What is to stand for it among the children of its caller; null to keep nothing.</returns>
    T? Take(in EndedCall<T> call);
}
