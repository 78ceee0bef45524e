using KernelTrace.Formats.RingBuffer;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>What was taken out of a buffer and not given out, because a reading ended early, between two readings of
/// this process. The kernel cannot take it back.</summary>
internal static class KeptStreams
{
    private static readonly Dictionary<string, Kept> _kept = [];

    /// <summary>What an earlier reader of the same instance left; null where there is nothing.</summary>
    public static Kept? Take(TraceInstance instance, in SubBufferLayout layout)
    {
        lock (_kept)
        {
            return _kept.Remove(instance.Path, out Kept? kept)
                && kept.Made == Made(instance) && kept.Layout == layout
                && kept.Streams.All(stream => stream.IsContinuedBy(instance.Stats(stream.Cpu)))
                ? kept
                : null;
        }
    }

    public static void Keep(TraceInstance instance, in SubBufferLayout layout, CpuStream[] streams, StackJoiner? stacks)
    {
        lock (_kept) _kept[instance.Path] = new Kept(Made(instance), layout, streams, stacks);
    }

    /// <summary>Forgets what is kept of an instance that is cleared or removed.</summary>
    public static void Forget(TraceInstance instance)
    {
        lock (_kept) _kept.Remove(instance.Path);
    }

    /// <summary>Tells an instance from an earlier one of the same name.</summary>
    private static DateTime Made(TraceInstance instance) => Directory.GetLastWriteTimeUtc(instance.Path);

    /// <summary>What one reader leaves for the next.</summary>
    /// <param name="Made">When the instance was made.</param>
    /// <param name="Layout">The layout of its sub-buffers.</param>
    /// <param name="Streams">The pages that were taken.</param>
    /// <param name="Stacks">The events that waited for stacks; null where none has one.</param>
    internal sealed record Kept(DateTime Made, SubBufferLayout Layout, CpuStream[] Streams, StackJoiner? Stacks);
}
