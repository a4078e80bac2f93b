// The interface between a compiled module of kernels and the driver. Included by both; C++11, no other header.
#pragma once

extern "C" {

struct cc_dim {
    unsigned x, y, z;
};

// One per module: written by the driver, read by kernels through macros of the prelude.
struct cc_context {
    cc_dim thread, block, block_dim, grid_dim;
    unsigned lane, warp;
    char *dynamic_shared;
    void (*block_barrier)();
    unsigned long long *(*block_exchange)(unsigned long long value);                 // values of all threads of the block
    unsigned long long *(*warp_exchange)(unsigned mask, unsigned long long value);   // values of the 32 lanes of the warp
    unsigned (*active_mask)();
    void (*grid_barrier)();
    void (*trap)(const char *message);
    unsigned block_threads;
};

// Kinds of parameters: a number is no address, whatever its value; a struct, such as CuPy's CArray, may begin with an address
enum { CC_NUMBER, CC_POINTER, CC_STRUCT };

struct cc_entry {
    const char *name;             // as in the source, or a name expression
    void *function;
    void (*call)(void *function, void **arguments);   // null: a variable
    int count;                    // of parameters
    const unsigned *sizes;        // of each parameter, in bytes
    const unsigned char *kinds;   // of each parameter
};

struct cc_table {
    unsigned magic;
    int count;
    const cc_entry *entries;
    cc_context **context;
    int flush_denormals;          // all arithmetic of the module is float, and -ftz=true was given
};
}

#define CC_MAGIC 0xC0DA0003u
