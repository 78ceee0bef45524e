using System.Globalization;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>The kernel's list of thread names, which all instances share.</summary>
public sealed class SavedCmdlinesTests
{
    [Fact]
    public void Grows_with_the_first_session_and_is_put_back_with_the_last()
    {
        TracefsRoot root = Live.Require();
        int before = Size(root);
        bool alone = root.InstanceNames().Count == 0;
        using (PrivateSession.Create(root, new SessionSettings()))
        {
            // 128 names before 6.10; more than enough since
            Assert.InRange(Size(root), before < 4096 ? 16384 : before, int.MaxValue);
            using (PrivateSession.Create(root, new SessionSettings())) Assert.InRange(Size(root), 4096, int.MaxValue);
            Assert.InRange(Size(root), 4096, int.MaxValue);
        }

        // where somebody else has an instance, it stays large for that one
        if (alone && root.InstanceNames().Count == 0) Assert.Equal(before, Size(root));
    }

    private static int Size(TracefsRoot root) =>
        int.Parse(File.ReadAllText(root.Path + "/saved_cmdlines_size"), CultureInfo.InvariantCulture);
}
