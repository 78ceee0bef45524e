/* Marks for tracers (USDT), written by hand: a nop, and a note that says where it is and where its arguments are. */
#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#ifdef __LP64__
#define WORD ".8byte"
#else
#define WORD ".4byte"
#endif
#define NOTE(provider, name, semaphore, arguments)                       \
    "990: nop\n"                                                         \
    ".pushsection .note.stapsdt,\"?\",\"note\"\n"                        \
    ".balign 4\n.4byte 992f-991f, 994f-993f, 3\n"                        \
    "991: .asciz \"stapsdt\"\n992: .balign 4\n"                          \
    "993: " WORD " 990b\n" WORD " _.stapsdt.base\n" WORD " " semaphore "\n" \
    ".asciz \"" #provider "\"\n.asciz \"" #name "\"\n.asciz \"" arguments "\"\n" \
    "994: .balign 4\n.popsection\n"                                      \
    ".ifndef _.stapsdt.base\n"                                           \
    ".pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n" \
    ".weak _.stapsdt.base\n.hidden _.stapsdt.base\n"                     \
    "_.stapsdt.base: .space 1\n.size _.stapsdt.base,1\n.popsection\n.endif\n"
#define MARK1(provider, name, size, where, value) \
    __asm__ volatile(NOTE(provider, name, "0", TEXT(size) "@%[one]") :: [one] where(value))
#define MARK_SEMAPHORE(provider, name, size1, where1, value1, size2, where2, value2) \
    __asm__ volatile(NOTE(provider, name, TEXT(name) "_semaphore", TEXT(size1) "@%[one] " TEXT(size2) "@%[two]") \
                     :: [one] where1(value1), [two] where2(value2))
/* one of every kind of place that x86-64 has, at addresses that are known */
#define MARK_TABLE(provider, name, number, small)                         \
    __asm__ volatile("push %%rbx\nmov %%rsp, %%rbx\nsub $16, %%rsp\nmovl $11, 4(%%rsp)\nmov $1, %%eax\n" \
                     NOTE(provider, name, "0",                            \
                          "-4@%%ecx -1@%%dl 4@$5 -8@$-6 4@4(%%rsp) -4@-12(%%rbx) 4@counter(%%rip) 8@(%%rsp,%%rax,8) 8f@%%xmm0 1@%%ah 2@%%ax") \
                     "mov %%rbx, %%rsp\npop %%rbx\n" :: "c"(number), "d"(small) : "rax", "memory")
