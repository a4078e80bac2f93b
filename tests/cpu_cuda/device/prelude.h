// What CUDA C++ has without any header, for the host's compiler. Included before every source.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <initializer_list>
#include <new>
#include <type_traits>
#include <utility>

#include "kernel_abi.h"

#define __CUDACC_VER_MAJOR__ 13
#define __CUDACC_VER_MINOR__ 0

#undef __global__
#undef __host__
#undef __device__
#undef __shared__
#undef __constant__
// exported, though the compiler is told that nothing else calls what is here (compile_kernel.py)
#define cc_exported __attribute__((visibility("default"), used, externally_visible))
#define __global__ cc_exported
#define __host__
#define __device__
#define __shared__ static __thread   // so that all of a module lie in one block of memory, which the driver poisons and swaps
#define __constant__ cc_exported
#define __managed__
#define __grid_constant__
#define __launch_bounds__(...)
#define __forceinline__ inline __attribute__((always_inline))
#ifndef __noinline__
#define __noinline__ __attribute__((noinline))
#endif
#define __align__(n) __attribute__((aligned(n)))
#define __builtin_align__(n) __attribute__((aligned(n)))
#define __pure__
#define __nv_pure__
#ifndef __restrict__
#define __restrict__ __restrict
#endif

extern "C" {
void *memcpy(void *, const void *, size_t) noexcept;
void *memmove(void *, const void *, size_t) noexcept;
void *memset(void *, int, size_t) noexcept;
int memcmp(const void *, const void *, size_t) noexcept;
int printf(const char *, ...);
cc_exported extern cc_context *cc_current;
}

