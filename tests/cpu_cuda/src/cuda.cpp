// libcuda.so.1: the functions of CUDA's runtime and driver that CuPy calls, on the host. Device memory is host memory; kernels are
// shared libraries made by compile_kernel.py; work runs when it is queued, or (CPU_CUDA_LAZY=1) when somebody waits for it.
#include <cuda_runtime_api.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include "threads.h"

#define API extern "C" __attribute__((visibility("default")))

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;
std::recursive_mutex work;                 // held while work is queued and run
std::recursive_mutex books;                // held briefly: the table of allocations

long setting(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text && *text ? atol(text) : otherwise;
}
int device_count() { static int n = (int)setting("CPU_CUDA_DEVICES", 1); return n; }
bool lazy() { static bool b = setting("CPU_CUDA_LAZY", 0); return b; }
bool poison() { static bool b = setting("CPU_CUDA_POISON", 1); return b; }
bool flush() { static bool b = setting("CPU_CUDA_FTZ", 1); return b; }
bool strict() { static bool b = setting("CPU_CUDA_STRICT", 1); return b; }
int multiprocessors() { static int n = (int)setting("CPU_CUDA_MULTIPROCESSORS", 4); return n; }
size_t memory_of_a_device() { static size_t n = (size_t)setting("CPU_CUDA_MEMORY_MIB", 8192) << 20; return n; }

// CPU_CUDA_DRIVER: "none" or "old" fail as a machine without a driver, or with one that is older than this CUDA
int driver_version()
{
    static std::string state = getenv("CPU_CUDA_DRIVER") ? getenv("CPU_CUDA_DRIVER") : "";
    return state == "none" ? 0 : state == "old" ? 12020 : 13000;
}

cc::Order &thread_order()
{
    static cc::Order order = [] {
        cc::Order parsed;
        const char *text = getenv("CPU_CUDA_ORDER");
        if (!cc::Order::parse(text, parsed)) {
            fprintf(stderr, "cpu_cuda: CPU_CUDA_ORDER must be forward, reverse or random:SEED, got '%s'\n", text);
            exit(2);
        }
        return parsed;
    }();
    return order;
}

// Limits of compute capability 9.0 (CUDA C++ Programming Guide, table of technical specifications per compute capability)
constexpr unsigned MAX_THREADS = 1024, MAX_THREADS_OF_MULTIPROCESSOR = 2048, MAX_BLOCKS_OF_MULTIPROCESSOR = 32;
constexpr size_t MAX_SHARED = 48 << 10;                    // of a block that has not opted in to more
constexpr size_t MAX_SHARED_OPT_IN = 227 << 10, SHARED_OF_MULTIPROCESSOR = 228 << 10, SHARED_RESERVED = 1 << 10;

thread_local int current_device = 0;
thread_local int last_error = 0;
std::string kernel_failure;                // the last error of a kernel

int fail(int status) { return status ? last_error = status : 0; }

// Counters, in the order of cpu_cuda/__init__.py
enum { LAUNCHES, THREADS, TO_DEVICE, TO_HOST, ON_DEVICE, BYTES_TO_DEVICE, BYTES_TO_HOST, SETS, WAITS, ALLOCATIONS, MODULES, LIBRARY, COUNTERS };
unsigned long long counters[COUNTERS];

// Memory
struct Memory {
    size_t size;
    int device;
    int kind;                              // cudaMemoryType
};
std::map<uintptr_t, Memory> memory;
std::vector<size_t> used(64);

const Memory *find(const void *pointer, uintptr_t *start = nullptr)
{
    auto it = memory.upper_bound((uintptr_t)pointer);
    if (it == memory.begin())
        return nullptr;
    --it;
    if ((uintptr_t)pointer >= it->first + std::max<size_t>(it->second.size, 1))
        return nullptr;
    if (start)
        *start = it->first;
    return &it->second;
}

int allocate(void **pointer, size_t size, int kind)
{
    if (!pointer)
        return cudaErrorInvalidValue;
    *pointer = nullptr;
    if (!size)
        return 0;
    Lock lock(books);
    counters[ALLOCATIONS]++;
    if (kind != cudaMemoryTypeHost && (size > memory_of_a_device() || used[current_device] + size > memory_of_a_device()))
        return cudaErrorMemoryAllocation;
    void *p = nullptr;
    if (posix_memalign(&p, 512, (size + 511) / 512 * 512))
        return cudaErrorMemoryAllocation;
    if (poison() && kind != cudaMemoryTypeHost)
        memset(p, 0xDB, std::min<size_t>(size, 64 << 20));   // a NaN of neither sign in no dtype, an absurd integer
    if (kind != cudaMemoryTypeHost)
        used[current_device] += size;
    memory[(uintptr_t)p] = {size, current_device, kind};
    *pointer = p;
    return 0;
}

// Streams: a queue of work each
struct Stream;
struct Mark {
    std::shared_ptr<Stream> stream;
    unsigned long long number = 0;         // how much of the stream's work was asked for
};
struct Work {
    std::function<void()> run;
    Mark after;
};
struct Graph {
    std::vector<std::function<void()>> work;
};
struct Stream {
    int device = 0;
    unsigned flags = 0;
    int priority = 0;
    bool legacy = false;
    unsigned long long asked = 0, done = 0;
    std::deque<Work> queue;
    Graph *capture = nullptr;
    bool running = false;
};
struct Event {
    int device = 0;
    unsigned flags = 0;
    Mark mark;
    std::shared_ptr<std::chrono::steady_clock::time_point> time;    // outlives the event, as the work does that sets it
    bool recorded = false;
};
std::map<void *, std::shared_ptr<Stream>> streams;
std::vector<std::shared_ptr<Stream>> destroyed;                     // with work that is still to be done
std::set<Event *> events;

std::shared_ptr<Stream> default_stream(int device)
{
    static std::map<int, std::shared_ptr<Stream>> all;
    auto &s = all[device];
    if (!s) {
        s = std::make_shared<Stream>();
        s->device = device;
        s->legacy = true;
    }
    return s;
}
std::shared_ptr<Stream> stream_of(void *handle)
{
    if (!handle || handle == (void *)1)
        return default_stream(current_device);
    if (handle == (void *)2) {             // one per thread, and per device
        thread_local std::map<int, std::shared_ptr<Stream>> mine;
        auto &s = mine[current_device];
        if (!s) {
            s = std::make_shared<Stream>();
            s->device = current_device;
            streams[s.get()] = s;
        }
        return s;
    }
    auto it = streams.find(handle);
    return it == streams.end() ? nullptr : it->second;
}

