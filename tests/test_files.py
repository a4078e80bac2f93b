"""Files that people keep: whole at every moment, whatever processes, signals and disks do meanwhile."""

import errno
import os
import resource
import subprocess
import sys
import textwrap
import threading

import pytest

from bpnet import _files


def run(program, *arguments, **options):
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)], text=True, **options)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    return path


WRITER = """
    import sys
    import bpnet
    net = bpnet.MLP((30, 100, 1), seed=int(sys.argv[2]), backend="numpy")
    for _ in range(150):
        net.save(sys.argv[1])
"""


def test_two_processes_that_save_to_one_path_never_leave_a_damaged_file(tmp_path):
    import bpnet

    pytest.importorskip("safetensors", reason="checkpoints are safetensors files")
    path = tmp_path / "net"
    bpnet.MLP((30, 100, 1), seed=1, backend="numpy").save(path)
    firsts = {bpnet.MLP((30, 100, 1), seed=seed, backend="numpy").params[0][0][0, 0].item() for seed in (1, 2)}
    writers = [run(WRITER, path, seed) for seed in (1, 2)]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        net = bpnet.load(path, backend="numpy")
        reads += 1
        assert net.params[0][0][0, 0].item() in firsts
    assert reads > 10
    assert [writer.returncode for writer in writers] == [0, 0]
    assert names(tmp_path) == ["net"]


def test_threads_that_write_one_file_leave_one_of_their_contents(file):
    contents = [bytes([n]) * 10_000 for n in range(4)]
    threads = [threading.Thread(target=lambda c=c: [_files.write(file, c) for _ in range(50)]) for c in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert file.read_bytes() in {b"old", *contents}
    assert names(file.parent) == ["kept"]


def interrupted(monkeypatch, name, times):
    """``os.name`` raises InterruptedError so often, as a system call does that a signal interrupts."""
    real, left = getattr(os, name), [times]

    def call(*arguments, **options):
        if left[0] > 0:
            left[0] -= 1
            raise InterruptedError(errno.EINTR, "Interrupted system call")
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, call)


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace", "unlink"])
def test_an_interrupted_system_call_is_made_again(file, monkeypatch, name):
    interrupted(monkeypatch, name, 3)
    _files.write(file, b"new")
    monkeypatch.undo()
    assert (file.read_bytes(), names(file.parent)) == (b"new", ["kept"])


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
def test_a_system_call_that_is_always_interrupted_ends_in_an_error(file, monkeypatch, name):
    interrupted(monkeypatch, name, 10**9)
    with pytest.raises(InterruptedError, match=r"Interrupted system call.*kept"):
        _files.write(file, b"new")
    monkeypatch.undo()
    assert (file.read_bytes(), names(file.parent)) == (b"old", ["kept"])


