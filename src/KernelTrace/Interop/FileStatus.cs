namespace KernelTrace.Interop;

/// <summary>Which file it is, and which state of it.</summary>
/// <param name="Device">The device's major and minor number, in the upper and lower 32 bits.</param>
/// <param name="Inode">The file's number on the device.</param>
/// <param name="Modified">When it was last written, in nanoseconds since 1970.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsRegular">Whether it is a plain file: no device, pipe or directory.</param>
internal readonly record struct FileStatus(ulong Device, ulong Inode, long Modified, long Size, bool IsRegular);