void drain(const std::shared_ptr<Stream> &stream, unsigned long long until)
{
    Stream &s = *stream;
    if (s.running)
        return;
    s.running = true;
    while (s.done < until && !s.queue.empty()) {
        Work w = std::move(s.queue.front());
        s.queue.pop_front();
        if (w.after.stream)
            drain(w.after.stream, w.after.number);
        if (w.run)
            w.run();
        s.done++;
    }
    s.running = false;
}
void drain(const std::shared_ptr<Stream> &stream) { drain(stream, stream->asked); }

void push(const std::shared_ptr<Stream> &stream, Work w)
{
    stream->queue.push_back(std::move(w));
    stream->asked++;
}

// Work on a stream, after what CUDA's legacy default stream orders
void ask(const std::shared_ptr<Stream> &stream, std::function<void()> run)
{
    if (stream->capture) {
        stream->capture->work.push_back(std::move(run));
        return;
    }
    if (lazy()) {
        if (stream->legacy) {
            auto after = [&](const std::shared_ptr<Stream> &s) {
                if (s->device == stream->device && !(s->flags & cudaStreamNonBlocking) && s->asked > s->done)
                    push(stream, {nullptr, {s, s->asked}});
            };
            for (auto &s : streams)
                after(s.second);
            for (auto &s : destroyed)
                after(s);
        } else if (!(stream->flags & cudaStreamNonBlocking)) {
            auto d = default_stream(stream->device);
            if (d->asked > d->done)
                push(stream, {nullptr, {d, d->asked}});
        }
    }
    push(stream, {std::move(run), {}});
    if (!lazy())
        drain(stream);
}

void drain_device(int device)
{
    drain(default_stream(device));
    auto all = streams;
    for (auto &s : all)
        if (s.second->device == device)
            drain(s.second);
    auto gone = destroyed;
    for (auto &s : gone)
        if (s->device == device)
            drain(s);
}

bool valid(int device) { return driver_version() >= 13000 && device >= 0 && device < device_count(); }

int sticky()                               // what a kernel did wrong is told by whoever waits next, and by every one after
{
    return kernel_failure.empty() ? 0 : (int)cudaErrorLaunchFailure;
}

// Copies
bool is_device(const void *p)
{
    Lock lock(books);
    const Memory *m = find(p);
    return m && m->kind != cudaMemoryTypeHost;
}
bool is_pinned(const void *p)
{
    Lock lock(books);
    const Memory *m = find(p);
    return m && m->kind == cudaMemoryTypeHost;
}
bool fits(const void *p, size_t size)      // a known allocation is not left
{
    Lock lock(books);
    uintptr_t start;
    const Memory *m = find(p, &start);
    return !m || (uintptr_t)p + size <= start + m->size;
}

struct Copy {
    char *to;
    size_t to_pitch;
    const char *from;
    size_t from_pitch, width, height;
    size_t bytes() const { return width * height; }
    void run() const
    {
        for (size_t i = 0; i < height; i++)
            memmove(to + i * to_pitch, from + i * from_pitch, width);
    }
};

int copy(Copy c, int kind, void *handle, bool asynchronous)
{
    if (!c.bytes())
        return 0;
    Lock lock(work);
    auto s = stream_of(handle);
    if (!s)
        return fail(cudaErrorInvalidResourceHandle);
    bool from = is_device(c.from), to = is_device(c.to);
    if (kind == cudaMemcpyDefault)
        kind = from ? to ? cudaMemcpyDeviceToDevice : cudaMemcpyDeviceToHost : to ? cudaMemcpyHostToDevice : cudaMemcpyHostToHost;
    if (strict() && ((kind == cudaMemcpyDeviceToDevice && !(from && to)) || (kind == cudaMemcpyHostToDevice && !to) ||
                     (kind == cudaMemcpyDeviceToHost && !from)))
        return fail(cudaErrorInvalidValue);
    if (!fits(c.from, c.from_pitch * (c.height - 1) + c.width) || !fits(c.to, c.to_pitch * (c.height - 1) + c.width))
        return fail(cudaErrorInvalidValue);
    if (kind == cudaMemcpyHostToDevice)
        counters[TO_DEVICE]++, counters[BYTES_TO_DEVICE] += c.bytes();
    else if (kind == cudaMemcpyDeviceToHost)
        counters[TO_HOST]++, counters[BYTES_TO_HOST] += c.bytes();
    else
        counters[ON_DEVICE]++;
    if (kind == cudaMemcpyHostToDevice && lazy() && !is_pinned(c.from)) {   // pageable memory is staged at once
        auto staged = std::make_shared<std::vector<char>>(c.bytes());
        for (size_t i = 0; i < c.height; i++)
            memcpy(staged->data() + i * c.width, c.from + i * c.from_pitch, c.width);
        Copy d = c;
        d.from = staged->data();
        d.from_pitch = c.width;
        ask(s, [d, staged] { d.run(); });
    } else {
        ask(s, [c] { c.run(); });
    }
    bool waits = !asynchronous ? kind != cudaMemcpyDeviceToDevice : kind == cudaMemcpyDeviceToHost && !is_pinned(c.to);
    if (waits && !s->capture)
        drain(s);
    return fail(waits ? sticky() : 0);
}

int set(void *p, int value, size_t size, void *handle)
{
    if (!size)
        return 0;
    Lock lock(work);
    auto s = stream_of(handle);
    if (!s)
        return fail(cudaErrorInvalidResourceHandle);
    if ((strict() && !is_device(p)) || !fits(p, size))
        return fail(cudaErrorInvalidValue);
    counters[SETS]++;
    ask(s, [=] { memset(p, value, size); });
    return 0;
}

// Modules
struct Properties {                        // of a kernel, as compile_kernel.py found them
    size_t static_shared = 0;              // bytes of __shared__ variables
    unsigned max_threads = MAX_THREADS;    // of __launch_bounds__
};
struct Module {
    void *library;
    const cc_table *table;
    int device;
    std::vector<uintptr_t> variables;
    std::map<std::string, Properties> properties;
    size_t tls_module = 0, tls_size = 0;   // __shared__ variables are thread-local for the host: one block of memory per module
};
struct Function {
    Module *module;
    const cc_entry *entry;
    std::string name;
    Properties properties;
    size_t max_dynamic_shared = 0;         // where somebody has opted in to more than MAX_SHARED
    size_t dynamic_shared_limit() const
    {
        size_t usual = MAX_SHARED - std::min(MAX_SHARED, properties.static_shared);
        return std::max(usual, max_dynamic_shared);
    }
};
struct TlsIndex { unsigned long module, offset; };
extern "C" void *__tls_get_addr(TlsIndex *);

