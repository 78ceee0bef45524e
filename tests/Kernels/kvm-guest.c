// A virtual machine of a few instructions, for the events of kvm: port, memory and register accesses, cpuid, interrupt, halt.
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static const unsigned char code[] = {
    0xfa, 0xb8, 0x34, 0x12, 0xba, 0xf8, 0x03, 0xee, 0xed,            // cli; ax = 1234; dx = 3f8; out dx, al; in ax, dx
    0x66, 0x31, 0xc0, 0x0f, 0xa2,                                    // eax = 0; cpuid
    0x66, 0xb9, 0x10, 0, 0, 0, 0x0f, 0x32,                           // ecx = 10; rdmsr
    0x66, 0xb9, 0x80, 0, 0, 0xc0, 0x0f, 0x32, 0x0f, 0x30,            // ecx = efer; rdmsr; wrmsr
    0x66, 0xb9, 0x99, 0x99, 0, 0, 0x0f, 0x32,                        // no such register: an exception, vector 13, skips it
    0xb8, 0x00, 0xa0, 0x8e, 0xd8, 0xa0, 0x10, 0x00, 0xc6, 0x06, 0x20, 0x00, 0x5a, // ds = a000; al = [10]; [20] = 5a: no memory there
    0xb8, 0x00, 0x30, 0x8e, 0xd8, 0xb9, 0x04, 0x00, 0xc6, 0x07, 0x77, 0x81, 0xc3, 0x00, 0x10, 0xe2, 0xf7, // pages of memory, touched one by one
    0x0f, 0x20, 0xc0, 0x0f, 0x22, 0xc0, 0x0f, 0x01, 0xd9, 0xb0, 0x41, 0xba, 0x80, 0x00, 0xee, 0xf4};         // cr0 = cr0; vmmcall; out 80; hlt
static const unsigned char skip[] = {0x55, 0x89, 0xe5, 0x83, 0x46, 0x02, 0x02, 0x5d, 0xcf};   // return behind the two bytes that faulted

int main(void)
{
    int kvm = open("/dev/kvm", O_RDWR), vm = ioctl(kvm, KVM_CREATE_VM, 0);
    if (vm < 0) { perror("kvm"); return 1; }
    unsigned char *memory = mmap(0, 1 << 18, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memcpy(memory + 0x1000, code, sizeof code);
    memcpy(memory + 0x800, skip, sizeof skip);
    for (int n = 0; n < 32; n++) { memory[4 * n] = 0x00; memory[4 * n + 1] = 0x08; }
    struct kvm_userspace_memory_region region = {0, KVM_MEM_LOG_DIRTY_PAGES, 0, 1 << 18, (unsigned long)memory};
    ioctl(vm, KVM_SET_TSS_ADDR, 0xfffbd000);
    ioctl(vm, KVM_CREATE_IRQCHIP, 0);
    struct kvm_pit_config pit = {0};
    ioctl(vm, KVM_CREATE_PIT2, &pit);
    ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region);
    int cpu = ioctl(vm, KVM_CREATE_VCPU, 0), size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
    struct kvm_run *run = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, cpu, 0);
    static struct { struct kvm_cpuid2 head; struct kvm_cpuid_entry2 entry[100]; } cpuid = {{100}};
    ioctl(kvm, KVM_GET_SUPPORTED_CPUID, &cpuid);
    ioctl(cpu, KVM_SET_CPUID2, &cpuid);
    struct kvm_sregs system;
    ioctl(cpu, KVM_GET_SREGS, &system);
    system.cs.base = system.cs.selector = 0;
    ioctl(cpu, KVM_SET_SREGS, &system);
    struct kvm_regs registers = {.rip = 0x1000, .rsp = 0x7000, .rflags = 2};
    ioctl(cpu, KVM_SET_REGS, &registers);
    for (int n = 0; n < 40; n++)
    {
        if (n == 2)
        {
            struct kvm_irq_level line = {{4}, 1};
            ioctl(vm, KVM_IRQ_LINE, &line);
            line.level = 0;
            ioctl(vm, KVM_IRQ_LINE, &line);
        }
        alarm(2);
        if (ioctl(cpu, KVM_RUN, 0) < 0) { perror("run"); break; }
        printf("exit %u\n", run->exit_reason);
        if (run->exit_reason == KVM_EXIT_IO && run->io.port == 0x80) break;
        if (run->exit_reason != KVM_EXIT_IO && run->exit_reason != KVM_EXIT_MMIO) break;
    }
    static unsigned long dirty[64];
    struct kvm_dirty_log log = {.slot = 0, .dirty_bitmap = dirty};
    ioctl(vm, KVM_GET_DIRTY_LOG, &log);
    region.memory_size = 0;
    ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region);
    return 0;
}
