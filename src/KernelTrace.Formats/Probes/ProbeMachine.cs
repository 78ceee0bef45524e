using System.Globalization;
using System.Runtime.InteropServices;
using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>Where a processor's functions find their arguments.</summary>
/// <remarks>
/// Integers and pointers take one register each, in order. A struct of up to two words takes as many registers, or lies on the
/// stack where so many are not left; a larger one lies on the stack (x86-64), or its address is handed over (arm64). The
/// kernel's <c>$argN</c> counts registers, whatever the prototype says.
/// Source: System V ABI, AMD64, 3.2.3; Procedure Call Standard for Arm 64, 6.8.2; <c>regs_get_kernel_argument</c>,
/// <c>arch/*/include/asm/ptrace.h</c>.
/// </remarks>
public sealed class ProbeMachine
{
    private const int WordSize = 8;

    private readonly string[] _registers;
    private readonly bool _largeByAddress;
    private readonly int _firstStackWord;

    private ProbeMachine(string[] registers, bool largeByAddress, int firstStackWord) =>
        (_registers, _largeByAddress, _firstStackWord) = (registers, largeByAddress, firstStackWord);

    /// <summary>x86-64: the return address is the first word of the stack.</summary>
    public static ProbeMachine X64 { get; } = new(["%di", "%si", "%dx", "%cx", "%r8", "%r9"], false, 1);

    /// <summary>arm64.</summary>
    public static ProbeMachine Arm64 { get; } = new(["%x0", "%x1", "%x2", "%x3", "%x4", "%x5", "%x6", "%x7"], true, 0);

    /// <summary>The processor that this process runs on; null where its registers are not known here.</summary>
    public static ProbeMachine? Own => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null
    };

    /// <summary>The register of the n-th argument, from 1, of a function whose arguments are words; null beyond the registers.</summary>
    public string? Register(int number) => number >= 1 && number <= _registers.Length ? _registers[number - 1] : null;

    /// <summary>Where the parameters of a function of the kernel are at its entry.</summary>
    /// <exception cref="BtfException">A type contradicts itself.</exception>
    public IReadOnlyList<ProbePlace> Places(IReadOnlyList<BtfParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var places = new List<ProbePlace>();
        int register = 0, stack = 0;
        foreach (BtfParameter parameter in parameters)
        {
            if (parameter.IsVariadic) break;
            long size = parameter.Type.Size ?? WordSize;
            int words = (int)((size + WordSize - 1) / WordSize);
            bool byAddress = words > 2 && _largeByAddress;
            if (byAddress) words = 1;
            if (words <= 2 && register + words <= _registers.Length)
            {
                register++;
                string fetch = Argument(register);
                // of a struct in two registers, the second is reached as its members beyond the first word
                places.Add(byAddress ? new ProbePlace(fetch, true, 0, parameter.Type)
                    : new ProbePlace(fetch, false, 0, parameter.Type));
                register += words - 1;
                continue;
            }

            // a processor with registers left goes on to use them on x86-64, and not on arm64
            if (_largeByAddress) register = _registers.Length;
            places.Add(words == 1 && !parameter.Type.IsAggregate
                ? new ProbePlace(string.Create(CultureInfo.InvariantCulture, $"$stack{_firstStackWord + stack}"), false, 0, parameter.Type)
                : new ProbePlace("$stack", true, (_firstStackWord + stack) * WordSize * 8L, parameter.Type));
            stack += words;
        }

        return places;
    }

    private static string Argument(int number) => string.Create(CultureInfo.InvariantCulture, $"$arg{number}");
}
