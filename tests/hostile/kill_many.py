"""Kill many builds at random moments, on demand: ``python tests/hostile/kill_many.py 1000``.

The builds are forked from one process that has read all modules and done nothing with polars yet, so that a
kill costs no start of Python. The raw files change between two states from build to build. After each kill
the folder holds a whole result of one of the two states, or none; and every tenth build is left to end, and
must give the bytes of an undisturbed one. Half of the kills aim at the end of a build, where files are moved;
how long one takes is learned from kills that came too late, which do not count.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from analysis.engine.build import build

PAGE = """خبر قصير رقم {n} عن اتفاق {what}
تاريخ النشر: {day} أكتوبر 2024
قالت {what} إنها ستوقع الاتفاق رقم {n} في الشهر المقبل. وأضاف المصدر أن المحادثات مستمرة.
المصدر: وكالة الاختبار
كلمات دلالية: {what}، اتفاق، إيران
"""
WHAT = ("روسيا", "غزة", "الانتخابات")
State = dict[str, str]


def write_pages(raw: Path, count: int) -> None:
    raw.mkdir(exist_ok=True)
    for n in range(9):
        file = raw / f"{n}.txt"
        text = PAGE.format(n=n, day=n + 1, what=WHAT[n % 3])
        file.write_text(text, encoding="utf-8") if n < count else file.unlink(missing_ok=True)


def start(raw: Path, out: Path) -> int:
    """Fork a build and return its process number."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        build([raw], out, jobs=1)
    finally:
        os._exit(0)


def state_of(out: Path) -> State | None:
    """Return name -> hash of a whole result, None where there is none; a mixed result ends the run."""
    manifest = out / "manifest.json"
    if not manifest.exists():
        return None
    files = {
        f.name: sha256(f.read_bytes()).hexdigest() for f in out.iterdir() if f.is_file() and f.name[0] != "."
    }
    listed = json.loads(manifest.read_text(encoding="utf-8"))["tables"]
    assert {f"{name}.parquet": found for name, found in listed.items()}.items() <= files.items(), "mixed"
    return files


def undisturbed(raw: Path, out: Path, count: int) -> tuple[State, float]:
    write_pages(raw, count)
    began = time.perf_counter()
    assert os.waitpid(start(raw, out), 0)[1] == 0
    took = time.perf_counter() - began
    state = state_of(out)
    assert state is not None
    return state, took


def main(kills: int, seed: int = 8) -> None:
    """Kill that many builds and print what they left."""
    rng, seen = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        raw, out = Path(place, "raw"), Path(place, "out")
        clean = [undisturbed(raw, Path(place, f"clean{count}"), count) for count in (8, 9)]
        length = min(took for _, took in clean)
        number = done = 0
        while done < kills:
            number += 1
            write_pages(raw, 8 + number % 2)
            child = start(raw, out)
            time.sleep(length * (rng.uniform(0.8, 1.05) if number % 4 < 2 else rng.uniform(0, 1)))
            os.kill(child, signal.SIGKILL)
            ended = os.waitpid(child, 0)[1] == 0
            done += not ended
            length *= 0.93 if ended else 1.03
            state = state_of(out)
            assert state in (None, clean[0][0], clean[1][0]), f"kill {number}: another result"
            which = "none" if state is None else "new" if state == clean[number % 2][0] else "old"
            seen[f"{'too late' if ended else 'killed'}, {which} result left"] += 1
            if number % 10 == 0:
                assert undisturbed(raw, out, 8 + number % 2)[0] == clean[number % 2][0]
                seen["undisturbed build afterwards, the same bytes"] += 1
            if number % 100 == 0:
                print(number, dict(sorted(seen.items())), flush=True)
        assert undisturbed(raw, out, 9)[0] == clean[1][0]
    print(f"{kills} kills:", *(f"  {count:5} {what}" for what, count in sorted(seen.items())), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
