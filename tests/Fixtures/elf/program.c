/* A program with something at every place that a probe can be told by. It prints what a probe on it must read. */
#include <stdio.h>
#include <string.h>
#include "mark.h"

int counter = 7;
unsigned short tested_semaphore __attribute__((section(".probes"), used));

__attribute__((noinline)) int visible_add(int left, long right)
{
    __asm__ volatile("" ::: "memory");
    return left + (int)right;
}

static __attribute__((noinline, used)) const char *hidden_name(const char *name)
{
    __asm__ volatile("" ::: "memory");
    return name + 1;
}

__attribute__((noinline)) void marked(int number, const char *text, long wide, signed char small)
{
    MARK1(psktest, plain, -4, "nor", number);
    if (__builtin_expect(tested_semaphore, 0)) MARK_SEMAPHORE(psktest, tested, 8, "nor", text, -8, "nor", wide);
    MARK_TABLE(psktest, everywhere, number, small);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? argv[1][0] - '0' : 3, sum = 0;
    for (int i = 0; i < rounds; i++)
    {
        sum += visible_add(i, 100 + i);
        puts(hidden_name("xname"));
        marked(-i, "text", -1000000000000L - i, (signed char)-i);
    }

    printf("%d %d\n", sum, tested_semaphore);
    return 0;
}
