// The threads of a block as fibers of one host thread: one runs until a barrier, then the next.
#pragma once

#include <cstddef>
#include <string>

#include "../device/kernel_abi.h"

namespace cc {

// In which order the threads of a block, the lanes of a warp and the blocks of a grid run between two barriers.
struct Order {
    enum Kind { FORWARD, REVERSE, RANDOM } kind = FORWARD;
    unsigned long long seed = 0;
    static bool parse(const char *text, Order &order);   // "forward", "reverse", "random:SEED"
};

struct Launch {
    const cc_entry *entry;
    void **arguments;
    cc_context **context;
    cc_dim grid, block;
    unsigned dynamic_shared;      // bytes
    char *static_shared;          // where the module's __shared__ variables lie, and their size
    size_t static_shared_size;
    bool cooperative, flush_denormals, poison;
    Order order;
};

// Run all blocks. Null, or the reason why the launch would hang or trap on a GPU.
const char *run(const Launch &launch);
}
