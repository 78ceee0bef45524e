namespace KernelTrace.Features;

public static partial class KernelFeatures
{
    /// <summary>Each call of a function.</summary>
    public static Feature FunctionTracer { get; } = new("function tracer", FeatureCategory.Functions, "2.6.27", "CONFIG_FUNCTION_TRACER");

    /// <summary>Which functions are traced.</summary>
    public static Feature FunctionFilters { get; } = new("function filters", FeatureCategory.Functions, "2.6.27", "CONFIG_DYNAMIC_FTRACE");

    /// <summary>Arguments of each call.</summary>
    public static Feature FunctionArguments { get; } = new("function arguments", FeatureCategory.Functions, "6.15", "CONFIG_FUNCTION_TRACE_ARGS");

    /// <summary>Calls and returns of functions.</summary>
    public static Feature FunctionGraph { get; } = new("function_graph", FeatureCategory.Functions, "2.6.29", "CONFIG_FUNCTION_GRAPH_TRACER");

    /// <summary>Calls and returns in a buffer beside the top level's.</summary>
    public static Feature FunctionGraphInstances { get; } = new("function_graph in instances", FeatureCategory.Functions, "6.11", "CONFIG_FUNCTION_GRAPH_TRACER");

    /// <summary>Values that functions return.</summary>
    public static Feature FunctionGraphReturnValues { get; } = new("function_graph return values", FeatureCategory.Functions, "6.5", "CONFIG_FUNCTION_GRAPH_RETVAL");

    /// <summary>Arguments of functions in the graph.</summary>
    public static Feature FunctionGraphArguments { get; } = new("function_graph arguments", FeatureCategory.Functions, "6.15", "CONFIG_FUNCTION_TRACE_ARGS");

    /// <summary>The longest time with interrupts off.</summary>
    public static Feature IrqsOffTracer { get; } = new("irqsoff tracer", FeatureCategory.Functions, "2.6.27", "CONFIG_IRQSOFF_TRACER");

    /// <summary>The longest time without preemption.</summary>
    public static Feature PreemptOffTracer { get; } = new("preemptoff tracer", FeatureCategory.Functions, "2.6.27", "CONFIG_PREEMPT_TRACER");

    /// <summary>The longest time from waking to running.</summary>
    public static Feature WakeupTracer { get; } = new("wakeup tracer", FeatureCategory.Functions, "2.6.27", "CONFIG_SCHED_TRACER");

    /// <summary>Time that the machine itself takes.</summary>
    public static Feature HwlatTracer { get; } = new("hwlat tracer", FeatureCategory.Functions, "4.9", "CONFIG_HWLAT_TRACER");

    /// <summary>Time that the kernel takes from a thread.</summary>
    public static Feature OsnoiseTracer { get; } = new("osnoise tracer", FeatureCategory.Functions, "5.14", "CONFIG_OSNOISE_TRACER");

    /// <summary>Delays of a timer's thread.</summary>
    public static Feature TimerlatTracer { get; } = new("timerlat tracer", FeatureCategory.Functions, "5.14", "CONFIG_TIMERLAT_TRACER");

    /// <summary>A second buffer, swapped at a moment.</summary>
    public static Feature Snapshot { get; } = new("snapshot", FeatureCategory.Buffers, "3.9", "CONFIG_TRACER_SNAPSHOT");

    /// <summary>Reading the buffer in memory.</summary>
    public static Feature RingBufferMmap { get; } = new("ring-buffer mmap", FeatureCategory.Buffers, "6.10", "CONFIG_TRACING", "CONFIG_MMU");

    /// <summary>Sub-buffers larger than a page.</summary>
    public static Feature SubBufferSize { get; } = new("sub-buffer size", FeatureCategory.Buffers, "6.8", "CONFIG_TRACING");

    /// <summary>Counters of the kernel.</summary>
    public static Feature PerfSoftware { get; } = new("perf software events", FeatureCategory.Perf, "2.6.31", "CONFIG_PERF_EVENTS");

    /// <summary>Counters of the processor.</summary>
    public static Feature PerfHardware { get; } = new("perf hardware events", FeatureCategory.Perf, "2.6.31", "CONFIG_PERF_EVENTS");

    /// <summary>Tracepoints through perf.</summary>
    public static Feature PerfTracepoints { get; } = new("perf tracepoint events", FeatureCategory.Perf, "2.6.31", "CONFIG_PERF_EVENTS", "CONFIG_EVENT_TRACING");

    /// <summary>The kernel can be closed to its own root.</summary>
    public static Feature Lockdown { get; } = new("lockdown", FeatureCategory.Security, "5.4", "CONFIG_SECURITY_LOCKDOWN_LSM");

    /// <summary>What this process may.</summary>
    public static Feature Rights { get; } = new("tracing rights", FeatureCategory.Security, null);

    /// <summary>Addresses of the kernel's symbols.</summary>
    public static Feature KernelAddresses { get; } = new("kernel addresses", FeatureCategory.Security, null, "CONFIG_KALLSYMS");

    /// <summary>LTTng's modules.</summary>
    public static Feature Lttng { get; } = new("LTTng modules", FeatureCategory.OtherTracers, null);

    /// <summary>SystemTap's runtime.</summary>
    public static Feature SystemTap { get; } = new("SystemTap runtime", FeatureCategory.OtherTracers, null);

    /// <summary>The driver of sysdig or Falco.</summary>
    public static Feature Sysdig { get; } = new("sysdig/Falco driver", FeatureCategory.OtherTracers, null);
}
