"""A build killed at any moment leaves the last whole result or none, and the next gives the same bytes.

``WUSUM_KILLS=50 pytest -s tests/engine/test_killed.py`` is the long run; docs/security.md has its figures.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from engine_pages import digest, write_pages

from analysis.engine.build import build
from analysis.engine.manifest import changed_tables, read_manifest
from analysis.errors import InputError

KILLS = int(os.environ.get("WUSUM_KILLS", "6"))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")

# Ends itself at the Nth step on the file system inside OUT, of which the interpreter tells its audit hooks.
DYING = """
import os, signal, sys
from pathlib import Path
out, left, run = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.scandir", "os.listdir"}
def hook(event, args):
    global left
    if event in STEPS and (str(args[0]).startswith(str(out)) or args[-1] not in (None, -1)):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
def armed():
    sys.addaudithook(hook)
exec(run)
"""
WRITE = """
from analysis.engine.write import Folder
armed()
with Folder(out) as folder:
    for name in ("a.parquet", "b.parquet", "manifest.json"):
        folder.text(name, "new")
"""


def die(out: Path, step: int, run: str) -> int:
    return subprocess.run([sys.executable, "-c", DYING, str(out), str(step), run]).returncode


def test_killed_at_every_step_of_writing_a_folder_is_old_or_new_or_no_result(tmp_path):
    names, step, seen = ("a.parquet", "b.parquet", "manifest.json"), 0, set()
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        step += 1
        out = tmp_path / str(step)
        out.mkdir()
        for name in names:
            (out / name).write_text("old")
        code = die(out, step, WRITE)
        texts = {(out / name).read_text() if (out / name).exists() else "" for name in names[:2]}
        manifest = out / "manifest.json"
        state = manifest.read_text() if manifest.exists() else "none"
        assert state == "none" or texts == {state}
        seen.add(state)
    assert code == 0
    assert step > 12
    assert seen == {"old", "none", "new"}
    assert sorted(p.name for p in out.iterdir()) == sorted(names)


BUILD = """
import sys
from analysis.engine import build, spread
spread.FILES = 8
build.build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
"""


def start(raw: Path, out: Path, jobs: int = 1) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(raw), str(out), str(jobs)])


def tables(out: Path) -> dict[str, str] | None:
    """Names and hashes of the files of a whole result; None when there is none. A mixed one is a failure."""
    try:
        assert changed_tables(out, read_manifest(out)) == []
    except InputError:
        return None
    return {name: sha256(data).hexdigest() for name, data in digest(out).items() if name[0] != "."}


def test_killed_at_random_moments_a_build_leaves_the_last_result_or_none(tmp_path):
    raw, out, rng, clean = tmp_path / "raw", tmp_path / "out", random.Random(8), []
    for size in (29, 30):
        clean.append(tables(build([write_pages(raw, size)], tmp_path / str(size), jobs=1).folder))
    length, states = {jobs: seconds(raw, tmp_path / f"timed{jobs}", jobs) for jobs in (1, 2)}, []
    for n in range(KILLS):
        raw.joinpath("029.txt").unlink(missing_ok=True)
        write_pages(raw, 29 + n % 2)
        jobs = 1 + n // 2 % 2
        run = start(raw, out, jobs)
        time.sleep(rng.uniform(0.3, 1.05) * length[jobs])
        run.kill()
        run.wait()
        states.append(tables(out))
        assert states[-1] in (*clean, None)
    write_pages(raw, 30)
    assert tables(build([raw], out, jobs=1).folder) == clean[1]
    assert digest(out).keys() == clean[1].keys()
    print(f"{KILLS} kills: {states.count(None)} left no result, {KILLS - states.count(None)} a whole one")


def seconds(raw: Path, out: Path, jobs: int) -> float:
    began = time.perf_counter()
    assert start(raw, out, jobs).wait() == 0
    return time.perf_counter() - began


def test_the_workers_of_a_killed_build_end_with_it(tmp_path):
    run = start(write_pages(tmp_path / "raw", 200), tmp_path / "out", jobs=2)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    if not children.parent.exists():
        pytest.skip("no /proc")
    workers = soon(lambda: found if len(found := children.read_text().split()) > 2 else None)
    assert workers, "two workers, and Python's tracker of resources"
    run.kill()
    run.wait()
    assert soon(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def soon(ready: Callable[[], object]) -> object:
    """Ask for ten seconds at most."""
    for _ in range(500):
        if answer := ready():
            return answer
        time.sleep(0.02)
    return None
