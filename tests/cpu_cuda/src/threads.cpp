#include "threads.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <sys/mman.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#else
#include <ucontext.h>
#endif

namespace cc {
namespace {

constexpr size_t STACK = 256 << 10;
constexpr unsigned WARP = 32;
constexpr int POISON = 0xDB;       // NaN in every floating-point dtype, an absurd integer

enum State { IDLE, RUNNING, AT_BLOCK_BARRIER, AT_WARP_BARRIER, AT_GRID_BARRIER };

struct Block;

struct Fiber {
    void *stack_pointer = nullptr;
#if !defined(__x86_64__)
    ucontext_t machine;
#endif
    char *stack = nullptr;
    State state = IDLE;
    Block *block = nullptr;
    unsigned thread = 0, mask = 0;
    cc_dim index{};
};

struct Warp {
    unsigned alive = 0, round[WARP] = {};
    unsigned long long values[2][WARP] = {};
};

// The state of one block while it runs; several exist at once only in a cooperative launch.
struct Block {
    cc_dim index{};
    unsigned started = 0, alive = 0;
    std::vector<unsigned> order;           // of threads until the next barrier
    std::vector<Warp> warps;
    std::vector<unsigned> round;
    std::vector<unsigned long long> values[2];
    std::vector<Fiber *> waiting;          // by thread
    std::vector<Fiber *> released;         // by thread: from the last barrier, those after `turn` in the order still to run on
    size_t turn = 0;
    std::vector<char> dynamic_shared, static_shared;
};

struct Grid {
    Launch launch;
    unsigned threads = 0;
    bool stopped = false;
    std::string failure;
    Block *current = nullptr;              // the block whose __shared__ variables are in place
    unsigned long long random = 0;
};

Grid grid_;
cc_context context_;
Fiber *running;
Fiber scheduler;
std::vector<Fiber *> idle;

// splitmix64 (Steele, Lea and Flood 2014)
unsigned long long next_random()
{
    unsigned long long z = grid_.random += 0x9e3779b97f4a7c15ull;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

void arrange(std::vector<unsigned> &order)
{
    switch (grid_.launch.order.kind) {
    case Order::FORWARD:
        std::iota(order.begin(), order.end(), 0u);
        break;
    case Order::REVERSE:
        std::iota(order.rbegin(), order.rend(), 0u);
        break;
    case Order::RANDOM:
        std::iota(order.begin(), order.end(), 0u);
        for (size_t i = order.size(); i > 1; i--)
            std::swap(order[i - 1], order[next_random() % i]);
    }
}

// Blocks: x = (a i + b) mod n visits every one once if a and n have no common divisor.
struct BlockOrder {
    unsigned long long n, a = 1, b = 0;
    explicit BlockOrder(unsigned long long n) : n(n)
    {
        switch (grid_.launch.order.kind) {
        case Order::FORWARD:
            break;
        case Order::REVERSE:
            a = b = n - 1;
            break;
        case Order::RANDOM:
            do
                a = n > 1 ? 1 + next_random() % (n - 1) : 1;
            while (std::gcd(a, n) != 1);
            b = next_random() % n;
        }
    }
    cc_dim operator()(unsigned long long i) const
    {
        unsigned long long x = (unsigned long long)(((unsigned __int128)a * i + b) % n);
        cc_dim g = grid_.launch.grid;
        return {(unsigned)(x % g.x), (unsigned)(x / g.x % g.y), (unsigned)(x / g.x / g.y)};
    }
};

#if defined(__x86_64__)
extern "C" void cc_switch(void **save, void *load);
asm(R"(
    .text
    .hidden cc_switch
    .globl cc_switch
    .type cc_switch, @function
cc_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    popq %rcx
    jmpq *%rcx
    .size cc_switch, .-cc_switch
)");
void switch_fiber(Fiber &from, Fiber &to) { cc_switch(&from.stack_pointer, to.stack_pointer); }
#else
void switch_fiber(Fiber &from, Fiber &to) { swapcontext(&from.machine, &to.machine); }
#endif

void set_context(const Fiber &fiber)
{
    context_.thread = fiber.index;
    context_.block = fiber.block->index;
    context_.lane = fiber.thread % WARP;
    context_.warp = fiber.thread / WARP;
}

Fiber *next_in_turn(Block &b)
{
    while (b.turn < b.order.size())
        if (Fiber *f = b.released[b.order[b.turn++]]) {
            if (b.turn + 2 < b.order.size()) // their stacks are what the processor waits for
                if (Fiber *later = b.released[b.order[b.turn + 2]]) {
                    __builtin_prefetch(later->stack_pointer);
                    __builtin_prefetch((char *)later->stack_pointer + 64);
                }
            return f;
        }
    return nullptr;
}

// Leave the processor to the next thread that a barrier released, or to the scheduler.
void yield(Fiber &me)
{
    Fiber *next = grid_.stopped ? nullptr : next_in_turn(*me.block);
    running = next;
    switch_fiber(me, next ? *next : scheduler);
    running = &me;
}

// A fiber runs one thread after another of its block, until one of them waits.
void fiber_main()
{
    for (;;) {
        Fiber &me = *running;
        Block &b = *me.block;
        while (b.started < grid_.threads && !grid_.stopped) {
            unsigned t = b.order[b.started++];
            cc_dim size = grid_.launch.block;
            me.thread = t;
            me.index = {t % size.x, t / size.x % size.y, t / size.x / size.y};
            me.state = RUNNING;
            set_context(me);
            grid_.launch.entry->call(grid_.launch.entry->function, grid_.launch.arguments);
            b.alive--;
            b.warps[t / WARP].alive &= ~(1u << t % WARP);
        }
        me.state = IDLE;
        idle.push_back(&me);
        yield(me);
    }
}

Fiber *take_fiber()
{
    if (!idle.empty()) {
        Fiber *f = idle.back();
        idle.pop_back();
        return f;
    }
    Fiber *f = new Fiber;
    f->stack = (char *)mmap(nullptr, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (f->stack == MAP_FAILED) {
        fprintf(stderr, "cpu_cuda: no memory for the stack of a thread\n");
        abort();
    }
    mprotect(f->stack, 4096, PROT_NONE);
#if defined(__x86_64__)
    // Stacks that begin at multiples of their size would meet in a few lines of the processor's cache
    static unsigned made = 0;
    void **top = (void **)(f->stack + STACK - made++ % 128 * 320);
    *--top = nullptr;               // fiber_main is entered as by a call: 8 bytes off a multiple of 16
    *--top = (void *)&fiber_main;
    for (int i = 0; i < 6; i++)
        *--top = nullptr;
    f->stack_pointer = top;
#else
    getcontext(&f->machine);
    f->machine.uc_stack.ss_sp = f->stack;
    f->machine.uc_stack.ss_size = STACK;
    f->machine.uc_link = nullptr;
    makecontext(&f->machine, fiber_main, 0);
#endif
    return f;
}

void resume(Fiber *f)
{
    running = f;
    switch_fiber(scheduler, *f);
}

void wait_in_state(State state)
{
    Fiber &me = *running;
    me.state = state;
    me.block->waiting[me.thread] = &me;
    yield(me);
    set_context(me);
}

// Called by kernels, through the context
void block_barrier() { wait_in_state(AT_BLOCK_BARRIER); }
void grid_barrier() { wait_in_state(AT_GRID_BARRIER); }

unsigned long long *block_exchange(unsigned long long value)
{
    Fiber &me = *running;
    Block &b = *me.block;
    auto &values = b.values[b.round[me.thread]++ & 1];
    values[me.thread] = value;
    block_barrier();
    return values.data();
}

unsigned long long *warp_exchange(unsigned mask, unsigned long long value)
{
    Fiber &me = *running;
    Warp &w = me.block->warps[me.thread / WARP];
    unsigned lane = me.thread % WARP, round = w.round[lane]++ & 1;
    w.values[round][lane] = value;
    me.mask = mask;
    wait_in_state(AT_WARP_BARRIER);
    return w.values[round];
}

unsigned active_mask() { return running->block->warps[running->thread / WARP].alive; }

void trap(const char *message)
{
    if (grid_.failure.empty())
        grid_.failure = message;
    grid_.stopped = true;
    Fiber &me = *running;
    me.state = AT_BLOCK_BARRIER;    // for ever: release() takes its stack
    me.block->waiting[me.thread] = &me;
    switch_fiber(me, scheduler);
    abort();
}

char *aligned(std::vector<char> &bytes) { return (char *)(((uintptr_t)bytes.data() + 63) & ~(uintptr_t)63); }

// The __shared__ variables of a module lie at one address: those of the block that runs are there.
void enter(Block &b)
{
    const Launch &l = grid_.launch;
    context_.dynamic_shared = aligned(b.dynamic_shared);
    if (grid_.current == &b || !l.static_shared_size)
        return;
    if (grid_.current)
        memcpy(grid_.current->static_shared.data(), l.static_shared, l.static_shared_size);
    memcpy(l.static_shared, b.static_shared.data(), l.static_shared_size);
    grid_.current = &b;
}

void begin(Block &b, cc_dim index)
{
    const Launch &l = grid_.launch;
    unsigned n = grid_.threads;
    b.index = index;
    b.started = 0;
    b.alive = n;
    b.warps.assign((n + WARP - 1) / WARP, Warp());
    for (unsigned w = 0; w < b.warps.size(); w++)
        b.warps[w].alive = n - w * WARP >= WARP ? ~0u : (1u << (n - w * WARP)) - 1;
    b.waiting.assign(n, nullptr);
    b.round.assign(n, 0);
    for (auto &v : b.values)
        v.assign(n, 0);
    b.order.resize(n);
    arrange(b.order);
    b.turn = n;
    b.dynamic_shared.resize(l.dynamic_shared + 64);
    b.static_shared.resize(l.static_shared_size);
    if (l.poison) {
        memset(b.dynamic_shared.data(), POISON, b.dynamic_shared.size());
        memset(b.static_shared.data(), POISON, b.static_shared.size());
    }
    if (grid_.current == &b)        // the object of an earlier block
        grid_.current = nullptr;
}

// Give up the stacks of threads that will never run on.
void release(Block &b)
{
    for (Fiber *&f : b.waiting)
        if (f && f->state != IDLE) {
            munmap(f->stack, STACK);
            delete f;
            f = nullptr;
        }
}

bool start_threads(Block &b)
{
    bool any = false;
    while (b.started < grid_.threads && !grid_.stopped) {
        Fiber *f = take_fiber();
        f->block = &b;
        f->state = IDLE;
        any = true;
        resume(f);
    }
    return any;
}

// Resume lanes whose partners have all arrived.
bool pass_warp_barriers(Block &b)
{
    bool any = false;
    std::vector<unsigned> warps(b.warps.size()), lanes(WARP);
    arrange(warps);
    for (unsigned w : warps) {
        unsigned waiting = 0, ready = 0;
        for (unsigned lane = 0; lane < WARP && w * WARP + lane < grid_.threads; lane++) {
            Fiber *f = b.waiting[w * WARP + lane];
            if (f && f->state == AT_WARP_BARRIER)
                waiting |= 1u << lane;
        }
        if (!waiting)
            continue;
        for (unsigned lane = 0; lane < WARP; lane++)
            if (waiting >> lane & 1) {
                unsigned needed = b.waiting[w * WARP + lane]->mask & b.warps[w].alive;
                if ((needed & waiting) == needed)
                    ready |= 1u << lane;
            }
        arrange(lanes);
        for (unsigned lane : lanes)
            if (ready >> lane & 1 && !grid_.stopped) {
                Fiber *f = b.waiting[w * WARP + lane];
                b.waiting[w * WARP + lane] = nullptr;
                f->state = RUNNING;
                any = true;
                resume(f);
            }
    }
    return any;
}

unsigned count_waiting(const Block &b, State state)
{
    return (unsigned)std::count_if(b.waiting.begin(), b.waiting.end(), [=](const Fiber *f) { return f && f->state == state; });
}

void resume_all(Block &b)
{
    b.released.swap(b.waiting);
    b.waiting.assign(grid_.threads, nullptr);
    for (Fiber *f : b.released)
        if (f)
            f->state = RUNNING;
    arrange(b.order);
    b.turn = 0;
    while (Fiber *f = next_in_turn(b)) {
        if (grid_.stopped)
            b.waiting[f->thread] = f;
        else
            resume(f);
    }
}

// Run a block as far as it gets without the other blocks; whether anything ran.
bool advance(Block &b)
{
    bool any = false;
    enter(b);
    while (!grid_.stopped) {
        if (start_threads(b) || (b.alive && pass_warp_barriers(b))) {
            any = true;
        } else if (b.alive && count_waiting(b, AT_BLOCK_BARRIER) == b.alive) {
            resume_all(b);
            any = true;
        } else {
            break;
        }
    }
    return any;
}

void fail_if_hung(const Block &b)
{
    if (!b.alive || grid_.stopped)
        return;
    char text[200];
    snprintf(text, sizeof text, "deadlock: %u threads at __syncthreads, %u at a warp barrier, %u at a grid barrier, of %u",
             count_waiting(b, AT_BLOCK_BARRIER), count_waiting(b, AT_WARP_BARRIER), count_waiting(b, AT_GRID_BARRIER), b.alive);
    grid_.failure = text;
    grid_.stopped = true;
}

void run_blocks(const BlockOrder &order)
{
    static Block b;
    for (unsigned long long i = 0; i < order.n && !grid_.stopped; i++) {
        begin(b, order(i));
        advance(b);
        fail_if_hung(b);
        if (grid_.stopped)
            release(b);
    }
}

void run_blocks_together(const BlockOrder &order)
{
    std::vector<Block> blocks(order.n);
    for (unsigned long long i = 0; i < order.n; i++)
        begin(blocks[i], order(i));
    for (bool any = true; any && !grid_.stopped;) {
        unsigned alive = 0, at_grid = 0;
        any = false;
        for (Block &b : blocks) {
            any |= advance(b);
            alive += b.alive;
            at_grid += count_waiting(b, AT_GRID_BARRIER);
        }
        if (alive && at_grid == alive && !grid_.stopped) {
            for (Block &b : blocks) {       // one as far as it gets, then the next
                enter(b);
                resume_all(b);
                advance(b);
            }
            any = true;
        }
    }
    for (Block &b : blocks)
        fail_if_hung(b);
    if (grid_.stopped)
        for (Block &b : blocks)
            release(b);
}

}  // namespace

bool Order::parse(const char *text, Order &order)
{
    std::string kind = text ? text : "";
    char *end = nullptr;
    if (kind.empty() || kind == "forward") {
        order.kind = FORWARD;
    } else if (kind == "reverse") {
        order.kind = REVERSE;
    } else if (kind.compare(0, 7, "random:") == 0) {
        order.kind = RANDOM;
        order.seed = strtoull(text + 7, &end, 10);
    } else {
        return false;
    }
    return !end || (end != text + 7 && !*end);
}

const char *run(const Launch &launch)
{
    static unsigned long long launches = 0;
    cc_dim block = launch.block, g = launch.grid;
    grid_.launch = launch;
    grid_.threads = block.x * block.y * block.z;
    grid_.stopped = false;
    grid_.failure.clear();
    grid_.current = nullptr;
    grid_.random = launch.order.seed * 0x632be59bd9b4e019ull + ++launches;
    context_ = {};
    context_.block_dim = block;
    context_.grid_dim = g;
    context_.block_barrier = block_barrier;
    context_.block_exchange = block_exchange;
    context_.warp_exchange = warp_exchange;
    context_.active_mask = active_mask;
    context_.grid_barrier = grid_barrier;
    context_.trap = trap;
    context_.block_threads = grid_.threads;
    *launch.context = &context_;
#if defined(__x86_64__)
    unsigned control = _mm_getcsr();
    if (launch.flush_denormals)
        _mm_setcsr(control | 0x8040);
#endif
    BlockOrder order(1ull * g.x * g.y * g.z);
    if (launch.cooperative)
        run_blocks_together(order);
    else
        run_blocks(order);
#if defined(__x86_64__)
    _mm_setcsr(control);
#endif
    return grid_.stopped ? grid_.failure.c_str() : nullptr;
}

}  // namespace cc
