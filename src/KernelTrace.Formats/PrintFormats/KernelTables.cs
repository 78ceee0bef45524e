namespace KernelTrace.Formats.PrintFormats;

/// <summary>Tables of strings in the kernel that events name instead of spelling them out.</summary>
/// <remarks>Source: <c>binder_command_strings</c>, <c>binder_return_strings</c>, <c>drivers/android/binder.c</c>. New
/// entries are added behind the old ones.</remarks>
internal static class KernelTables
{
    private static readonly string[] _binderCommands =
    [
        "BC_TRANSACTION", "BC_REPLY", "BC_ACQUIRE_RESULT", "BC_FREE_BUFFER", "BC_INCREFS", "BC_ACQUIRE", "BC_RELEASE", "BC_DECREFS",
        "BC_INCREFS_DONE", "BC_ACQUIRE_DONE", "BC_ATTEMPT_ACQUIRE", "BC_REGISTER_LOOPER", "BC_ENTER_LOOPER", "BC_EXIT_LOOPER",
        "BC_REQUEST_DEATH_NOTIFICATION", "BC_CLEAR_DEATH_NOTIFICATION", "BC_DEAD_BINDER_DONE", "BC_TRANSACTION_SG", "BC_REPLY_SG",
        "BC_REQUEST_FREEZE_NOTIFICATION", "BC_CLEAR_FREEZE_NOTIFICATION", "BC_FREEZE_NOTIFICATION_DONE",
    ];

    private static readonly string[] _binderReturns =
    [
        "BR_ERROR", "BR_OK", "BR_TRANSACTION", "BR_REPLY", "BR_ACQUIRE_RESULT", "BR_DEAD_REPLY", "BR_TRANSACTION_COMPLETE",
        "BR_INCREFS", "BR_ACQUIRE", "BR_RELEASE", "BR_DECREFS", "BR_ATTEMPT_ACQUIRE", "BR_NOOP", "BR_SPAWN_LOOPER", "BR_FINISHED",
        "BR_DEAD_BINDER", "BR_CLEAR_DEATH_NOTIFICATION_DONE", "BR_FAILED_REPLY", "BR_FROZEN_REPLY", "BR_ONEWAY_SPAM_SUSPECT",
        "BR_TRANSACTION_PENDING_FROZEN", "BR_FROZEN_BINDER", "BR_CLEAR_FREEZE_NOTIFICATION_DONE",
    ];

    /// <summary>The strings of a table; null where the name is none of a table that is known.</summary>
    public static ListSyntax? Find(NameSyntax name)
    {
        string[]? texts = name.Name switch { "binder_command_strings" => _binderCommands, "binder_return_strings" => _binderReturns, _ => null };
        return texts is null ? null : new ListSyntax(name.At, [.. texts.Select(text => new TextSyntax(name.At, text))]);
    }
}
