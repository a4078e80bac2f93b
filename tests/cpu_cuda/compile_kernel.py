"""Compile a CUDA C++ source for the host: the program behind the stand-in's NVRTC.

Run with a folder that has ``source.cu``, ``options``, ``expressions``, ``name`` and ``headers/``; writes ``log``, ``code`` (a
shared library, see `container`) and ``lowered`` there. Needs a C++ compiler (CPU_CUDA_CXX, g++, clang++).
"""

import ctypes
import hashlib
import os
import re
import struct
import sys

HOME = os.path.dirname(os.path.abspath(__file__))
DEVICE = os.path.join(HOME, "device")
PRELUDE = os.path.join(DEVICE, "prelude.h")
MAX_SHARED = 48 << 10
"""Bytes of ``__shared__`` variables that a kernel may have; more must be dynamic."""
MAX_THREADS = 1024
LIBRARIES = ("-nodefaultlibs", "-lm", "-lc", "-lgcc")
"""What kernels are linked with: not the C++ library, which the linker would read each time."""

DECLARATION = re.compile(r"\b__global__\b")
LAUNCH_BOUNDS = r"__launch_bounds__\s*\([^()]*(?:\([^()]*\)[^()]*)*\)"
NAME = re.compile(
    rf"(?:\s|\b{LAUNCH_BOUNDS}|\b(?:void|static|inline|extern|__forceinline__|__noinline__)\b|\[\[[^\]]*\]\])*([A-Za-z_]\w*)\s*\("
)
EXTERN_SHARED = re.compile(r"\bextern\s+__shared__\s+([^;=\[\]{}]*?)\b([A-Za-z_]\w*)\s*\[\s*\]\s*;")
VARIABLE = re.compile(r"\b__(?:device|managed)__\b[^;(){}]*[;=\[]")
"""A variable that a program may ask for by its name."""
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
IGNORED = frozenset(
    """-ftz --ftz -arch --gpu-architecture -default-device --device-as-default-execution-space -prec-div --prec-div -prec-sqrt
    --prec-sqrt -use_fast_math --use_fast_math -lineinfo --generate-line-info -G --device-debug -w --disable-warnings -rdc
    --relocatable-device-code --device-c -dc -pch --pch -dlto --diag-suppress -diag-suppress --maxrregcount -maxrregcount
    --extra-device-vectorization -O3 -Xptxas --ptxas-options -restrict --restrict --builtin-initializer-list
    -extra-device-vectorization -time --minimal -minimal --split-compile -split-compile --dopt -dopt -opt-level --frandom-seed
    --fast-compile""".split()  # noqa: SIM905 - so that it can be read
)
"""Options of NVRTC that change nothing here."""


def blank(source):
    """Return the source with comments and literals replaced by spaces, of the same length."""

    def spaces(match):
        text = match.group()
        if match.start() and text[0] == "'" and source[match.start() - 1].isalnum():
            return text  # a digit separator
        return "".join("\n" if c == "\n" else " " for c in text)

    return NOT_CODE.sub(spaces, source)


def kernels(source):
    """Find kernels that are not templates: qualified name, where it is, and the threads of ``__launch_bounds__``."""
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n[^\n]*)*", lambda m: " " * len(m.group()), blank(source), flags=re.MULTILINE)
    found, scopes, last, at = [], [], 0, 0
    marks = {m.start() for m in DECLARATION.finditer(code)}
    for place in re.finditer(r"[{};]|\b__global__\b", code):
        token, at = place.group(), place.start()
        if token == "{":
            head = code[last:at]
            scope = re.search(r"\bnamespace\s+([\w:]+)\s*$", head)
            scopes.append(
                scope.group(1) + "::" if scope else "" if re.search(r"\bextern\s*$", head) or "namespace" in head else None
            )
            last = at + 1
        elif token == "}":
            if scopes:
                scopes.pop()
            last = at + 1
        elif token == ";":
            last = at + 1
        elif at in marks:
            head = code[last:at]
            name = NAME.match(code, place.end())
            if name and "template" not in head and None not in scopes:
                bounds = re.search(r"__launch_bounds__\s*\(\s*(\d+)\s*[,)]", code[last : name.start(1)])
                found.append(("".join(scopes) + name.group(1), *name.span(1), int(bounds.group(1)) if bounds else MAX_THREADS))
    return found


def own_names(text, found):
    """Rename kernels that share their name with a function; return the source, and each kernel's name in it."""
    code, names = blank(text), {}
    for name, start, end, _ in reversed(found):
        short = text[start:end]
        if len(re.findall(rf"\b{short}\s*\(", code)) > sum(text[a:b] == short for _, a, b, _ in found):
            text = text[:start] + "cc_kernel_" + text[start:]
            names[name] = name[: len(name) - len(short)] + "cc_kernel_" + short
        else:
            names.setdefault(name, name)
    return text, dict(reversed(names.items()))


