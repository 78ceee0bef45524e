using KernelTrace.Interop;

namespace KernelTrace.Reading;

/// <summary>Where the sub-buffers of one CPU come from: the seam behind which read(2), mmap or splice may stand.</summary>
internal interface ISubBufferSource : IDisposable
{
    /// <summary>The file to wait on for more.</summary>
    FileDescriptor WaitOn { get; }

    /// <summary>Takes the next sub-buffer out of the ring, without waiting.</summary>
    /// <param name="page">Room for a whole sub-buffer.</param>
    /// <returns>Bytes of the sub-buffer; 0 where nothing is recorded.</returns>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    int Take(Span<byte> page);
}
