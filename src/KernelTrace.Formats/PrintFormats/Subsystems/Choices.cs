namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Words for yes and no, and for the two directions of sound.</summary>
/// <remarks>Source: <c>include/linux/string_choices.h</c>, and <c>drivers/gpu/drm/i915/i915_utils.h</c> for their older
/// names; <c>snd_pcm_direction_name</c>, <c>include/sound/pcm.h</c>.</remarks>
internal static class Choices
{
    public static void Add(FunctionTable table)
    {
        foreach ((string function, string whenTrue, string whenFalse) in ((string, string, string)[])[
            ("str_yes_no", "yes", "no"), ("yesno", "yes", "no"), ("str_on_off", "on", "off"), ("onoff", "on", "off"),
            ("str_true_false", "true", "false"), ("str_enabled_disabled", "enabled", "disabled"), ("enableddisabled", "enabled", "disabled"),
            ("str_enable_disable", "enable", "disable"), ("str_read_write", "read", "write"), ("str_high_low", "high", "low"),
            ("str_up_down", "up", "down"), ("str_plural", "", "s")])
        {
            bool plural = function == "str_plural";
            table.Numbers(function, 0, 1, (output, values) => output.Append((plural ? values[0] == 1 : values[0] != 0) ? whenTrue : whenFalse));
        }

        table.Names("snd_pcm_direction_name", "Capture", "Playback");
    }
}