def compiler():
    for name in (os.environ.get("CPU_CUDA_CXX"), "g++", "clang++", "c++"):
        for folder in os.get_exec_path() if name else ():
            program = name if os.sep in name else os.path.join(folder, name)
            if os.access(program, os.X_OK) and not os.path.isdir(program):
                return program
    sys.exit("cpu_cuda: no C++ compiler is installed")


def run(command, out, errors):
    """Run a command with its output in two files, and return its exit status.

    By hand: each kernel is a process, which would import `subprocess` for a tenth of its time.
    """
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [(os.POSIX_SPAWN_OPEN, number, path, write, 0o600) for number, path in ((1, out), (2, errors))]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=files)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    except BaseException:  # Ctrl-C
        os.kill(process, 9)
        raise


def macro(option, following):
    """Read an option of -I, -D or -U in one of its spellings: the letter, its text, and whether the text is the next option."""
    name, equals, value = option.partition("=")
    letter = {"--include-path": "-I", "--define-macro": "-D", "--undefine-macro": "-U"}.get(name)
    if letter:
        return letter, value if equals else following, not equals
    letter = option[:2]
    if letter not in {"-I", "-D", "-U"}:
        return "", "", False
    return letter, option[2:] or following, len(option) == 2


def flags(options, folder):
    """Translate NVRTC's options: the host compiler's options, whether products and sums are fused, and the C++ standard."""
    result, fused, standard = [], True, "17"
    rest = iter(zip(options, [*options[1:], ""], strict=True))
    for option, following in rest:
        name, _, value = option.partition("=")
        letter, text, separate = macro(option, following)
        if separate:
            next(rest, None)
        if letter == "-I" and os.path.isfile(os.path.join(text, "cuda_runtime.h")):
            result += ["-idirafter", text]
        elif letter:
            result.append(letter + text)
        elif name in {"-fmad", "--fmad"}:
            fused = value == "true"
        elif name in {"-std", "--std"}:
            standard = value.removeprefix("c++")
        elif name in {"--pre-include", "-include"}:
            result += ["-include", value]
        elif name not in IGNORED:
            sys.exit(f"nvrtc: error: unrecognized option {option} found")
    if os.path.isdir(os.path.join(folder, "headers")):
        result.append("-I" + os.path.join(folder, "headers"))
    standard = standard if standard in {"17", "20", "23"} else "17"
    return result, fused, "-std=gnu++" + {"23": "2b"}.get(standard, standard)


def has_fma():
    try:
        with open("/proc/cpuinfo") as f:
            return bool(re.search(r"^flags\s*:.*\bfma\b", f.read(), re.MULTILINE))
    except OSError:
        return False


def version():
    """Digest of everything that a compiled kernel depends on: part of the key in CuPy's cache of kernels."""
    total = hashlib.sha256()
    for path in sorted([__file__, *(os.path.join(folder, name) for folder, _, names in os.walk(DEVICE) for name in names)]):
        with open(path, "rb") as f:
            total.update(f.read())
    total.update(repr((compiler(), os.environ.get("CPU_CUDA_CXXFLAGS"), has_fma())).encode())
    return total.hexdigest()


CUPYS = "".join(f"#include <cupy/{name}>\n" for name in ("complex.cuh", "carray.cuh", "atomics.cuh", "math_constants.h"))


def precompiled(command, clang, source):
    """Options that include the prelude, and CuPy's headers where the source begins with them, precompiled."""
    plain = ["-include", PRELUDE]
    if any(o.startswith(("-D", "-U", "-include")) for o in command):
        return plain
    try:
        cupys = source.startswith(CUPYS)
        key = hashlib.sha256(repr((version(), command, cupys)).encode()).hexdigest()[:20]
        folder = os.environ.get("CPU_CUDA_PRECOMPILED") or os.path.join(HOME, "precompiled")
        header = os.path.join(folder, key + ".h")
        done = header + (".pch" if clang else ".gch")
        if not os.path.exists(done):
            os.makedirs(folder, exist_ok=True)
            part = f"{done}.{os.getpid()}"
            with open(header + f".{os.getpid()}", "w", encoding="utf-8") as f:
                f.write(f'#include "{DEVICE}/prelude.h"\n' + (CUPYS if cupys else ""))
            os.replace(header + f".{os.getpid()}", header)
            order = [x if x != "c++" else "c++-header" for x in command]
            if run([*order, header, "-o", part], os.devnull, os.devnull):
                return plain
            os.replace(part, done)
    except OSError:
        return plain
    return ["-include-pch", done] if clang else ["-include", header]


