using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

/// <summary>The library that loads BPF programs, where it is installed.</summary>
internal static unsafe class Libbpf
{
    /// <summary>Its names, the newest first.</summary>
    private static readonly string[] _names = ["libbpf.so.1", "libbpf.so.0"];

    /// <summary>Loads it and lets it go again.</summary>
    /// <returns>Its name and version, such as <c>libbpf.so.1 (v1.5)</c>; null where it is not installed.</returns>
    public static string? Find()
    {
        foreach (string name in _names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            try
            {
                // const char *libbpf_version_string(void), from 0.6 on
                return NativeLibrary.TryGetExport(library, "libbpf_version_string", out nint function)
                    ? $"{name} ({Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)function)())})" : name;
            }
            finally
            {
                NativeLibrary.Free(library);
            }
        }

        return null;
    }
}
