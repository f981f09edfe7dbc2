"""A disk that is full, a folder that cannot be written: one line, and what stood there stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
"""In a space of its own a user may mount a tiny disk; not every system lets us."""

can_mount = (
    shutil.which("unshare") is not None
    and not subprocess.run([*ALONE, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode
)
needs_mount = pytest.mark.skipif(not can_mount, reason="the system lets no user mount")

COMMANDS = {
    "build": lambda raw, tables, out: ["build", raw, "--out", out, "--jobs", "1"],
    "export": lambda raw, tables, out: ["export", tables, "--format", "csv", "--out", out],
    "network": lambda raw, tables, out: ["export", tables, "--format", "gexf", "--out", out],
    "figure": lambda raw, tables, out: ["figure", "topics", tables, "--out", f"{out}/x.png"],
    "sample": lambda raw, tables, out: ["sample", tables, "--out", f"{out}/x.csv"],
}


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ALONE, "sh", "-c", script, "sh", *words], capture_output=True, text=True, timeout=300
    )


def words_of(name: str, root: Path, tables: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "analysis", *COMMANDS[name](str(root / "data/raw"), str(tables), str(out))]


def is_one_line(done: subprocess.CompletedProcess[str]) -> bool:
    return (
        done.returncode == 2
        and done.stderr.count("\n") == 1
        and done.stderr.startswith("wusum: cannot write")
    )


@needs_mount
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_one_line_and_the_old_file_stays(name, root, sample, tmp_path):
    script = """
        out=$1; shift; mount -t tmpfs -o size=16k tmpfs "$out"
        echo old > "$out/old"; "$@"; status=$?
        ls -A "$out"; exit $status
    """
    done = run(script, str(tmp_path), *words_of(name, root, sample, tmp_path))
    assert is_one_line(done), done.stderr
    assert "No space left on device" in done.stderr
    # A build keeps its finished parts for the next one; they are no result.
    assert [name for name in done.stdout.split() if name != ".parts"] == ["old"]


@needs_mount
@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_disk_is_one_line(name, root, sample, tmp_path):
    script = 'out=$1; shift; mount -t tmpfs -o ro tmpfs "$out"; "$@"'
    done = run(script, str(tmp_path), *words_of(name, root, sample, tmp_path))
    assert is_one_line(done), done.stderr
    assert "Read-only file system" in done.stderr


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
from analysis.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_limit_on_the_size_of_files_is_one_line(name, root, sample, tmp_path):
    words = words_of(name, root, sample, tmp_path)
    command = [words[0], "-c", LIMITED, *words[3:]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert is_one_line(done), done.stderr
    assert "File too large" in done.stderr
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == []
