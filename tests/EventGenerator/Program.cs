using System.Globalization;
using System.Runtime.InteropServices;

// Makes an exact number of events on one CPU: close(BASE + i) for i = 0..COUNT-1, each of which fails with EBADF, so that
// syscalls:sys_enter_close records the number i in its field fd.
//
//   EventGenerator CPU COUNT NAME [BASE] [PAUSE_EVERY PAUSE_MS]
//
// With BASE 0 it makes getppid() instead, whose records are so short that a full sub-buffer has no room left.
//
// It pins itself to the CPU, takes the NAME as its comm, prints its thread id, and begins when a line comes on standard
// input. It ends when that is closed.
int cpu = Int(0), count = Int(1);
string name = args[2];
int first = args.Length > 3 ? Int(3) : 0x40000000;
int pauseEvery = args.Length > 4 ? Int(4) : 0, pause = args.Length > 5 ? Int(5) : 0;

ulong[] mask = new ulong[16];
mask[cpu / 64] = 1ul << (cpu % 64);
if (Native.sched_setaffinity(0, mask.Length * 8, mask) != 0) throw new InvalidOperationException("sched_setaffinity");
byte[] comm = [.. System.Text.Encoding.ASCII.GetBytes(name), 0];
Native.prctl(15 /* PR_SET_NAME */, comm, 0, 0, 0);
for (int i = 0; i < 100; i++) Native.close(0x3fff0000); // compiled before it counts; no recorded number
Console.WriteLine(Native.gettid());
Console.ReadLine();
for (int i = 0; i < count; i++)
{
    if (first == 0) _ = Native.getppid();
    else Native.close(first + i);
    if (pauseEvery > 0 && i % pauseEvery == pauseEvery - 1) Thread.Sleep(pause);
}

Console.WriteLine("done");
Console.ReadLine();

int Int(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

internal static class Native
{
    [DllImport("libc")]
    [SuppressGCTransition]
    internal static extern void close(int fd);

    [DllImport("libc")]
    [SuppressGCTransition]
    internal static extern int getppid();

    [DllImport("libc")]
    internal static extern int gettid();

    [DllImport("libc")]
    internal static extern int sched_setaffinity(int pid, nint size, ulong[] mask);

    [DllImport("libc")]
    internal static extern void prctl(int option, byte[] value, nint b, nint c, nint d);
}