int find_tls(struct dl_phdr_info *info, size_t, void *data)
{
    auto module = (Module *)data;
    if (info->dlpi_tls_modid == module->tls_module)
        for (int i = 0; i < info->dlpi_phnum; i++)
            if (info->dlpi_phdr[i].p_type == PT_TLS)
                module->tls_size = info->dlpi_phdr[i].p_memsz;
    return 0;
}
char *static_shared(const Module &m)
{
    TlsIndex start = {m.tls_module, 0};
    return m.tls_size ? (char *)__tls_get_addr(&start) : nullptr;
}
// As many blocks of a kernel as run at once on one multiprocessor, by threads and shared memory; registers are not known here.
unsigned occupancy(const Function &f, unsigned threads, size_t dynamic_shared)
{
    size_t shared = f.properties.static_shared + dynamic_shared + SHARED_RESERVED;
    unsigned warps = (threads + 31) / 32;
    size_t n = std::min<size_t>(MAX_BLOCKS_OF_MULTIPROCESSOR, MAX_THREADS_OF_MULTIPROCESSOR / 32 / std::max(1u, warps));
    return threads > f.properties.max_threads ? 0 : (unsigned)std::min<size_t>(n, SHARED_OF_MULTIPROCESSOR / shared);
}
std::set<Module *> modules;
std::set<Function *> functions;

int load(Module **module, const char *image)
{
    // "CPUCUDA2", the size of the library and of the text, the library, the text
    uint32_t size, text_size;
    if (memcmp(image, "CPUCUDA2", 8))
        return 200;                        // CUDA_ERROR_INVALID_IMAGE
    memcpy(&size, image + 8, 4);
    memcpy(&text_size, image + 12, 4);
    const char *base = getenv("TMPDIR");
    std::string path = std::string(base && *base ? base : "/tmp") + "/cpu_cuda_kernels_XXXXXX";
    int file = mkstemp(&path[0]);          // a name of its own: dlopen takes the same name for the same library
    if (file < 0)
        return 2;
    for (size_t at = 0; at < size;) {
        ssize_t n = write(file, image + 16 + at, size - at);
        if (n <= 0) {
            close(file);
            unlink(path.c_str());
            return 2;
        }
        at += (size_t)n;
    }
    close(file);
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        fprintf(stderr, "cpu_cuda: %s\n", dlerror());
    unlink(path.c_str());
    if (!library)
        return 200;
    auto table = (const cc_table *)dlsym(library, "cc_table_of_kernels");
    if (!table || table->magic != CC_MAGIC) {
        dlclose(library);
        return 200;
    }
    auto loaded = new Module{library, table, current_device, {}, {}};
    dlinfo(library, RTLD_DI_TLS_MODID, &loaded->tls_module);
    if (loaded->tls_module)
        dl_iterate_phdr(find_tls, loaded);
    std::istringstream lines(std::string(image + 16 + size, text_size));   // name static_shared max_threads
    Properties each;
    for (std::string name; std::getline(lines, name, '\t') && lines >> each.static_shared >> each.max_threads; lines.ignore())
        loaded->properties[name] = each;
    *module = loaded;
    Lock lock(work);
    counters[MODULES]++;
    modules.insert(*module);
    return 0;
}

// A kernel's pointer must be one that its device can follow
std::string wrong_pointer(const cc_entry &e, void **arguments, int device)
{
    Lock lock(books);
    for (int i = 0; i < e.count; i++) {
        if (e.kinds[i] == CC_NUMBER || e.sizes[i] < sizeof(void *))
            continue;
        uintptr_t value;
        memcpy(&value, arguments[i], sizeof value);
        if (!value)
            continue;
        const Memory *m = find((void *)value);
        char text[200];
        if (m && m->kind == cudaMemoryTypeDevice && m->device != device) {
            snprintf(text, sizeof text, "argument %d is memory of device %d, the kernel runs on device %d", i, m->device, device);
            return text;
        }
        if (!m && e.kinds[i] == CC_POINTER && !memory.count(value)) {
            auto it = memory.upper_bound(value);
            if (it != memory.begin() && value == std::prev(it)->first + std::prev(it)->second.size)
                continue;                  // one past the end: of an empty array
            snprintf(text, sizeof text, "argument %d, %p, is no memory of a device", i, (void *)value);
            return text;
        }
    }
    return "";
}

int launch(Function *f, cc_dim grid, cc_dim block, unsigned shared, void *handle, void **parameters, bool cooperative)
{
    Lock lock(work);
    if (!functions.count(f))
        return 400;
    if (f->module->device != current_device)
        return 400;                        // CUDA_ERROR_INVALID_HANDLE: of another device's context
    auto s = stream_of(handle);
    if (!s || s->device != current_device)
        return 400;
    unsigned long long threads = 1ull * block.x * block.y * block.z;
    if (!grid.x || !grid.y || !grid.z || !threads || threads > f->properties.max_threads || block.z > 64 || grid.y > 65535 ||
        grid.z > 65535 || shared > f->dynamic_shared_limit())
        return 1;                          // CUDA_ERROR_INVALID_VALUE
    if (cooperative && 1ull * grid.x * grid.y * grid.z > 1ull * multiprocessors() * occupancy(*f, (unsigned)threads, shared))
        return 720;                        // CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE
    if (sticky())
        return 719;
    const cc_entry &e = *f->entry;
    size_t size = 0;
    std::vector<size_t> at(e.count);
    for (int i = 0; i < e.count; i++) {
        size = (size + 15) / 16 * 16;
        at[i] = size;
        size += e.sizes[i];
    }
    auto copied = std::make_shared<std::vector<char>>(size + 16);
    char *base = (char *)(((uintptr_t)copied->data() + 15) & ~(uintptr_t)15);
    auto arguments = std::make_shared<std::vector<void *>>(e.count + 1);
    for (int i = 0; i < e.count; i++)
        memcpy((*arguments)[i] = base + at[i], parameters[i], e.sizes[i]);
    std::string wrong = strict() ? wrong_pointer(e, arguments->data(), current_device) : "";
    if (!wrong.empty()) {
        kernel_failure = "kernel " + f->name + ": " + wrong;
        fprintf(stderr, "cpu_cuda: illegal memory access: %s\n", kernel_failure.c_str());
        return 700;
    }
    counters[LAUNCHES]++;
    counters[THREADS] += threads * grid.x * grid.y * grid.z;
    ask(s, [=] {
        const Module &m = *f->module;
        const char *problem = cc::run({f->entry, arguments->data(), m.table->context, grid, block, shared, static_shared(m), m.tls_size,
                                       cooperative, flush() && m.table->flush_denormals, poison(), thread_order()});
        (void)copied;
        if (problem) {
            kernel_failure = "kernel " + f->name + ": " + problem;
            fprintf(stderr, "cpu_cuda: %s\n", kernel_failure.c_str());
        }
    });
    return 0;
}

}  // namespace

