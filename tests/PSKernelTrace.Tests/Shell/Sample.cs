namespace PSKernelTrace.Tests.Shell;

/// <summary>A plain typed object, as an event is one.</summary>
public sealed record Sample(string Comm, int Pid, double Load)
{
    /// <summary>How often Comm was read: a property is to be read once for each object.</summary>
    public static int Reads { get; set; }

    public string Counted
    {
        get
        {
            Reads++;
            return Comm;
        }
    }

    public string Broken => throw new InvalidOperationException($"no value for {Comm}");
}
