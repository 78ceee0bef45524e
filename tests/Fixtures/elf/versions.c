/* A library with two versions of a function, and one that is chosen when a program starts. */
int greet_old(int value) { return value + 1; }
int greet_new(int value) { return value + 2; }
__asm__(".symver greet_old,greet@PSK_1\n.symver greet_new,greet@@PSK_2");

static int chosen(int value) { return value + 3; }
static int (*choose(void))(int) { return chosen; }
int picked(int value) __attribute__((ifunc("choose")));