// For cuBLAS's stand-in, and for Python
API void cpu_cuda_ask(void *stream, std::function<void()> *run, bool wait)
{
    Lock lock(work);
    auto s = stream_of(stream);
    if (!s)
        s = default_stream(current_device);
    counters[LIBRARY]++;
    ask(s, std::move(*run));
    if (wait)
        drain(s);
}
API unsigned long long *cpu_cuda_counters() { return counters; }
API int cpu_cuda_counter_count() { return COUNTERS; }
API const char *cpu_cuda_failure() { return kernel_failure.c_str(); }
API void cpu_cuda_forget_failure() { kernel_failure.clear(); }
API bool cpu_cuda_set_order(const char *text)
{
    Lock lock(work);
    return cc::Order::parse(text, thread_order());
}

// ---------------------------------------------------------------------------------------------------------------- runtime

typedef cudaError_t E;
#define R(x) return (cudaError_t)fail((int)(x))

API const char *cudaGetErrorName(E e)
{
    switch ((int)e) {
    case 0: return "cudaSuccess";
    case 1: return "cudaErrorInvalidValue";
    case 2: return "cudaErrorMemoryAllocation";
    case 35: return "cudaErrorInsufficientDriver";
    case 100: return "cudaErrorNoDevice";
    case 101: return "cudaErrorInvalidDevice";
    case 217: return "cudaErrorPeerAccessUnsupported";
    case 400: return "cudaErrorInvalidResourceHandle";
    case 600: return "cudaErrorNotReady";
    case 700: return "cudaErrorIllegalAddress";
    case 704: return "cudaErrorPeerAccessAlreadyEnabled";
    case 705: return "cudaErrorPeerAccessNotEnabled";
    case 709: return "cudaErrorContextIsDestroyed";
    case 719: return "cudaErrorLaunchFailure";
    case 720: return "cudaErrorCooperativeLaunchTooLarge";
    case 801: return "cudaErrorNotSupported";
    }
    return "cudaErrorUnknown";
}
API const char *cudaGetErrorString(E e)
{
    switch ((int)e) {
    case 0: return "no error";
    case 1: return "invalid argument";
    case 2: return "out of memory";
    case 35: return "CUDA driver version is insufficient for CUDA runtime version";
    case 100: return "no CUDA-capable device is detected";
    case 101: return "invalid device ordinal";
    case 217: return "peer access is not supported between these two devices";
    case 400: return "invalid resource handle";
    case 600: return "device not ready";
    case 700: return "an illegal memory access was encountered";
    case 704: return "peer access is already enabled";
    case 705: return "peer access has not been enabled";
    case 709: return "context is destroyed";
    case 719: return "unspecified launch failure";
    case 720: return "too many blocks in cooperative launch";
    case 801: return "operation not supported by cpu_cuda";
    }
    return "unknown error";
}
API E cudaGetLastError() { int e = last_error; last_error = 0; return (E)e; }
API E cudaPeekAtLastError() { return (E)last_error; }
API E cudaDriverGetVersion(int *v) { *v = driver_version(); return cudaSuccess; }
API E cudaRuntimeGetVersion(int *v) { *v = 13000; return cudaSuccess; }
API E cudaGetDeviceCount(int *n)
{
    *n = driver_version() < 13000 ? 0 : device_count();
    R(driver_version() < 13000 ? cudaErrorInsufficientDriver : *n ? 0 : cudaErrorNoDevice);
}
API E cudaGetDevice(int *d) { *d = current_device; return cudaSuccess; }
API E cudaSetDevice(int d)
{
    if (!valid(d))
        R(cudaErrorInvalidDevice);
    current_device = d;
    return cudaSuccess;
}
API E cudaDeviceSynchronize()
{
    Lock lock(work);
    counters[WAITS]++;
    drain_device(current_device);
    R(sticky());
}
API E cudaDeviceGetAttribute(int *value, cudaDeviceAttr a, int device)
{
    if (!valid(device))
        R(cudaErrorInvalidDevice);
    switch ((int)a) {
    case cudaDevAttrMaxThreadsPerBlock: *value = 1024; break;
    case cudaDevAttrMaxBlockDimX: case cudaDevAttrMaxBlockDimY: *value = 1024; break;
    case cudaDevAttrMaxBlockDimZ: *value = 64; break;
    case cudaDevAttrMaxGridDimX: *value = 0x7fffffff; break;
    case cudaDevAttrMaxGridDimY: case cudaDevAttrMaxGridDimZ: *value = 65535; break;
    case cudaDevAttrMaxSharedMemoryPerBlock: *value = 48 << 10; break;
    case cudaDevAttrMaxSharedMemoryPerBlockOptin: *value = 227 << 10; break;
    case cudaDevAttrMaxSharedMemoryPerMultiprocessor: *value = 228 << 10; break;
    case cudaDevAttrWarpSize: *value = 32; break;
    case cudaDevAttrMultiProcessorCount: *value = multiprocessors(); break;
    case cudaDevAttrMaxThreadsPerMultiProcessor: *value = 2048; break;
    case cudaDevAttrComputeCapabilityMajor: *value = 9; break;
    case cudaDevAttrComputeCapabilityMinor: *value = 0; break;
    case cudaDevAttrClockRate: case cudaDevAttrMemoryClockRate: *value = 1000000; break;
    case cudaDevAttrMaxRegistersPerBlock: case cudaDevAttrMaxRegistersPerMultiprocessor: *value = 65536; break;
    case cudaDevAttrUnifiedAddressing: case cudaDevAttrConcurrentKernels: case cudaDevAttrCooperativeLaunch: *value = 1; break;
    case cudaDevAttrMemoryPoolsSupported: *value = 1; break;
    case cudaDevAttrTotalConstantMemory: *value = 65536; break;
    case cudaDevAttrSingleToDoublePrecisionPerfRatio: *value = 2; break;
    default: *value = 0;
    }
    return cudaSuccess;
}
API E cudaGetDeviceProperties(cudaDeviceProp *p, int device)
{
    if (!valid(device))
        R(cudaErrorInvalidDevice);
    memset(p, 0, sizeof *p);
    snprintf(p->name, sizeof p->name, "cpu_cuda, a stand-in for CUDA on the CPU");
    for (int i = 0; i < 16; i++)
        p->uuid.bytes[i] = (char)(i + device);
    p->totalGlobalMem = memory_of_a_device();
    p->sharedMemPerBlock = 48 << 10;
    p->sharedMemPerBlockOptin = 227 << 10;
    p->sharedMemPerMultiprocessor = 228 << 10;
    p->regsPerBlock = p->regsPerMultiprocessor = 65536;
    p->warpSize = 32;
    p->maxThreadsPerBlock = 1024;
    p->maxThreadsDim[0] = p->maxThreadsDim[1] = 1024, p->maxThreadsDim[2] = 64;
    p->maxGridSize[0] = 0x7fffffff, p->maxGridSize[1] = p->maxGridSize[2] = 65535;
    p->totalConstMem = 65536;
    p->major = 9;
    p->multiProcessorCount = multiprocessors();
    p->maxThreadsPerMultiProcessor = 2048;
    p->maxBlocksPerMultiProcessor = 32;
    p->concurrentKernels = p->unifiedAddressing = p->cooperativeLaunch = p->canMapHostMemory = 1;
    p->l2CacheSize = 50 << 20;
    p->memoryBusWidth = 64;
    p->pciBusID = device + 1;
    p->textureAlignment = 512;
    p->surfaceAlignment = 512;
    return cudaSuccess;
}
API E cudaDeviceGetPCIBusId(char *text, int size, int device)
{
    if (!valid(device))
        R(cudaErrorInvalidDevice);
    snprintf(text, (size_t)size, "0000:%02x:00.0", device + 1);
    return cudaSuccess;
}
API E cudaDeviceGetByPCIBusId(int *device, const char *text)
{
    unsigned domain, bus, slot;
    if (sscanf(text, "%x:%x:%x", &domain, &bus, &slot) != 3 || !valid((int)bus - 1))
        R(cudaErrorInvalidValue);
    *device = (int)bus - 1;
    return cudaSuccess;
}
API E cudaDeviceCanAccessPeer(int *can, int, int) { *can = 0; return cudaSuccess; }
API E cudaDeviceEnablePeerAccess(int, unsigned) { R(cudaErrorPeerAccessUnsupported); }
API E cudaDeviceDisablePeerAccess(int) { R(cudaErrorPeerAccessNotEnabled); }
namespace { std::map<int, size_t> limits; }
API E cudaDeviceGetLimit(size_t *value, cudaLimit limit)
{
    Lock lock(books);
    auto it = limits.find(limit);
    *value = it == limits.end() ? limit == cudaLimitMallocHeapSize ? 8 << 20 : 1024 : it->second;
    return cudaSuccess;
}
API E cudaDeviceSetLimit(cudaLimit limit, size_t value)
{
    Lock lock(books);
    limits[limit] = value;
    return cudaSuccess;
}