#ifndef NDEBUG
#define cc_string_(x) #x
#define cc_string(x) cc_string_(x)
#define assert(condition) \
    ((condition) ? (void)0 : cc_current->trap(__FILE__ ":" cc_string(__LINE__) ": assertion failed: " #condition))
#else
#define assert(condition) ((void)0)
#endif
static inline void __trap() { cc_current->trap("__trap()"); }

// Vectors
struct uint3 { unsigned x, y, z; };
struct dim3 {
    unsigned x, y, z;
    constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
    constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
};
#define CC_VECTOR(T, N) \
    struct N##1 { T x; }; \
    struct alignas(2 * sizeof(T)) N##2 { T x, y; }; \
    struct alignas(sizeof(T) * (sizeof(T) > 4 ? 2 : 4)) N##4 { T x, y, z, w; }; \
    static inline N##1 make_##N##1(T x) { return {x}; } \
    static inline N##2 make_##N##2(T x, T y) { return {x, y}; } \
    static inline N##4 make_##N##4(T x, T y, T z, T w) { return {x, y, z, w}; }
#define CC_VECTOR3(T, N) \
    struct N##3 { T x, y, z; }; \
    static inline N##3 make_##N##3(T x, T y, T z) { return {x, y, z}; }
CC_VECTOR(signed char, char) CC_VECTOR(unsigned char, uchar) CC_VECTOR(short, short) CC_VECTOR(unsigned short, ushort)
CC_VECTOR(int, int) CC_VECTOR(unsigned, uint) CC_VECTOR(long, long) CC_VECTOR(unsigned long, ulong)
CC_VECTOR(long long, longlong) CC_VECTOR(unsigned long long, ulonglong) CC_VECTOR(float, float) CC_VECTOR(double, double)
CC_VECTOR3(signed char, char) CC_VECTOR3(unsigned char, uchar) CC_VECTOR3(short, short) CC_VECTOR3(unsigned short, ushort)
CC_VECTOR3(int, int) CC_VECTOR3(long, long) CC_VECTOR3(unsigned long, ulong) CC_VECTOR3(long long, longlong)
CC_VECTOR3(unsigned long long, ulonglong) CC_VECTOR3(float, float) CC_VECTOR3(double, double)
static inline uint3 make_uint3(unsigned x, unsigned y, unsigned z) { return {x, y, z}; }

// Which thread this is
#define threadIdx (cc_current->thread)
#define blockIdx (cc_current->block)
#define blockDim (cc_current->block_dim)
#define gridDim (cc_current->grid_dim)
#define warpSize 32

// Barriers, warps
#define __syncthreads() (cc_current->block_barrier())
static inline void __syncwarp(unsigned mask = 0xffffffffu) { cc_current->warp_exchange(mask, 0); }
static inline unsigned __activemask() { return cc_current->active_mask(); }
static inline void __threadfence() {}
static inline void __threadfence_block() {}
static inline void __threadfence_system() {}
static inline void __nanosleep(unsigned) {}
static inline long long clock64() { static long long ticks; return ticks += 100; }
static inline long long clock() { return clock64(); }
static inline unsigned long long __cc_warp_of_mask(unsigned mask) { return mask; }

static inline int __syncthreads_count(int predicate)
{
    unsigned long long *all = cc_current->block_exchange(predicate != 0);
    int sum = 0;
    for (unsigned i = 0; i < cc_current->block_threads; i++)
        sum += all[i] == 1;
    return sum;
}
static inline int __syncthreads_or(int predicate) { return __syncthreads_count(predicate) != 0; }
static inline int __syncthreads_and(int predicate) { return __syncthreads_count(!predicate) == 0; }

template <class T> static inline T cc_of_bits(unsigned long long bits)
{
    static_assert(sizeof(T) <= 8, "a shuffle is of 8 bytes at most");
    T value;
    __builtin_memcpy(&value, &bits, sizeof(T));
    return value;
}
template <class T> static inline unsigned long long cc_bits(T value)
{
    unsigned long long bits = 0;
    __builtin_memcpy(&bits, &value, sizeof(T));
    return bits;
}
template <class T> static inline T __shfl_sync(unsigned mask, T value, int source, int width = 32)
{
    unsigned long long *all = cc_current->warp_exchange(mask, cc_bits(value));
    int lane = cc_current->lane, first = lane & ~(width - 1);
    return cc_of_bits<T>(all[first + (source & (width - 1))]);
}
template <class T> static inline T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
    unsigned long long *all = cc_current->warp_exchange(mask, cc_bits(value));
    int lane = cc_current->lane, first = lane & ~(width - 1), from = lane - (int)delta;
    return cc_of_bits<T>(all[from < first ? lane : from]);
}
template <class T> static inline T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
    unsigned long long *all = cc_current->warp_exchange(mask, cc_bits(value));
    int lane = cc_current->lane, last = lane | (width - 1), from = lane + (int)delta;
    return cc_of_bits<T>(all[from > last ? lane : from]);
}
template <class T> static inline T __shfl_xor_sync(unsigned mask, T value, int flip, int width = 32)
{
    unsigned long long *all = cc_current->warp_exchange(mask, cc_bits(value));
    int lane = cc_current->lane, last = lane | (width - 1), from = lane ^ flip;
    return cc_of_bits<T>(all[from > last ? lane : from]);
}
static inline unsigned __ballot_sync(unsigned mask, int predicate)
{
    unsigned long long *all = cc_current->warp_exchange(mask, predicate != 0 ? 1 : 2);
    unsigned result = 0;
    for (int i = 0; i < 32; i++)
        result |= (mask >> i & 1 && all[i] == 1 ? 1u : 0u) << i;
    return result;
}
static inline int __any_sync(unsigned mask, int predicate) { return __ballot_sync(mask, predicate) != 0; }
static inline int __all_sync(unsigned mask, int predicate) { return __ballot_sync(mask, !predicate) == 0; }
template <class T> static inline unsigned __match_any_sync(unsigned mask, T value)
{
    unsigned present = __ballot_sync(mask, 1);
    unsigned long long mine = cc_bits(value), *all = cc_current->warp_exchange(mask, mine);
    unsigned result = 0;
    for (int i = 0; i < 32; i++)
        result |= (present >> i & 1 && all[i] == mine ? 1u : 0u) << i;
    return result;
}
#define CC_REDUCE(name, expression) \
    template <class T> static inline T __reduce_##name##_sync(unsigned mask, T value) \
    { \
        unsigned present = __ballot_sync(mask, 1); \
        unsigned long long *all = cc_current->warp_exchange(mask, cc_bits(value)); \
        bool first = true; \
        T a{}; \
        for (int i = 0; i < 32; i++) \
            if (present >> i & 1) { \
                T b = cc_of_bits<T>(all[i]); \
                a = first ? b : (expression); \
                first = false; \
            } \
        return a; \
    }
