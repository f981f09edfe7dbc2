"""Writing into a folder: one writer at a time, all or nothing, each refusal of the system in one line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from engine_pages import digest

from analysis.engine import lock
from analysis.engine.write import Folder, clear, disk_faults, replace_file, said_clearly
from analysis.errors import InputError

HOLD = """
import sys
from pathlib import Path
from analysis.engine.write import Folder
with Folder(Path(sys.argv[1])) as folder:
    folder.text("a.txt", "first")
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds ``tmp_path / "out"`` until its input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield other
        other.kill()


def test_the_second_writer_is_told_who_holds_the_folder(tmp_path, holder):
    out = tmp_path / "out"
    with pytest.raises(InputError, match=rf"process {holder.pid} on .+ is writing there. Wait"), Folder(out):
        pass
    holder.stdin.close()
    assert holder.wait() == 0
    assert digest(out) == {"a.txt": b"first"}


@pytest.mark.parametrize(
    "fault",
    [
        OSError("No space left on device (os error 28): ...ab/.read/pages.parquet (set POLARS_VERBOSE=1)"),
        pl.exceptions.ComputeError("could not write: No space left on device"),
    ],
    ids=["open", "write"],
)
def test_what_polars_says_of_a_full_disk_is_one_clear_line(fault, tmp_path):
    line = rf"cannot write into {tmp_path}: No space left on device\. Choose"
    with pytest.raises(InputError, match=line), said_clearly(tmp_path), disk_faults():
        raise fault


def test_what_a_killed_writer_left_is_cleared_by_the_next(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / "out/.building/a.txt").exists()
    with Folder(tmp_path / "out") as folder:
        folder.text("b.txt", "second")
    assert digest(tmp_path / "out") == {"b.txt": b"second"}


def test_clearing_leaves_a_writer_at_work_alone(tmp_path, holder):
    clear(tmp_path / "out")
    assert (tmp_path / "out/.building/a.txt").exists()
    holder.kill()
    holder.wait()
    clear(tmp_path / "out")
    assert digest(tmp_path / "out") == {}


def test_a_file_system_without_locks_is_written_all_the_same(tmp_path, monkeypatch):
    def none(handle, how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", none)
    with Folder(tmp_path) as folder:
        folder.text("a.txt", "a")
    assert digest(tmp_path) == {"a.txt": b"a"}


def test_a_lock_file_taken_away_while_it_was_opened_is_made_again(tmp_path, monkeypatch):
    real, calls = lock.fcntl.flock, []

    def flock(handle, how):
        if not calls:
            (tmp_path / lock.NAME).unlink()
        calls.append(how)
        real(handle, how)

    monkeypatch.setattr(lock.fcntl, "flock", flock)
    with lock.held(tmp_path):
        assert (tmp_path / lock.NAME).read_text().startswith(f"process {os.getpid()} on ")
    assert len(calls) == 2


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("what", ["write_bytes", "mkdir", "replace"])
def test_a_full_disk_is_one_line_and_the_old_files_stay(tmp_path, monkeypatch, what):
    (tmp_path / "a.txt").write_text("old")
    with monkeypatch.context() as patched:
        patched.setattr(Path, what, full)
        with (
            pytest.raises(InputError, match=r"cannot write into .*No space left"),
            Folder(tmp_path) as folder,
        ):
            folder.text("a.txt", "new")
    assert digest(tmp_path) == {"a.txt": b"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_disk_that_fills_under_a_table_is_one_line(tmp_path):
    with Folder(tmp_path) as folder:
        (folder.draft / "t.parquet").symlink_to("/dev/full")
        with pytest.raises(InputError, match=r"No space left on device"):
            folder.table("t", pl.DataFrame({"a": [1]}))
        (folder.draft / "t.parquet").unlink()
    assert digest(tmp_path) == {}


def test_one_file_on_a_full_disk_is_one_line_and_the_old_one_stays(tmp_path, monkeypatch):
    file = tmp_path / "figure.png"
    file.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match=r"cannot write .*figure.png: No space left"):
        replace_file(file, b"new")
    assert digest(tmp_path) == {"figure.png": b"old"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_read_only_folder_is_one_line(tmp_path, monkeypatch, number):
    def refuse(*args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock.os, "open", refuse)
    with pytest.raises(InputError, match=rf"cannot write into .*: {os.strerror(number)}"), Folder(tmp_path):
        pass
