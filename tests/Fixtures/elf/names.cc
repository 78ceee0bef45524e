// Names of C++: overloads, namespaces, templates, operators, something local to a function.
#include <cstdio>

namespace Outer
{
    namespace
    {
        __attribute__((noinline)) int inner_only(int value) { __asm__ volatile("" ::: "memory"); return value; }
    }

    struct Counter
    {
        int value;
        explicit Counter(int from);
        ~Counter();
        int add(int by);
        int add(const char *text);
        int add(long by) const;
        int operator()(int by);
        bool operator<(const Counter &other) const;
        explicit operator long() const;
    };

    __attribute__((noinline)) Counter::Counter(int from) : value(from) {}
    __attribute__((noinline)) Counter::~Counter() { value = 0; }
    __attribute__((noinline)) int Counter::add(int by) { return value += by; }
    __attribute__((noinline)) int Counter::add(const char *text) { return value += text[0]; }
    __attribute__((noinline)) int Counter::add(long by) const { return value + (int)by; }
    __attribute__((noinline)) int Counter::operator()(int by) { return value * by; }
    __attribute__((noinline)) bool Counter::operator<(const Counter &other) const { return value < other.value; }
    __attribute__((noinline)) Counter::operator long() const { return value; }
    int once(int value) { return inner_only(value) + 1; }
}

template <typename T> __attribute__((noinline)) T largest(T one, T other) { return one < other ? other : one; }

int alone(int (*call)(int), const int (&values)[3]) { return call(values[0]); }

int main(int argc, char **)
{
    Outer::Counter counter(argc);
    const int values[3] = {1, 2, 3};
    auto local = [&](int by) __attribute__((noinline)) { return counter.add(by); };
    std::printf("%d %d %d %d %d %d %ld %d %d\n", local(1), counter.add("a"), static_cast<const Outer::Counter &>(counter).add(2L), counter(3), counter < counter,
                largest(1, 2), (long)counter, Outer::once(1), alone(Outer::once, values));
    return (int)largest(1.0, 2.0) - 2;
}
