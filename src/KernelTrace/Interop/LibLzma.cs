using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

/// <summary>The library that unpacks XZ, loaded when it is first needed.</summary>
internal static unsafe partial class LibLzma
{
    private const string Library = "liblzma.so.5";
    private const int Ok = 0, OutputFull = 10; // LZMA_OK, LZMA_BUF_ERROR
    private const ulong MostMemory = 128 << 20; // xz -9 needs 65 MiB to unpack

    /// <summary>Unpacks one XZ stream.</summary>
    /// <param name="packed">The stream, and what is behind it.</param>
    /// <param name="most">Bytes that it may become at the most.</param>
    /// <param name="unpacked">What it holds.</param>
    /// <returns>Null, or why it cannot be unpacked.</returns>
    public static string? Unpack(ReadOnlySpan<byte> packed, int most, out byte[] unpacked)
    {
        unpacked = [];
        if (packed.IsEmpty) return "it is empty";
        try
        {
            // it does not say its length before its end: grow, and begin anew
            for (long length = Math.Clamp(packed.Length * 8L, 1 << 16, most); ; length = Math.Min(length * 4, most))
            {
                byte[] output = GC.AllocateUninitializedArray<byte>((int)length);
                ulong memory = MostMemory;
                nuint read = 0, written = 0;
                int result;
                fixed (byte* from = packed, to = output)
                    result = Decode(&memory, 0, 0, from, &read, (nuint)packed.Length, to, &written, (nuint)output.Length);
                if (result == OutputFull && length < most && read < (nuint)packed.Length) continue;
                if (result != Ok) return Reason(result);
                unpacked = output[..(int)written];
                return null;
            }
        }
        catch (DllNotFoundException)
        {
            return $"{Library} is not installed (package liblzma5 or xz-libs)";
        }
    }

    private static string Reason(int result) => result switch
    {
        5 or 6 => "it needs too much memory",
        7 => "it is no XZ stream",
        8 => "it is packed in a way that the library does not know",
        9 => "its bytes are damaged",
        OutputFull => "it is too large or cut off",
        _ => $"the library refuses it ({result})"
    };

    [LibraryImport(Library, EntryPoint = "lzma_stream_buffer_decode")]
    private static partial int Decode(ulong* memoryLimit, uint flags, nint allocator, byte* input, nuint* inputAt, nuint inputSize,
        byte* output, nuint* outputAt, nuint outputSize);
}