CC_REDUCE(add, a + b) CC_REDUCE(min, a < b ? a : b) CC_REDUCE(max, a > b ? a : b)
CC_REDUCE(and, a & b) CC_REDUCE(or, a | b) CC_REDUCE(xor, a ^ b)

// Atomics: threads of the host take turns only at barriers
#define CC_ATOMIC(name, T, expression) \
    static inline T atomic##name(T *address, T b) \
    { \
        T a = *address; \
        *address = (T)(expression); \
        return a; \
    } \
    static inline T atomic##name##_block(T *address, T b) { return atomic##name(address, b); } \
    static inline T atomic##name##_system(T *address, T b) { return atomic##name(address, b); }
#define CC_ATOMICS(T) \
    CC_ATOMIC(Add, T, a + b) CC_ATOMIC(Exch, T, b) CC_ATOMIC(Min, T, a < b ? a : b) CC_ATOMIC(Max, T, a > b ? a : b) \
    CC_ATOMIC(And, T, a & b) CC_ATOMIC(Or, T, a | b) CC_ATOMIC(Xor, T, a ^ b)
CC_ATOMICS(int) CC_ATOMICS(unsigned) CC_ATOMICS(unsigned long long)
CC_ATOMIC(Min, long long, a < b ? a : b) CC_ATOMIC(Max, long long, a > b ? a : b)
CC_ATOMIC(And, long long, a & b) CC_ATOMIC(Or, long long, a | b) CC_ATOMIC(Xor, long long, a ^ b)
CC_ATOMIC(Sub, int, a - b) CC_ATOMIC(Sub, unsigned, a - b)
CC_ATOMIC(Add, float, a + b) CC_ATOMIC(Add, double, a + b) CC_ATOMIC(Exch, float, b)
CC_ATOMIC(Inc, unsigned, a >= b ? 0u : a + 1) CC_ATOMIC(Dec, unsigned, a == 0 || a > b ? b : a - 1)
#define CC_CAS(T) \
    static inline T atomicCAS(T *address, T compare, T value) \
    { \
        T old = *address; \
        if (old == compare) \
            *address = value; \
        return old; \
    }
CC_CAS(int) CC_CAS(unsigned) CC_CAS(unsigned long long) CC_CAS(unsigned short)

// Loads with hints
template <class T> static inline T __ldg(const T *p) { return *p; }
template <class T> static inline T __ldcg(const T *p) { return *p; }
template <class T> static inline T __ldcs(const T *p) { return *p; }
template <class T> static inline T __ldca(const T *p) { return *p; }
template <class T> static inline void __stcg(T *p, T v) { *p = v; }
template <class T> static inline void __stcs(T *p, T v) { *p = v; }

// Bits
#define CC_CAST(name, To, From) \
    static inline To name(From v) \
    { \
        To r; \
        __builtin_memcpy(&r, &v, sizeof r); \
        return r; \
    }