API E cudaIpcCloseMemHandle(void *) { R(cudaErrorNotSupported); }
API E cudaIpcGetEventHandle(cudaIpcEventHandle_t *, cudaEvent_t) { R(cudaErrorNotSupported); }
API E cudaIpcGetMemHandle(cudaIpcMemHandle_t *, void *) { R(cudaErrorNotSupported); }
API E cudaIpcOpenEventHandle(cudaEvent_t *, cudaIpcEventHandle_t) { R(cudaErrorNotSupported); }
API E cudaIpcOpenMemHandle(void **, cudaIpcMemHandle_t, unsigned) { R(cudaErrorNotSupported); }

API E cudaMalloc(void **p, size_t size) { R(allocate(p, size, cudaMemoryTypeDevice)); }
API E cudaMallocManaged(void **p, size_t size, unsigned) { R(allocate(p, size, cudaMemoryTypeManaged)); }
API E cudaMallocAsync(void **p, size_t size, cudaStream_t) { R(allocate(p, size, cudaMemoryTypeDevice)); }
API E cudaMallocFromPoolAsync(void **p, size_t size, cudaMemPool_t, cudaStream_t) { R(allocate(p, size, cudaMemoryTypeDevice)); }
API E cudaHostAlloc(void **p, size_t size, unsigned) { R(allocate(p, size, cudaMemoryTypeHost)); }
API E cudaMallocHost(void **p, size_t size) { R(allocate(p, size, cudaMemoryTypeHost)); }
namespace {
int release(void *p, bool host)
{
    if (!p)
        return 0;
    {
        Lock lock(work);                   // freeing waits for the device
        for (int d = 0; d < device_count(); d++)
            drain_device(d);
    }
    Lock lock(books);
    auto it = memory.find((uintptr_t)p);
    if (it == memory.end() || (it->second.kind == cudaMemoryTypeHost) != host)
        return cudaErrorInvalidValue;
    if (!host)
        used[it->second.device] -= it->second.size;
    if (poison() && !host)
        memset(p, 0xDD, std::min<size_t>(it->second.size, 64 << 20));
    memory.erase(it);
    free(p);
    return 0;
}
}
API E cudaFree(void *p) { R(release(p, false)); }
API E cudaFreeAsync(void *p, cudaStream_t) { R(release(p, false)); }
API E cudaFreeHost(void *p) { R(release(p, true)); }
API E cudaHostRegister(void *p, size_t size, unsigned)
{
    Lock lock(books);
    memory[(uintptr_t)p] = {size, current_device, cudaMemoryTypeHost};
    return cudaSuccess;
}
API E cudaHostUnregister(void *p)
{
    Lock lock(books);
    R(memory.erase((uintptr_t)p) ? 0 : cudaErrorInvalidValue);
}
API E cudaMemGetInfo(size_t *available, size_t *total)
{
    Lock lock(books);
    *total = memory_of_a_device();
    *available = *total - used[current_device];
    return cudaSuccess;
}
API E cudaPointerGetAttributes(cudaPointerAttributes *a, const void *p)
{
    Lock lock(books);
    memset(a, 0, sizeof *a);
    const Memory *m = find(p);
    if (!m) {
        a->type = cudaMemoryTypeUnregistered;
        a->device = -2;
        a->hostPointer = (void *)p;
        return cudaSuccess;
    }
    a->type = (cudaMemoryType)m->kind;
    a->device = m->device;
    a->devicePointer = (void *)p;
    a->hostPointer = m->kind == cudaMemoryTypeDevice ? nullptr : (void *)p;
    return cudaSuccess;
}

