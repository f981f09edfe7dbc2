"""Exports, figures and samples are the same bytes under another hash seed and another number of workers.

Tables: `tests/engine/test_same_bytes.py`. Reports, whose kernels have a random seed each: `tests/report`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from analysis.__main__ import main
from analysis.export import FORMATS
raw, out, jobs = sys.argv[1:]
def run(*words):
    assert main(list(words)) == 0, words
run("build", raw, "--out", f"{out}/tables", "--jobs", jobs)
for kind in FORMATS:
    run("export", f"{out}/tables", "--format", kind, "--out", f"{out}/{kind}")
for name in ("topics", "tags", "artefact"):
    for ending in ("png", "svg"):
        run("figure", name, f"{out}/tables", "--out", f"{out}/{name}.{ending}")
run("sample", f"{out}/tables", "--out", f"{out}/sample.csv")
"""


def hashes(raw: Path, out: Path, seed: str, jobs: str) -> dict[str, str]:
    env = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", SCRIPT, str(raw), str(out), jobs]
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=300)
    files = (
        f for f in out.rglob("*") if f.is_file() and not any(p[0] == "." for p in f.relative_to(out).parts)
    )
    return {f.relative_to(out).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_another_seed_and_more_workers_change_no_byte(root, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in sorted((root / "data/raw").glob("*.txt"))[::5]:
        shutil.copy(file, raw)
    one = hashes(raw, tmp_path / "one", "1", "1")
    other = hashes(raw, tmp_path / "other", "77", "2")
    assert [name for name in one if one[name] != other.get(name)] == []
    assert one.keys() == other.keys()
    assert len(one) > 30