CC_CAST(__float_as_int, int, float) CC_CAST(__int_as_float, float, int)
CC_CAST(__float_as_uint, unsigned, float) CC_CAST(__uint_as_float, float, unsigned)
CC_CAST(__double_as_longlong, long long, double) CC_CAST(__longlong_as_double, double, long long)
static inline int __double2hiint(double v) { return (int)(__double_as_longlong(v) >> 32); }
static inline int __double2loint(double v) { return (int)__double_as_longlong(v); }
static inline double __hiloint2double(int high, int low)
{
    return __longlong_as_double((long long)((unsigned long long)(unsigned)high << 32 | (unsigned)low));
}
static inline int __popc(unsigned v) { return __builtin_popcount(v); }
static inline int __popcll(unsigned long long v) { return __builtin_popcountll(v); }
static inline int __clz(int v) { return v ? __builtin_clz((unsigned)v) : 32; }
static inline int __clzll(long long v) { return v ? __builtin_clzll((unsigned long long)v) : 64; }
static inline int __ffs(int v) { return __builtin_ffs(v); }
static inline int __ffsll(long long v) { return __builtin_ffsll(v); }
static inline unsigned __brev(unsigned v)
{
    unsigned r = 0;
    for (int i = 0; i < 32; i++)
        r |= (v >> i & 1u) << (31 - i);
    return r;
}
static inline unsigned long long __brevll(unsigned long long v)
{
    return (unsigned long long)__brev((unsigned)v) << 32 | __brev((unsigned)(v >> 32));
}
static inline unsigned __byte_perm(unsigned x, unsigned y, unsigned s)
{
    unsigned long long both = (unsigned long long)y << 32 | x;
    unsigned r = 0;
    for (int i = 0; i < 4; i++)
        r |= (unsigned)(both >> (8 * (s >> (4 * i) & 7)) & 255) << (8 * i);
    return r;
}
static inline unsigned __funnelshift_l(unsigned lo, unsigned hi, unsigned n)
{
    return (unsigned)(((unsigned long long)hi << 32 | lo) << (n & 31) >> 32);
}
static inline unsigned __funnelshift_r(unsigned lo, unsigned hi, unsigned n)
{
    return (unsigned)(((unsigned long long)hi << 32 | lo) >> (n & 31));
}
static inline unsigned __umulhi(unsigned a, unsigned b) { return (unsigned)((unsigned long long)a * b >> 32); }
static inline int __mulhi(int a, int b) { return (int)((long long)a * b >> 32); }
static inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b)
{
    return (unsigned long long)((unsigned __int128)a * b >> 64);
}
static inline long long __mul64hi(long long a, long long b) { return (long long)((__int128)a * b >> 64); }
static inline int __mul24(int a, int b) { return a * b; }

// Arithmetic with a rounding said: to nearest
#define CC_ROUNDED(suffix) \
    static inline float __fadd_##suffix(float a, float b) { return a + b; } \
    static inline float __fsub_##suffix(float a, float b) { return a - b; } \
    static inline float __fmul_##suffix(float a, float b) { volatile float r = a * b; return r; } \
    static inline float __fdiv_##suffix(float a, float b) { return a / b; } \
    static inline float __fmaf_##suffix(float a, float b, float c) { return fmaf(a, b, c); } \
    static inline float __fsqrt_##suffix(float a) { return sqrtf(a); } \
    static inline float __frcp_##suffix(float a) { return 1.0f / a; } \
    static inline double __dadd_##suffix(double a, double b) { return a + b; } \
    static inline double __dsub_##suffix(double a, double b) { return a - b; } \
    static inline double __dmul_##suffix(double a, double b) { volatile double r = a * b; return r; } \
    static inline double __ddiv_##suffix(double a, double b) { return a / b; } \
    static inline double __fma_##suffix(double a, double b, double c) { return ::fma(a, b, c); } \
    static inline double __dsqrt_##suffix(double a) { return ::sqrt(a); } \
    static inline double __drcp_##suffix(double a) { return 1.0 / a; }
CC_ROUNDED(rn)
static inline int __float2int_rn(float v) { return (int)rintf(v); }
static inline int __float2int_rz(float v) { return (int)v; }
static inline int __float2int_rd(float v) { return (int)floorf(v); }
static inline int __float2int_ru(float v) { return (int)ceilf(v); }
static inline int __double2int_rn(double v) { return (int)::rint(v); }
static inline int __double2int_rz(double v) { return (int)v; }
static inline long long __double2ll_rn(double v) { return (long long)::rint(v); }
static inline long long __double2ll_rz(double v) { return (long long)v; }
static inline long long __float2ll_rn(float v) { return (long long)rintf(v); }
static inline float __double2float_rn(double v) { return (float)v; }
static inline float __int2float_rn(int v) { return (float)v; }
static inline double __int2double_rn(int v) { return v; }
static inline double __ll2double_rn(long long v) { return (double)v; }
static inline float __uint2float_rn(unsigned v) { return (float)v; }
#define __expf cc_expf
static inline float cc_expf(float v) { return expf(v); }
#define __exp10f cc_exp10f
static inline float cc_exp10f(float v) { return powf(10.0f, v); }
#define __logf cc_logf
static inline float cc_logf(float v) { return logf(v); }
#define __log2f cc_log2f
static inline float cc_log2f(float v) { return log2f(v); }
#define __log10f cc_log10f
static inline float cc_log10f(float v) { return log10f(v); }
#define __sinf cc_sinf
static inline float cc_sinf(float v) { return sinf(v); }
#define __cosf cc_cosf
static inline float cc_cosf(float v) { return cosf(v); }
#define __tanf cc_tanf
static inline float cc_tanf(float v) { return tanf(v); }
#define __powf cc_powf
static inline float cc_powf(float a, float b) { return powf(a, b); }
static inline float __fdividef(float a, float b) { return a / b; }
static inline float __saturatef(float v) { return v < 0 ? 0 : v > 1 ? 1 : v == v ? v : 0; }