API E cudaMemcpy(void *to, const void *from, size_t n, cudaMemcpyKind kind)
{
    R(copy({(char *)to, n, (const char *)from, n, n, 1}, kind, nullptr, false));
}
API E cudaMemcpyAsync(void *to, const void *from, size_t n, cudaMemcpyKind kind, cudaStream_t s)
{
    R(copy({(char *)to, n, (const char *)from, n, n, 1}, kind, s, true));
}
API E cudaMemcpyPeer(void *to, int, const void *from, int, size_t n)
{
    Lock lock(work);
    for (int d = 0; d < device_count(); d++)
        drain_device(d);
    R(copy({(char *)to, n, (const char *)from, n, n, 1}, cudaMemcpyDeviceToDevice, nullptr, false));
}
API E cudaMemcpyPeerAsync(void *to, int, const void *from, int, size_t n, cudaStream_t s)
{
    R(copy({(char *)to, n, (const char *)from, n, n, 1}, cudaMemcpyDeviceToDevice, s, true));
}
API E cudaMemcpy2D(void *to, size_t tp, const void *from, size_t fp, size_t w, size_t h, cudaMemcpyKind kind)
{
    R(copy({(char *)to, tp, (const char *)from, fp, w, h}, kind, nullptr, false));
}
API E cudaMemcpy2DAsync(void *to, size_t tp, const void *from, size_t fp, size_t w, size_t h, cudaMemcpyKind kind, cudaStream_t s)
{
    R(copy({(char *)to, tp, (const char *)from, fp, w, h}, kind, s, true));
}
API E cudaMemset(void *p, int value, size_t n) { R(set(p, value, n, nullptr)); }
API E cudaMemsetAsync(void *p, int value, size_t n, cudaStream_t s) { R(set(p, value, n, s)); }
API E cudaMemPrefetchAsync(const void *, size_t, cudaMemLocation, unsigned, cudaStream_t) { return cudaSuccess; }
API E cudaMemAdvise(const void *, size_t, cudaMemoryAdvise, cudaMemLocation) { return cudaSuccess; }

API E cudaDeviceGetDefaultMemPool(cudaMemPool_t *pool, int device) { *pool = (cudaMemPool_t)(intptr_t)(device + 1); return cudaSuccess; }
API E cudaDeviceGetMemPool(cudaMemPool_t *pool, int device) { *pool = (cudaMemPool_t)(intptr_t)(device + 1); return cudaSuccess; }
API E cudaDeviceSetMemPool(int, cudaMemPool_t) { return cudaSuccess; }
API E cudaMemPoolCreate(cudaMemPool_t *, const cudaMemPoolProps *) { R(cudaErrorNotSupported); }
API E cudaMemPoolDestroy(cudaMemPool_t) { R(cudaErrorNotSupported); }
API E cudaMemPoolTrimTo(cudaMemPool_t, size_t) { return cudaSuccess; }
API E cudaMemPoolGetAttribute(cudaMemPool_t, cudaMemPoolAttr a, void *value)
{
    if ((int)a <= 3)
        *(int *)value = 0;
    else
        *(unsigned long long *)value = 0;
    return cudaSuccess;
}
API E cudaMemPoolSetAttribute(cudaMemPool_t, cudaMemPoolAttr, void *) { return cudaSuccess; }

API E cudaStreamCreateWithPriority(cudaStream_t *p, unsigned flags, int priority)
{
    Lock lock(work);
    auto s = std::make_shared<Stream>();
    s->device = current_device;
    s->flags = flags;
    s->priority = priority;
    streams[s.get()] = s;
    *p = (cudaStream_t)s.get();
    return cudaSuccess;
}
API E cudaStreamCreate(cudaStream_t *p) { return cudaStreamCreateWithPriority(p, 0, 0); }
API E cudaStreamCreateWithFlags(cudaStream_t *p, unsigned flags) { return cudaStreamCreateWithPriority(p, flags, 0); }
API E cudaStreamGetFlags(cudaStream_t h, unsigned *flags)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    *flags = s->flags;
    return cudaSuccess;
}
API E cudaStreamGetPriority(cudaStream_t h, int *priority)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    *priority = s->priority;
    return cudaSuccess;
}
API E cudaStreamDestroy(cudaStream_t h)
{
    Lock lock(work);
    auto it = streams.find(h);
    if (it == streams.end())
        R(cudaErrorInvalidResourceHandle);
    auto finished = [](auto &s) { return s->queue.empty(); };
    destroyed.erase(std::remove_if(destroyed.begin(), destroyed.end(), finished), destroyed.end());
    destroyed.push_back(it->second);
    streams.erase(it);
    return cudaSuccess;
}
API E cudaStreamSynchronize(cudaStream_t h)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    counters[WAITS]++;
    if (s->legacy)                         // which waits for all that it would order
        drain_device(s->device);
    else
        drain(s);
    R(sticky());
}
API E cudaStreamQuery(cudaStream_t h)
{
    std::unique_lock<std::recursive_mutex> lock(work, std::try_to_lock);
    if (!lock)
        return cudaErrorNotReady;
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    if (s->asked == s->done)
        return (E)sticky();
    drain(s, s->done + 1);                 // who asks again and again gets there
    return cudaErrorNotReady;
}
API E cudaStreamWaitEvent(cudaStream_t h, cudaEvent_t e, unsigned)
{
    Lock lock(work);
    auto s = stream_of(h);
    auto event = (Event *)e;
    if (!s || !events.count(event))
        R(cudaErrorInvalidResourceHandle);
    if (event->mark.stream && event->mark.stream != s && !s->capture) {
        push(s, {nullptr, event->mark});
        if (!lazy())
            drain(s);
    }
    return cudaSuccess;
}
API E cudaStreamAddCallback(cudaStream_t h, cudaStreamCallback_t f, void *data, unsigned)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    ask(s, [=] { f(h, cudaSuccess, data); });
    return cudaSuccess;
}
API E cudaLaunchHostFunc(cudaStream_t h, cudaHostFn_t f, void *data)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    ask(s, [=] { f(data); });
    return cudaSuccess;
}