def machine_code(source, options):
    """Compile for a GPU by NVIDIA's NVRTC: machine code and log, or None where it is not installed."""
    library = os.path.join(os.path.dirname(HOME), "nvidia", "cu13", "lib", "libnvrtc.so.13")
    if not os.path.exists(library):
        return None
    nvrtc, program, size = ctypes.CDLL(library), ctypes.c_void_p(), ctypes.c_size_t()

    def got(what):
        getattr(nvrtc, f"nvrtcGet{what}Size")(program, ctypes.byref(size))
        data = ctypes.create_string_buffer(size.value)
        getattr(nvrtc, f"nvrtcGet{what}")(program, data)
        return data.raw

    nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode("utf-8", "surrogateescape"), b"kernel.cu", 0, None, None)
    failed = nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*(o.encode() for o in options)))
    return (b"" if failed else got("CUBIN")), got("ProgramLog").rstrip(b"\0")


def shared_memory(data):
    """Bytes of ``__shared__`` variables, the ELF file's thread-local symbols, by the mangled function that declares them."""
    (sections,) = struct.unpack_from("<Q", data, 40)
    size, count = struct.unpack_from("<HH", data, 58)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, sections + i * size) for i in range(count)]
    found = {}
    for header in headers:
        if header[1] != 2:  # SHT_SYMTAB
            continue
        start, length, names = header[4], header[5], headers[header[6]][4]
        for at in range(start, start + length, 24):
            name, info, _, _, _, bytes_ = struct.unpack_from("<IBBHQQ", data, at)
            if info & 15 == 6:  # STT_TLS
                text = data[names + name : data.index(b"\0", names + name)].decode()
                function = re.match(r"_ZZ(.*)E\d*\D", text)
                key = function.group(1) if function else ""
                found[key] = found.get(key, 0) + bytes_
    return found


def of_kernel(found, symbol):
    """Bytes of the ``__shared__`` variables of a kernel, and of those outside all kernels."""
    mangled = symbol.removeprefix("_Z") if symbol.startswith("_Z") else f"{len(symbol)}{symbol}"
    return sum(size for function, size in found.items() if function.startswith(mangled))


class Entry(ctypes.Structure):
    """The beginning of a ``cc_entry``."""

    _fields_ = (("name", ctypes.c_char_p), ("function", ctypes.c_void_p))