// Mathematics that the host's library lacks
#define CC_MIXED(T) typename std::enable_if<std::is_arithmetic<T>::value>::type
#define CC_INTEGERS(A, B) \
    typename std::enable_if<std::is_integral<A>::value && std::is_integral<B>::value, \
                            typename std::common_type<A, B>::type>::type
#define CC_FLOATS(A, B) \
    typename std::enable_if<std::is_arithmetic<A>::value && std::is_arithmetic<B>::value && \
                                (std::is_floating_point<A>::value || std::is_floating_point<B>::value), \
                            typename std::common_type<A, B>::type>::type
template <class A, class B> static inline CC_INTEGERS(A, B) min(A a, B b)
{
    typename std::common_type<A, B>::type x = a, y = b;
    return x < y ? x : y;
}
template <class A, class B> static inline CC_INTEGERS(A, B) max(A a, B b)
{
    typename std::common_type<A, B>::type x = a, y = b;
    return x > y ? x : y;
}
template <class A, class B> static inline CC_FLOATS(A, B) min(A a, B b)
{
    typename std::common_type<A, B>::type x = a, y = b;
    return std::fmin(x, y);
}
template <class A, class B> static inline CC_FLOATS(A, B) max(A a, B b)
{
    typename std::common_type<A, B>::type x = a, y = b;
    return std::fmax(x, y);
}
static inline unsigned umin(unsigned a, unsigned b) { return a < b ? a : b; }
static inline unsigned umax(unsigned a, unsigned b) { return a > b ? a : b; }
static inline long long llmin(long long a, long long b) { return a < b ? a : b; }
static inline long long llmax(long long a, long long b) { return a > b ? a : b; }
static inline unsigned long long ullmin(unsigned long long a, unsigned long long b) { return a < b ? a : b; }
static inline unsigned long long ullmax(unsigned long long a, unsigned long long b) { return a > b ? a : b; }

#define CC_BOTH(name, expression) \
    static inline double name(double x) { return (double)(expression); } \
    static inline float name(float x_) { double x = x_; return (float)(expression); } \
    static inline float name##f(float x_) { double x = x_; return (float)(expression); } \
    template <class T> static inline typename std::enable_if<std::is_integral<T>::value, double>::type name(T x) \
    { \
        return name((double)x); \
    }