def test_a_system_that_takes_a_byte_at_a_time_gets_all_of_them(file, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: real(descriptor, bytes(content[:1])))
    _files.write(file, b"many bytes")
    assert file.read_bytes() == b"many bytes"
    monkeypatch.setattr(os, "write", lambda descriptor, content: 0)
    with pytest.raises(OSError, match="nothing more can be written"):
        _files.write(file, b"none")
    assert (file.read_bytes(), names(file.parent)) == (b"many bytes", ["kept"])


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it(file):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # what the system says of a file that is too large
    try:
        with pytest.raises(OSError, match=r"File too large: '.*kept'"):
            _files.write(file, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (file.read_bytes(), names(file.parent)) == (b"old", ["kept"])


STUCK = """
    import os, sys, time
    from bpnet import _files as files
    os.fsync = lambda _: (print("stuck", flush=True), time.sleep(60))
    files.write(sys.argv[1], b"new")
"""


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_kept(file):
    with run(STUCK, file, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        _files.write(file, b"newer")
        beside = names(file.parent)
        writer.kill()
    assert (len(beside), len(names(file.parent))) == (2, 2)
    other = file.with_name("kept.2")
    _files.write(other, b"of another name")
    assert len(names(file.parent)) == 3
    _files.write(file, b"newest")
    assert (file.read_bytes(), names(file.parent)) == (b"newest", ["kept", "kept.2"])


def test_what_an_earlier_process_of_this_number_or_another_machine_left(file, monkeypatch):
    mine = _files._temporary_path(file)
    mine.write_bytes(b"of an earlier process, as after a container's restart")
    monkeypatch.setattr(_files, "_machine", lambda: "012345")
    theirs = _files._temporary_path(file)
    theirs.write_bytes(b"")
    monkeypatch.undo()
    _files.write(file, b"new")
    assert names(file.parent) == sorted(["kept", theirs.name])


@pytest.mark.parametrize("number", [os.getpid(), 999_999_999], ids=["of this one", "of none"])
def test_a_process_whose_number_says_nothing_here_keeps_what_it_writes(file, number):
    """As in containers of one host name that write to one disk: each counts its processes from 1."""
    stuck = STUCK.replace("from bpnet import _files as files", f"from bpnet import _files as files; os.getpid = lambda: {number}")
    with run(stuck, file, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        _files.write(file, b"newer")
        beside = names(file.parent)
        writer.kill()
    assert len(beside) == 2
    _files.write(file, b"newest")
    assert names(file.parent) == ["kept"]


def test_a_file_that_another_process_has_just_made_is_left_to_it(file):
    fresh, old = _files._temporary_path(file), _files._temporary_path(file)
    for empty in (fresh, old):
        empty.touch()
    os.utime(old, (0, 0))
    _files.write(file, b"new")
    assert names(file.parent) == sorted(["kept", fresh.name])


def test_a_name_as_long_as_the_system_takes_is_written(tmp_path):
    file = tmp_path / ("x" * 255)
    _files.write(file, b"new")
    assert names(tmp_path) == [file.name]


def test_a_device_or_a_pipe_is_written_and_not_replaced(tmp_path, monkeypatch):
    def never(*names):
        raise AssertionError(names)

    monkeypatch.setattr(os, "replace", never)  # a test that fails as root must not harm the machine
    _files.write("/dev/null", b"nothing")
    with pytest.raises(OSError, match=r"No space left on device: '/dev/full'$"):
        _files.write("/dev/full", b"much")
    os.mkfifo(tmp_path / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    _files.write(tmp_path / "pipe", b"through it")
    reader.join()
    assert (read, names(tmp_path)) == ([b"through it"], ["pipe"])


def test_a_new_file_never_replaces_another(tmp_path, monkeypatch):
    _files.create(tmp_path / "record", b"first")
    with pytest.raises(FileExistsError, match="record"):
        _files.create(tmp_path / "record", b"second")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "file")
    with pytest.raises(OSError, match="nowhere"):
        _files.create(tmp_path / "dangling", b"second")
    real = os.link

    def late(beside, target):  # another process is faster
        target.write_bytes(b"theirs")
        real(beside, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        _files.create(tmp_path / "raced", b"ours")
    assert (tmp_path / "raced").read_bytes() == b"theirs"

    def never(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", never)  # a file system without links
    _files.create(tmp_path / "unlinked", b"ours")
    assert (tmp_path / "unlinked").read_bytes() == b"ours"

    def late_and_never(beside, target):
        target.write_bytes(b"theirs")
        never()

    monkeypatch.setattr(os, "link", late_and_never)
    (tmp_path / "raced").unlink()
    with pytest.raises(FileExistsError, match="raced"):
        _files.create(tmp_path / "raced", b"ours")
    assert (tmp_path / "raced").read_bytes() == b"theirs"
    assert names(tmp_path) == ["dangling", "raced", "record", "unlinked"]


def test_a_tilde_is_a_home_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    _files.write("~/kept", b"at home")
    assert (tmp_path / "kept").read_bytes() == b"at home"
    assert str(_files.expand_user("~nobody-has-this-name/x")) == "~nobody-has-this-name/x"


def test_a_file_that_could_not_be_written_is_known_before(tmp_path):
    _files.check(tmp_path / "new")
    for place in (tmp_path, tmp_path / "missing" / "new"):
        with pytest.raises(FileNotFoundError, match="cannot write .*: it is"):
            _files.check(place)
    with pytest.raises(OSError, match="sys"):
        _files.check("/sys/kernel/new")  # not even root may
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="symbolic links"):
        _files.check(tmp_path / "loop")
    assert names(tmp_path) == ["loop"]


def test_a_folder_that_may_not_be_looked_into_is_no_answer(monkeypatch, tmp_path):
    assert not _files.exists(tmp_path / "none")
    assert not _files.exists(tmp_path / "none" / "below")

    def hidden(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "stat", hidden)
    with pytest.raises(PermissionError):
        _files.exists(tmp_path / "none")


def test_a_file_that_another_process_deletes_at_any_look_is_written(tmp_path, monkeypatch):
    target, look, looks = tmp_path / "run", type(tmp_path).stat, []

    def vanishes(path, **options):
        if path == target:
            looks.append(path)
            if len(looks) == moment:
                os.unlink(target)  # noqa: PTH108 - which looks at nothing
        return look(path, **options)

    for moment in range(1, 20):
        target.write_bytes(b"old")
        looks.clear()
        with monkeypatch.context() as patched:
            patched.setattr(type(tmp_path), "stat", vanishes)
            _files.write(target, b"new")
        assert target.read_bytes() == b"new"
        if len(looks) < moment:
            break
    assert moment > 1
    assert names(tmp_path) == ["run"]


def test_an_error_of_the_system_names_the_file_and_no_other(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        _files.write(tmp_path / "run", b"much")
    assert str(caught.value).endswith(f"No space left on device: '{tmp_path / 'run'}'")
