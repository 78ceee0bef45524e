using System.Globalization;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>HZ, how often the kernel's clock ticks: as configured, or else as counted.</summary>
/// <remarks>
/// <c>/proc/timer_list</c> has the kernel's time in nanoseconds and its ticks:
/// <code>
/// now at 15256021144842 nsecs
/// jiffies: 4298706242
/// </code>
/// Ticks begin 300 seconds before they pass 32 bits, so HZ = (ticks - 2^32) / (seconds - 300), and it is one of few
/// numbers. Sources: <c>INITIAL_JIFFIES</c>, <c>include/linux/jiffies.h</c>; <c>kernel/time/timer_list.c</c>.
/// </remarks>
internal sealed class KernelTicks(ISyscalls syscalls, KernelConfig config)
{
    private const string TimerList = "/proc/timer_list";
    private const double TicksPass32Bits = 300, NearestToThat = 60, MostError = 0.01;

    private static readonly int[] _possible = [24, 48, 64, 100, 128, 200, 250, 256, 300, 500, 512, 600, 1000, 1024, 1200];

    private readonly Lazy<int?> _value = new(() => Configured(config) ?? Counted(syscalls));

    /// <summary>Ticks a second; null where nothing tells.</summary>
    public int? Value => _value.Value;

    private static int? Configured(KernelConfig config) =>
        int.TryParse(config.Find("CONFIG_HZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int hz) ? hz : null;

    private static int? Counted(ISyscalls syscalls)
    {
        if (new KernelFile(syscalls).TryRead(TimerList, out string text) < 0) return null;
        if (Number(text, "\nnow at ") is not long now || Number(text, "\njiffies: ") is not long ticks) return null;
        double seconds = now / 1e9 - TicksPass32Bits;
        if (Math.Abs(seconds) < NearestToThat) return null; // too few to tell 250 from 256
        double hz = (ticks - (double)(1L << 32)) / seconds;
        int nearest = _possible.MinBy(one => Math.Abs(one - hz));
        return Math.Abs(nearest - hz) < nearest * MostError ? nearest : null;
    }

    private static long? Number(string text, string before)
    {
        int at = text.IndexOf(before, StringComparison.Ordinal);
        if (at < 0) return null;
        ReadOnlySpan<char> rest = text.AsSpan(at + before.Length);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
