using System.Globalization;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>What this process may, from <c>/proc/self/status</c>, its user namespace and the kernel's lockdown.</summary>
/// <param name="User">The effective user.</param>
/// <param name="Effective">The effective capabilities, a bit each (<c>include/uapi/linux/capability.h</c>).</param>
/// <param name="Seccomp">0 none, 1 strict, 2 a filter; null where it is not told.</param>
/// <param name="InitialNamespace">Whether user 0 is the machine's own root.</param>
/// <param name="Lockdown">The mode of lockdown; null where it is not told.</param>
internal sealed record ProcessRights(uint User, ulong Effective, int? Seccomp, bool InitialNamespace, string? Lockdown)
{
    public const string LockdownFile = "/sys/kernel/security/lockdown";

    private static readonly (string Name, int Bit)[] _known =
    [
        ("CAP_DAC_OVERRIDE", 1), ("CAP_DAC_READ_SEARCH", 2), ("CAP_SYSLOG", 34), ("CAP_SYS_PTRACE", 19), ("CAP_SYS_ADMIN", 21),
        ("CAP_SYS_RESOURCE", 24), ("CAP_PERFMON", 38), ("CAP_BPF", 39),
    ];

    public static ProcessRights Read(KernelFile files, uint user)
    {
        files.TryRead("/proc/self/status", out string status);
        _ = ulong.TryParse(Field(status, "CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong effective);
        int? seccomp = int.TryParse(Field(status, "Seccomp"), NumberStyles.None, CultureInfo.InvariantCulture, out int mode) ? mode : null;
        // "0 0 4294967295": every user is itself
        bool initial = files.TryRead("/proc/self/uid_map", out string map) < 0
            || map.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is ["0", "0", "4294967295"];
        return new ProcessRights(user, effective, seccomp, initial,
            files.TryRead(LockdownFile, out string lockdown) == 0 ? ModeOf(lockdown) : null);
    }

    /// <summary>The mode in force of <c>[none] integrity confidentiality</c>.</summary>
    public static string? ModeOf(string text) =>
        text.Split(' ', '\n').FirstOrDefault(word => word.StartsWith('['))?.Trim('[', ']');

    public bool Has(string capability) => (Effective >> _known.First(known => known.Name == capability).Bit & 1) != 0;

    /// <summary>The capabilities that tracing uses and this process has.</summary>
    public IEnumerable<string> Held => _known.Select(known => known.Name).Where(Has);

    /// <summary>The capabilities that tracing uses and this process lacks.</summary>
    public IEnumerable<string> Lacked => _known.Select(known => known.Name).Where(name => !Has(name));

    /// <summary>Whether a seccomp filter may refuse system calls.</summary>
    public bool IsFiltered => Seccomp == 2;

    /// <summary>The likeliest cause when the kernel says EPERM or EACCES, and what helps.</summary>
    public string WhyRefused => this switch
    {
        { InitialNamespace: false } => "the root of a user namespace is not the machine's: run as root outside of the container",
        { User: not 0 } when !Has("CAP_SYS_ADMIN") => "run as root (sudo)",
        _ when !Has("CAP_SYS_ADMIN") => "CAP_SYS_ADMIN is missing, as in most containers: run privileged",
        { Lockdown: not (null or "none") } => $"the kernel is locked down ({Lockdown})",
        { IsFiltered: true } => "a seccomp filter is in force, as in most containers",
        _ => "refused to root as well",
    };

    private static string Field(string status, string name)
    {
        foreach (string line in status.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ':')
                return line[(name.Length + 1)..].Trim();
        }

        return "";
    }
}