API E cudaEventCreateWithFlags(cudaEvent_t *p, unsigned flags)
{
    Lock lock(work);
    auto e = new Event;
    e->device = current_device;
    e->flags = flags;
    events.insert(e);
    *p = (cudaEvent_t)e;
    return cudaSuccess;
}
API E cudaEventCreate(cudaEvent_t *p) { return cudaEventCreateWithFlags(p, 0); }
API E cudaEventDestroy(cudaEvent_t h)
{
    Lock lock(work);
    auto e = (Event *)h;
    if (!events.erase(e))
        R(cudaErrorInvalidResourceHandle);
    delete e;                              // waits for nothing, as CUDA's
    return cudaSuccess;
}
API E cudaEventRecord(cudaEvent_t h, cudaStream_t sh)
{
    Lock lock(work);
    auto e = (Event *)h;
    auto s = stream_of(sh);
    if (!events.count(e) || !s || e->device != s->device)
        R(cudaErrorInvalidResourceHandle);
    e->recorded = true;
    auto time = e->time = std::make_shared<std::chrono::steady_clock::time_point>();
    ask(s, [time] { *time = std::chrono::steady_clock::now(); });
    e->mark = {s, s->asked};
    return cudaSuccess;
}
API E cudaEventQuery(cudaEvent_t h)
{
    std::unique_lock<std::recursive_mutex> lock(work, std::try_to_lock);
    if (!lock)
        return cudaErrorNotReady;
    auto e = (Event *)h;
    if (!events.count(e))
        R(cudaErrorInvalidResourceHandle);
    if (!e->mark.stream || e->mark.stream->done >= e->mark.number)
        return (E)sticky();
    drain(e->mark.stream, e->mark.stream->done + 1);
    return cudaErrorNotReady;
}
API E cudaEventSynchronize(cudaEvent_t h)
{
    Lock lock(work);
    auto e = (Event *)h;
    if (!events.count(e))
        R(cudaErrorInvalidResourceHandle);
    counters[WAITS]++;
    if (e->mark.stream)
        drain(e->mark.stream, e->mark.number);
    R(sticky());
}
API E cudaEventElapsedTime(float *ms, cudaEvent_t ha, cudaEvent_t hb)
{
    Lock lock(work);
    auto a = (Event *)ha, b = (Event *)hb;
    if (!events.count(a) || !events.count(b) || !a->recorded || !b->recorded || (a->flags | b->flags) & cudaEventDisableTiming)
        R(cudaErrorInvalidResourceHandle);
    for (Event *e : {a, b})
        if (e->mark.stream->done < e->mark.number)
            R(cudaErrorNotReady);
    *ms = std::chrono::duration<float, std::milli>(*b->time - *a->time).count();
    return cudaSuccess;
}

// Graphs: work of one stream, to be done again
namespace { std::set<Graph *> graphs; }
API E cudaStreamBeginCapture(cudaStream_t h, cudaStreamCaptureMode)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    if (s->legacy || s->capture)
        R(900);                            // cudaErrorStreamCaptureUnsupported
    s->capture = new Graph;
    return cudaSuccess;
}
API E cudaStreamEndCapture(cudaStream_t h, cudaGraph_t *graph)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s || !s->capture)
        R(cudaErrorInvalidResourceHandle);
    graphs.insert(s->capture);
    *graph = (cudaGraph_t)s->capture;
    s->capture = nullptr;
    return cudaSuccess;
}
API E cudaStreamIsCapturing(cudaStream_t h, cudaStreamCaptureStatus *status)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    *status = s->capture ? cudaStreamCaptureStatusActive : cudaStreamCaptureStatusNone;
    return cudaSuccess;
}
API E cudaGraphInstantiate(cudaGraphExec_t *exec, cudaGraph_t graph, unsigned long long)
{
    *exec = (cudaGraphExec_t)new Graph(*(Graph *)graph);
    return cudaSuccess;
}
API E cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t h)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        R(cudaErrorInvalidResourceHandle);
    for (auto &w : ((Graph *)exec)->work)
        ask(s, w);
    R(sticky());
}
API E cudaGraphUpload(cudaGraphExec_t, cudaStream_t) { return cudaSuccess; }
API E cudaGraphDestroy(cudaGraph_t g) { delete (Graph *)g; return cudaSuccess; }
API E cudaGraphExecDestroy(cudaGraphExec_t g) { delete (Graph *)g; return cudaSuccess; }
API E cudaGraphDebugDotPrint(cudaGraph_t, const char *, unsigned) { R(cudaErrorNotSupported); }

API E cudaProfilerStart() { return cudaSuccess; }
API E cudaProfilerStop() { return cudaSuccess; }

// Textures, surfaces and arrays: not here
API E cudaMalloc3DArray(cudaArray_t *, const cudaChannelFormatDesc *, cudaExtent, unsigned) { R(cudaErrorNotSupported); }
API E cudaMallocArray(cudaArray_t *, const cudaChannelFormatDesc *, size_t, size_t, unsigned) { R(cudaErrorNotSupported); }
API E cudaFreeArray(cudaArray_t) { R(cudaErrorNotSupported); }
API E cudaMemcpy2DFromArray(void *, size_t, cudaArray_const_t, size_t, size_t, size_t, size_t, cudaMemcpyKind) { R(cudaErrorNotSupported); }
API E cudaMemcpy2DFromArrayAsync(void *, size_t, cudaArray_const_t, size_t, size_t, size_t, size_t, cudaMemcpyKind, cudaStream_t) { R(cudaErrorNotSupported); }
API E cudaMemcpy2DToArray(cudaArray_t, size_t, size_t, const void *, size_t, size_t, size_t, cudaMemcpyKind) { R(cudaErrorNotSupported); }
API E cudaMemcpy2DToArrayAsync(cudaArray_t, size_t, size_t, const void *, size_t, size_t, size_t, cudaMemcpyKind, cudaStream_t) { R(cudaErrorNotSupported); }
API E cudaMemcpy3D(const cudaMemcpy3DParms *) { R(cudaErrorNotSupported); }
API E cudaMemcpy3DAsync(const cudaMemcpy3DParms *, cudaStream_t) { R(cudaErrorNotSupported); }
API E cudaCreateTextureObject(cudaTextureObject_t *, const cudaResourceDesc *, const cudaTextureDesc *, const cudaResourceViewDesc *) { R(cudaErrorNotSupported); }
API E cudaDestroyTextureObject(cudaTextureObject_t) { R(cudaErrorNotSupported); }
API E cudaGetChannelDesc(cudaChannelFormatDesc *, cudaArray_const_t) { R(cudaErrorNotSupported); }
API E cudaGetTextureObjectResourceDesc(cudaResourceDesc *, cudaTextureObject_t) { R(cudaErrorNotSupported); }
API E cudaGetTextureObjectTextureDesc(cudaTextureDesc *, cudaTextureObject_t) { R(cudaErrorNotSupported); }
API E cudaCreateSurfaceObject(cudaSurfaceObject_t *, const cudaResourceDesc *) { R(cudaErrorNotSupported); }
API E cudaDestroySurfaceObject(cudaSurfaceObject_t) { R(cudaErrorNotSupported); }

// ----------------------------------------------------------------------------------------------------------------- driver