static inline double cc_inverse_erf(double y)
{
    if (!(y > -1 && y < 1))
        return y == 1 ? HUGE_VAL : y == -1 ? -HUGE_VAL : NAN;
    double w = -::log((1 - y) * (1 + y)), x;
    {
        double a = 0.147, t = 2 / (3.14159265358979323846 * a) - w / 2;
        x = ::copysign(::sqrt(::sqrt(t * t + w / a) - t), y);
    }
    for (int i = 0; i < 4; i++) {   // Newton, on the complement where that is exact
        double e = y > 0.5 ? -(::erfc(x) - (1 - y)) : y < -0.5 ? ::erfc(-x) - (1 + y) : ::erf(x) - y;
        x -= e / (1.1283791670955126 * ::exp(-x * x));
    }
    return x;
}
static inline double cc_inverse_erfc(double y)
{
    if (y > 0.1 && y <= 2)
        return cc_inverse_erf(1 - y);
    if (!(y > 0))
        return y == 0 ? HUGE_VAL : NAN;
    double x = ::sqrt(-::log(y * ::sqrt(3.14159265358979323846) * ::sqrt(-::log(y))));
    for (int i = 0; i < 8; i++)
        x += (::erfc(x) - y) / (1.1283791670955126 * ::exp(-x * x));
    return x;
}
static inline double cc_scaled_erfc(double x)
{
    if (x < 25)
        return ::exp(x * x) * ::erfc(x);
    double z = 1 / (x * x);
    return 0.5641895835477563 / x * (1 - z / 2 + 3 * z * z / 4 - 15 * z * z * z / 8);
}
static inline double cc_bessel_i(int order, double x)
{
    double half = x / 2, term = order ? half : 1, sum = term;
    for (int k = 1; k < 1000; k++) {
        term *= half * half / (k * (k + order));
        sum += term;
        if (term < sum * 1e-18 && term > -sum * 1e-18)
            break;
    }
    return sum;
}
static inline double cc_sinpi(double x)
{
    double r = ::fmod(x, 2.0);
    return r == 0 || r == 1 || r == -1 ? ::copysign(0.0, x) : ::sin(3.14159265358979323846 * r);
}
static inline double cc_cospi(double x)
{
    double r = ::fmod(::fabs(x), 2.0);
    return r == 0.5 || r == 1.5 ? 0.0 : ::cos(3.14159265358979323846 * r);
}
CC_BOTH(rsqrt, 1 / ::sqrt(x)) CC_BOTH(rcbrt, 1 / ::cbrt(x))
CC_BOTH(erfinv, cc_inverse_erf(x)) CC_BOTH(erfcinv, cc_inverse_erfc(x)) CC_BOTH(erfcx, cc_scaled_erfc(x))
CC_BOTH(normcdf, 0.5 * ::erfc(-x * 0.70710678118654752440)) CC_BOTH(normcdfinv, -1.41421356237309504880 * cc_inverse_erfc(2 * x))
CC_BOTH(sinpi, cc_sinpi(x)) CC_BOTH(cospi, cc_cospi(x))
CC_BOTH(cyl_bessel_i0, cc_bessel_i(0, x)) CC_BOTH(cyl_bessel_i1, cc_bessel_i(1, x))
#ifndef _GNU_SOURCE
CC_BOTH(exp10, ::pow(10.0, x))
#else
static inline float exp10(float x) { return exp10f(x); }
#endif
static inline void sincospi(double x, double *s, double *c) { *s = cc_sinpi(x), *c = cc_cospi(x); }
static inline double rhypot(double a, double b) { return 1 / ::hypot(a, b); }
static inline double norm3d(double a, double b, double c) { return ::sqrt(a * a + b * b + c * c); }
#ifndef _GNU_SOURCE
static inline void sincos(double x, double *s, double *c) { *s = ::sin(x), *c = ::cos(x); }
static inline void sincosf(float x, float *s, float *c) { *s = sinf(x), *c = cosf(x); }
#else
static inline void sincos(float x, float *s, float *c) { sincosf(x, s, c); }
#endif

// Registration of kernels: what a launch has to know and the host's compiler alone knows
template <class... A> struct cc_parameters {
    static constexpr unsigned sizes[sizeof...(A) + 1] = {(unsigned)sizeof(A)..., 0};
    static constexpr unsigned char kinds[sizeof...(A) + 1] = {
        (unsigned char)(std::is_pointer<A>::value ? CC_POINTER : std::is_class<A>::value ? CC_STRUCT : CC_NUMBER)..., 0};
    template <size_t... i> static void unpack(void *function, void **arguments, std::index_sequence<i...>)
    {
        ((void (*)(A...))function)(*(typename std::remove_reference<A>::type *)arguments[i]...);
    }
    static void call(void *function, void **arguments)
    {
        unpack(function, arguments, std::make_index_sequence<sizeof...(A)>());
    }
};
template <class... A> static inline cc_entry cc_make_entry(const char *name, void (*function)(A...))
{
    typedef cc_parameters<A...> P;
    return {name, (void *)function, &P::call, (int)sizeof...(A), P::sizes, P::kinds};
}
template <class T> static inline cc_entry cc_make_entry(const char *name, T *variable)
{
    return {name, (void *)variable, nullptr, 0, nullptr, nullptr};
}
