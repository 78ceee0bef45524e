// A module that writes what only kernel code can: trace_printk with arguments in binary (bprint), trace_puts (bputs), and
// both without it. No kernel headers: trace-printk.sh makes the rest of the module.
#define FORMAT(text) static const char *format __attribute__((section("__trace_printk_fmt"), used)) = text
#define PRINT(text, ...) do { FORMAT(text); __trace_bprintk(here(), format, ##__VA_ARGS__); } while (0)
#define PUTS(text) do { FORMAT(text); __trace_bputs(here(), format); } while (0)
extern int __trace_bprintk(unsigned long ip, const char *format, ...);
extern int __trace_printk(unsigned long ip, const char *format, ...);
extern int __trace_bputs(unsigned long ip, const char *text);
static inline __attribute__((always_inline)) unsigned long here(void) { unsigned long ip; __asm__ volatile("lea 0(%%rip), %0" : "=r"(ip)); return ip; }

static const unsigned char bytes[] = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0xa8, 1, 2};
static char writable[] = "writable text";
static unsigned long bits[2] = {0x8000000000000f05ul, 0x3};

__attribute__((noinline, used)) void pskt_say(int n, void *object)
{
    const char *text = n & 1 ? "odd" : "even";
    PUTS("a text without arguments\n");
    PRINT("number %d\n", n);
    PRINT("hex %x %X %#x octal %o char %c|\n", n, 0xbeef + n, n, 0755, 'a' + n);
    PRINT("long %ld %lu %lx %lld %llu %llx size %zu\n", -1l, ~0ul, 1ul << 40, -2ll, ~0ull, 0x123456789abcdefull, (unsigned long)n);
    PRINT("short %hd %hu byte %hhd %hhu %hhx\n", -3, 65535, -4, 255, 0xab);
    PRINT("width %5d|%-5d|%05d|%+d|% d|%*d|%-*d|%.3d|\n", n, n, n, n, n, 7, n, 7, n, n);
    PRINT("text %s %10s| %-10s| %.2s| %.*s|\n", text, text, text, text, 3, writable);
    PRINT("null %s\n", (char *)0);
    PRINT("pointer %p %px null %p\n", object, object, (void *)0);
    PRINT("symbol %ps %pS %pB\n", (void *)&__trace_bprintk, (char *)&pskt_say + 4, (char *)&pskt_say + 4);
    PRINT("ip %pI4 %pI6c %pI6 mac %pM uuid %pUb\n", bytes + 12, bytes, bytes, bytes, bytes);
    PRINT("bytes %*ph %6phC bits %*pb %*pbl\n", 4, bytes, bytes, 70, bits, 70, bits);
    PRINT("escaped %*pE percent %% end\n", 5, "a\nb\tc");
    PRINT("two\nlines %d\n", n);
    PRINT("enough arguments %d %d %d %d %d %d %d %d\n", n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7);
    __trace_printk(here(), "not in binary %d %s\n", n, text);
}

int init_module(void)
{
    for (int n = 0; n < 12; n++) pskt_say(n, writable);
    return 0;
}
