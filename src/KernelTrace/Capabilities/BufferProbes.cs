using System.Globalization;
using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>What the ring buffer can do, tried on that of the private instance.</summary>
internal static class BufferProbes
{
    private const string SubBufferFile = "buffer_subbuf_size_kb";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.Snapshot, context => FeatureState.Of("write", "snapshot", context.Try("snapshot", "1", "0"))),
        new(KernelFeatures.RingBufferMmap, Mmap),
        new(KernelFeatures.SubBufferSize, SubBufferSize),
    ];

    /// <summary>Maps the first page, which describes the buffer, of one CPU.</summary>
    private static FeatureState Mmap(ProbeContext context)
    {
        string file = context.Instance.RawPath(context.Instance.Cpus()[0]);
        int error = context.Syscalls.Open(file, Libc.O_RDONLY | Libc.O_NONBLOCK, out FileDescriptor? descriptor);
        if (error < 0) throw new KernelException("open", file, -error);
        using (descriptor)
        {
            int length = Environment.SystemPageSize;
            error = context.Syscalls.Map(descriptor!, 0, length, out nint address);
            if (error == 0) context.Syscalls.Unmap(address, length);
            return FeatureState.Of("mmap", "trace_pipe_raw", error);
        }
    }

    /// <summary>Doubles it and puts it back.</summary>
    private static FeatureState SubBufferSize(ProbeContext context)
    {
        int error = context.Files.TryRead(context.Instance.FullPath(SubBufferFile), out string now);
        if (error < 0) return FeatureState.Of("read", SubBufferFile, error);
        string twice = (2 * int.Parse(now, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        return FeatureState.Of("write", SubBufferFile, context.Try(SubBufferFile, twice, now.Trim()));
    }
}
