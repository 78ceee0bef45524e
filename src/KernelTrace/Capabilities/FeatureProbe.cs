using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>A mechanism, and how this kernel is asked for it.</summary>
/// <param name="Feature">What is asked for.</param>
/// <param name="Ask">Does it and undoes it.</param>
internal sealed record FeatureProbe(Feature Feature, Func<ProbeContext, FeatureState> Ask)
{
    /// <summary>Asks. Whatever the kernel refuses, there is an answer.</summary>
    public KTraceCapability Run(ProbeContext context)
    {
        FeatureState state;
        try
        {
            state = Ask(context);
        }
        catch (KernelException e)
        {
            string why = e.Message.Split('\n')[0].TrimEnd(':');
            string? hint = e.ErrorNumber is Errno.EPERM or Errno.EACCES ? context.Rights.WhyRefused : null;
            state = FeatureState.Unknown(hint is null ? why : $"{hint}; {why}");
        }

        string? left = context.TakeLeftovers();
        return new KTraceCapability(Feature, left is null ? state : state with { Detail = $"{state.Detail}{(state.Detail is null ? "" : "; ")}{left}" });
    }
}
