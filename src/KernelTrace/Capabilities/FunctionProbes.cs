using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>The tracers. Those that an instance can have are chosen in the private one, which records nothing, for one
/// function that is rarely called; the top level's tracer is never touched: what only it can have is told by its lists.
/// </summary>
internal static class FunctionProbes
{
    /// <summary>In every kernel, exported (so never inlined), and seldom called.</summary>
    public const string Function = "vfs_statfs";

    private const string Filter = "set_ftrace_filter", Tracers = "available_tracers", Current = "current_tracer";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.FunctionTracer, FunctionTracer),
        new(KernelFeatures.FunctionFilters, Filters),
        new(KernelFeatures.FunctionArguments, context => Option(context, "function", "func-args")),
        new(KernelFeatures.FunctionGraph, Graph),
        new(KernelFeatures.FunctionGraphInstances, GraphInInstance),
        new(KernelFeatures.FunctionGraphReturnValues, context => Option(context, "function_graph", "funcgraph-retval")),
        new(KernelFeatures.FunctionGraphArguments, context => Option(context, "function_graph", "funcgraph-args")),
        new(KernelFeatures.IrqsOffTracer, context => Latency(context, "irqsoff")),
        new(KernelFeatures.PreemptOffTracer, context => Latency(context, "preemptoff")),
        new(KernelFeatures.WakeupTracer, context => Latency(context, "wakeup")),
        new(KernelFeatures.HwlatTracer, context => Listed(context, "hwlat")),
        new(KernelFeatures.OsnoiseTracer, context => Listed(context, "osnoise")),
        new(KernelFeatures.TimerlatTracer, context => Listed(context, "timerlat")),
    ];

    private static FeatureState FunctionTracer(ProbeContext context) =>
        !Has(context, "function", instance: true) ? NotListed("function")
            : context.Files.TryRead("/proc/sys/kernel/ftrace_enabled", out string on) == 0 && on.Trim() == "0"
                ? FeatureState.No("it is switched off: kernel.ftrace_enabled is 0")
                : Choose(context, "function", filtered: true);

    /// <summary>Names one function, and takes it back.</summary>
    private static FeatureState Filters(ProbeContext context)
    {
        int error = SetFilter(context);
        if (error == 0) ClearFilter(context);
        return FeatureState.Of("write", Filter, error);
    }

    private static FeatureState Graph(ProbeContext context) =>
        Has(context, "function_graph", instance: true) ? Choose(context, "function_graph", filtered: true)
            : Has(context, "function_graph", instance: false) ? FeatureState.Yes("of the top level only, as its available_tracers says")
            : NotListed("function_graph");

    private static FeatureState GraphInInstance(ProbeContext context) =>
        Has(context, "function_graph", instance: true) ? Choose(context, "function_graph", filtered: true)
            : FeatureState.No("available_tracers of instances does not list function_graph");

    /// <summary>Whether a tracer has an option: its file tells. It is not set: before 6.19 a tracer's options were the same
    /// for all instances, so that setting them would change what others trace.</summary>
    private static FeatureState Option(ProbeContext context, string tracer, string option) =>
        !Has(context, tracer, instance: false) ? FeatureState.No($"there is no tracer {tracer}")
            : context.Files.TryRead(context.Root.Top.FullPath("options/" + option), out _) is < 0 and int error
                ? FeatureState.Of("read", "options/" + option, error)
                : FeatureState.Yes($"option {option}");

    private static FeatureState Latency(ProbeContext context, string tracer) =>
        Has(context, tracer, instance: true) ? Choose(context, tracer, filtered: false) : Listed(context, tracer);

    /// <summary>These run threads of their own as soon as they are chosen: the list must do.</summary>
    private static FeatureState Listed(ProbeContext context, string tracer) =>
        Has(context, tracer, instance: false) ? FeatureState.Yes("as available_tracers says; not started") : NotListed(tracer);

    private static FeatureState Choose(ProbeContext context, string tracer, bool filtered)
    {
        // without the filter the kernel would patch tens of thousands of functions; a kernel without filters patches none
        if (filtered && SetFilter(context) is < 0 and not -Errno.ENOENT and int refused)
            throw new KernelException("write", Filter, -refused);
        try
        {
            return FeatureState.Of("write", Current, context.Try(Current, tracer, "nop"), tracer);
        }
        finally
        {
            if (filtered) ClearFilter(context);
        }
    }

    private static int SetFilter(ProbeContext context) => context.Try(Filter, Function, null);

    private static void ClearFilter(ProbeContext context) => context.Try(Filter, "", null);

    private static bool Has(ProbeContext context, string tracer, bool instance) =>
        (instance ? context.Instance : context.Root.Top).Read(Tracers).Split([' ', '\n']).Contains(tracer);

    private static FeatureState NotListed(string tracer) => FeatureState.No($"{Tracers} does not list {tracer}");
}
