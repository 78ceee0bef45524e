using KernelTrace.Formats.RingBuffer;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>What was taken out of a buffer and not given out, because a reading ended early, between two readings of
/// this process. The kernel cannot take it back.</summary>
internal static class KeptStreams
{
    private static readonly Dictionary<string, (DateTime Made, SubBufferLayout Layout, CpuStream[] Streams)> _kept = [];

    /// <summary>The streams that an earlier reader of the same instance left; null where there are none.</summary>
    public static CpuStream[]? Take(TraceInstance instance, in SubBufferLayout layout)
    {
        lock (_kept)
        {
            return _kept.Remove(instance.Path, out (DateTime Made, SubBufferLayout Layout, CpuStream[] Streams) kept)
                && kept.Made == Made(instance) && kept.Layout == layout
                && kept.Streams.All(stream => stream.IsContinuedBy(instance.Stats(stream.Cpu)))
                ? kept.Streams
                : null;
        }
    }

    public static void Keep(TraceInstance instance, in SubBufferLayout layout, CpuStream[] streams)
    {
        lock (_kept) _kept[instance.Path] = (Made(instance), layout, streams);
    }

    /// <summary>Forgets what is kept of an instance that is cleared or removed.</summary>
    public static void Forget(TraceInstance instance)
    {
        lock (_kept) _kept.Remove(instance.Path);
    }

    /// <summary>Tells an instance from an earlier one of the same name.</summary>
    private static DateTime Made(TraceInstance instance) => Directory.GetLastWriteTimeUtc(instance.Path);
}