class Info(ctypes.Structure):
    """``Dl_info``."""

    _fields_ = (("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("name", ctypes.c_char_p), ("at", ctypes.c_void_p))


def symbols(library, count):
    """The symbols of the first ``count`` entries of a library's table."""
    code = ctypes.CDLL(library)
    code.cc_entry_at.restype = ctypes.POINTER(Entry)
    result = []
    for i in range(count):
        info = Info()
        ctypes.CDLL(None).dladdr(ctypes.c_void_p(code.cc_entry_at(i).contents.function), ctypes.byref(info))
        result.append((info.name or b"").decode())
    return result


def container(library, text):
    """What CuPy takes for a cubin: a mark, two sizes, the library, and a line of properties for each kernel."""
    return b"CPUCUDA2" + struct.pack("<II", len(library), len(text)) + library + text


class Request:
    """The folder of one compilation."""

    def __init__(self, folder):
        self.folder = folder
        self.source, self.options = self.read("source.cu"), self.read("options").splitlines()
        self.expressions, self.name = self.read("expressions").splitlines(), self.read("name") or "default_program"

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", errors="surrogateescape") as f:
            return f.read()

    def write(self, **files):
        for name, data in files.items():
            with open(self.path(name), "wb") as f:
                f.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape"))


def encoded(text):
    return text.encode("utf-8", "surrogateescape")


def find_names(request, text, common):
    """The source, the name of each kernel in it, and the most threads of a block by kernel."""
    found = kernels(text)
    bounds = {name: threads for name, _, _, threads in found}
    macros = re.search(r"^[ \t]*#[ \t]*define\b(?:[^\n\\]|\\.|\\\n)*__global__", text, re.MULTILINE)
    if request.expressions:
        return text, {name: name for name in bounds}, bounds
    if found and not macros:
        return *own_names(text, found), bounds
    request.write(text=text)
    if run([*common, "-include", PRELUDE, "-E", "-P", request.path("text")], request.path("expanded"), os.devnull):
        return text, {}, bounds  # the compiler will say why
    plain = request.read("expanded").replace('__attribute__((visibility("default"), used, externally_visible))', " __global__ ")
    return text, {name: name for name, *_ in kernels(plain)}, bounds


def table(names, expressions, ftz):
    """C++ source of the table by which the driver finds kernels."""
    entries = [f'    cc_make_entry("{name}", &{function}),\n' for name, function in names.items()]
    for e in expressions:
        literal = e.replace("\\", "\\\\").replace('"', '\\"')
        entries.append(f'    cc_make_entry("{literal}", {e if e.startswith("&") else "&" + e}),\n')
    visible = 'extern "C" cc_exported'
    return (
        '\n#line 1 "cpu_cuda: the table of kernels"\n'
        'extern "C" { cc_exported cc_context *cc_current; }\n'
        f"static const cc_entry cc_entries[] = {{\n{''.join(entries)}    {{nullptr, nullptr, nullptr, 0, nullptr, nullptr}}}};\n"
        f"{visible} const cc_table cc_table_of_kernels;\n"
        f"const cc_table cc_table_of_kernels = {{CC_MAGIC, {len(entries)}, cc_entries, &cc_current, {int(ftz)}}};\n"
        f"{visible} const cc_entry *cc_entry_at(int i) {{ return cc_entries + i; }}\n"
    )


def main():
    request = Request(sys.argv[1])
    if not request.source.strip():  # CuPy asks for the compiler's version: lines of text that begin so are in its key
        request.write(code=f"//\n// cpu_cuda {version()}\n//\n", lowered="", log="")
        return
    if any(o.startswith("--gpu-architecture=sm_") for o in request.options):  # a test of machine code: CuPy itself writes -arch=
        made = machine_code(request.source, request.options)
        if made is not None:
            request.write(code=made[0], log=made[1], lowered="")
            sys.exit(not made[0])
    sys.stderr = log = open(request.path("log"), "w", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    more, fused, standard = flags(request.options, request.folder)
    cxx = compiler()
    clang = "clang" in os.path.basename(os.path.realpath(cxx))
    common = [cxx, "-x", "c++", standard, "-w", "-fPIC", "-iquote.", "-I" + DEVICE, *more]
    own = re.sub(r"#include[^\n]*", "", blank(request.source))
    ftz = any(o in ("-ftz=true", "--ftz=true") for o in request.options) and not re.search(r"\bdouble\b|\bcomplex<", own)
    text = re.sub(r"\bstatic\s+__shared__\b", "__shared__", request.source)
    text = EXTERN_SHARED.sub(r"\1 *\2 = (decltype(\2))(cc_current->dynamic_shared);", text)
    text, names, bounds = find_names(request, text, common)
    text = '#line 1 "' + request.name.replace("\\", "/") + '"\n' + text + table(names, request.expressions, ftz)
    library = request.path("code.so")
    code = [
        *common,
        "-O1",
        "-fno-strict-aliasing",
        "-fwrapv",
        "-fno-threadsafe-statics",
        "-fno-math-errno",
        "-fno-trapping-math",
        "-fno-exceptions",
        "-ffp-contract=" + ("fast" if fused else "off"),
    ]
    if fused and has_fma():
        code.append("-mfma")
    if not clang:
        code.append("-fno-gnu-unique")
        if not VARIABLE.search(own):
            code.append("-fwhole-program")  # leaves out functions of CuPy's headers that no kernel calls
    code += os.environ.get("CPU_CUDA_CXXFLAGS", "").split()
    code += precompiled(code, clang, request.source)
    command = [*code, "-shared", "-Wl,-Bsymbolic", request.path("text"), "-o", library, *LIBRARIES]
    request.write(text=text, command=" ".join(command))
    failed = run(command, os.devnull, request.path("errors"))
    with open(request.path("errors"), encoding="utf-8", errors="replace") as f:
        log.write(f.read())
    log.flush()
    if failed:
        sys.exit(1)
    with open(library, "rb") as f:
        data = f.read()
    finish(request, library, data, [*names, *request.expressions], bounds)


def finish(request, library, data, names, bounds):
    """Write the result, or fail as ptxas does where a kernel has too much shared memory."""
    shared = shared_memory(data)
    found = symbols(library, len(names)) if shared or request.expressions else [""] * len(names)
    functions = {s.removeprefix("_Z") if s.startswith("_Z") else f"{len(s)}{s}" for s in found}
    common = sum(size for function, size in shared.items() if not any(function.startswith(f) for f in functions if f))
    lines, lowered = "", ""
    for name, symbol in zip(names, found, strict=True):
        if name in request.expressions:
            if not symbol:
                sys.exit(f"cpu_cuda: {name} has no external linkage")
            lowered += f"{name}\n{symbol}\n"
        size = common + (of_kernel(shared, symbol) if symbol else 0)
        if size > MAX_SHARED:
            sys.exit(f"ptxas error: entry function '{name}' uses too much shared data ({size:#x} bytes, {MAX_SHARED:#x} max)")
        lines += f"{name}\t{size} {bounds.get(name, MAX_THREADS)}\n"
    request.write(lowered=lowered, code=container(data, encoded(lines)))


main()