namespace {
std::string driver_name(int e)
{
    switch (e) {
    case 0: return "CUDA_SUCCESS";
    case 1: return "CUDA_ERROR_INVALID_VALUE";
    case 2: return "CUDA_ERROR_OUT_OF_MEMORY";
    case 200: return "CUDA_ERROR_INVALID_IMAGE";
    case 400: return "CUDA_ERROR_INVALID_HANDLE";
    case 500: return "CUDA_ERROR_NOT_FOUND";
    case 700: return "CUDA_ERROR_ILLEGAL_ADDRESS";
    case 719: return "CUDA_ERROR_LAUNCH_FAILED";
    case 720: return "CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE";
    case 801: return "CUDA_ERROR_NOT_SUPPORTED";
    }
    return "CUDA_ERROR_UNKNOWN";
}
}
API int cuGetErrorName(int e, const char **text)
{
    static std::map<int, std::string> all;
    Lock lock(books);
    *text = (all[e] = driver_name(e)).c_str();
    return 0;
}
API int cuGetErrorString(int e, const char **text)
{
    switch (e) {
    case 200: *text = "device kernel image is invalid"; break;
    case 500: *text = "named symbol not found"; break;
    default: *text = cudaGetErrorString((E)e);
    }
    return 0;
}
API int cuInit(unsigned) { return 0; }
API int cuDriverGetVersion(int *v) { *v = driver_version(); return 0; }
API int cuDeviceGetCount(int *n) { *n = device_count(); return 0; }
API int cuDevicePrimaryCtxRelease_v2(int) { return 0; }
API int cuCtxGetCurrent(void **context) { *context = (void *)(intptr_t)(0x1000 * (current_device + 1)); return 0; }
API int cuCtxSetCurrent(void *context)
{
    int device = (int)((intptr_t)context / 0x1000) - 1;
    if (!valid(device))
        return 201;
    current_device = device;
    return 0;
}
API int cuCtxCreate_v2(void **context, unsigned, int device)
{
    *context = (void *)(intptr_t)(0x1000 * (device + 1));
    return 0;
}
API int cuCtxDestroy_v2(void *) { return 0; }
API int cuCtxGetDevice(int *device) { *device = current_device; return 0; }
API int cuLinkCreate_v2(unsigned, void *, void *, void **) { return 801; }
API int cuLinkAddData_v2(void *, int, void *, size_t, const char *, unsigned, void *, void *) { return 801; }
API int cuLinkAddFile_v2(void *, int, const char *, unsigned, void *, void *) { return 801; }
API int cuLinkComplete(void *, void **, size_t *) { return 801; }
API int cuLinkDestroy(void *) { return 0; }
API int cuModuleLoadData(Module **module, const char *image) { return load(module, image); }
API int cuModuleLoad(Module **module, const char *name)
{
    std::vector<char> all;
    FILE *f = fopen(name, "rb");
    if (!f)
        return 301;                        // CUDA_ERROR_FILE_NOT_FOUND
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, f));)
        all.insert(all.end(), part, part + n);
    fclose(f);
    all.resize(std::max<size_t>(all.size(), 16));
    return load(module, all.data());
}
API int cuModuleUnload(Module *m)
{
    Lock lock(work);
    if (!modules.count(m))
        return 400;
    drain_device(m->device);
    modules.erase(m);
    for (auto it = functions.begin(); it != functions.end();)
        if ((*it)->module == m) {
            delete *it;
            it = functions.erase(it);
        } else {
            ++it;
        }
    {
        Lock lock2(books);
        for (uintptr_t v : m->variables)
            memory.erase(v);
    }
    dlclose(m->library);
    delete m;
    return 0;
}
API int cuModuleGetFunction(Function **function, Module *m, const char *name)
{
    Lock lock(work);
    if (!modules.count(m))
        return 400;
    for (int i = 0; i < m->table->count; i++) {
        const cc_entry &e = m->table->entries[i];
        if (!e.call)
            continue;
        bool same = !strcmp(e.name, name);
        Dl_info info;
        if (!same && dladdr(e.function, &info) && info.dli_sname)
            same = !strcmp(info.dli_sname, name);
        if (same) {
            auto properties = m->properties.find(e.name);
            *function = new Function{m, &e, name, properties == m->properties.end() ? Properties() : properties->second};
            functions.insert(*function);
            return 0;
        }
    }
    return 500;
}
API int cuModuleGetGlobal_v2(void **p, size_t *size, Module *m, const char *name)
{
    Lock lock(work);
    if (!modules.count(m))
        return 400;
    *p = dlsym(m->library, name);
    if (!*p)
        return 500;
    Dl_info info;
    ElfW(Sym) *symbol = nullptr;
    size_t bytes = dladdr1(*p, &info, (void **)&symbol, RTLD_DL_SYMENT) && symbol ? symbol->st_size : 0;
    if (size)
        *size = bytes;
    Lock lock2(books);                     // CuPy looks at it as memory of the device
    memory[(uintptr_t)*p] = {bytes, m->device, cudaMemoryTypeDevice};
    m->variables.push_back((uintptr_t)*p);
    return 0;
}
API int cuLaunchKernel(Function *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared,
                       void *stream, void **parameters, void **)
{
    return launch(f, {gx, gy, gz}, {bx, by, bz}, shared, stream, parameters, false);
}
API int cuLaunchCooperativeKernel(Function *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                                  unsigned shared, void *stream, void **parameters)
{
    return launch(f, {gx, gy, gz}, {bx, by, bz}, shared, stream, parameters, true);
}
API int cuFuncGetAttribute(int *value, int attribute, Function *f)
{
    Lock lock(work);
    if (!functions.count(f))
        return 400;
    switch (attribute) {
    case 0: *value = (int)f->properties.max_threads; break;
    case 1: *value = (int)f->properties.static_shared; break;
    case 4: *value = 32; break;            // registers
    case 5: case 6: *value = 90; break;    // versions
    case 8: *value = (int)f->dynamic_shared_limit(); break;
    default: *value = 0;
    }
    return 0;
}
API int cuFuncSetAttribute(Function *f, int attribute, int value)
{
    Lock lock(work);
    if (!functions.count(f))
        return 400;
    if (attribute == 8) {                  // CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
        if (value < 0 || (size_t)value + f->properties.static_shared > MAX_SHARED_OPT_IN)
            return 1;
        f->max_dynamic_shared = (size_t)value;
    }
    return 0;
}
API int cuOccupancyMaxActiveBlocksPerMultiprocessor(int *n, Function *f, int size, size_t shared)
{
    Lock lock(work);
    if (!functions.count(f) || size <= 0)
        return functions.count(f) ? 1 : 400;
    *n = (int)occupancy(*f, (unsigned)size, shared);
    return 0;
}
API int cuOccupancyMaxPotentialBlockSize(int *grid, int *block, Function *f, void *, size_t shared, int limit)
{
    Lock lock(work);
    if (!functions.count(f))
        return 400;
    *block = (int)std::min<unsigned>(limit > 0 ? (unsigned)limit : MAX_THREADS, f->properties.max_threads);
    *grid = multiprocessors() * (int)occupancy(*f, (unsigned)*block, shared);
    return 0;
}
API int cuStreamGetCtx(void *h, void **context)
{
    Lock lock(work);
    auto s = stream_of(h);
    if (!s)
        return 400;
    *context = (void *)(intptr_t)(0x1000 * (s->device + 1));
    return 0;
}
