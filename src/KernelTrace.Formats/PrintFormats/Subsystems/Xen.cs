namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Calls of the Xen hypervisor.</summary>
/// <remarks>Source: <c>xen_hypercall_name</c>, <c>arch/x86/xen/trace.c</c>; <c>include/xen/interface/xen.h</c>,
/// <c>xen-mca.h</c>.</remarks>
internal static class Xen
{
    private const string Names = "set_trap_table mmu_update set_gdt stack_switch set_callbacks fpu_taskswitch sched_op_compat platform_op "
        + "set_debugreg get_debugreg update_descriptor - memory_op multicall update_va_mapping set_timer_op event_channel_op_compat "
        + "xen_version console_io physdev_op_compat grant_table_op vm_assist update_va_mapping_otherdomain iret vcpu_op set_segment_base "
        + "mmuext_op xsm_op nmi_op sched_op callback_op xenoprof_op event_channel_op physdev_op hvm_op sysctl domctl kexec_op tmem_op "
        + "xc_reserved_op xenpmu_op dm_op - - - - - - mca arch_1 arch_2 arch_3 arch_4 arch_5 arch_6 arch_7";

    public static void Add(FunctionTable table) =>
        table.Names("xen_hypercall_name", "", [.. Names.Split(' ').Select(name => name == "-" ? "" : $"({name})")]);
}
