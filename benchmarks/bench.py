"""Measure this package against what a user would pick instead; ``make bench`` runs it.

Each figure is a whole process: wall time, processor time, peak memory. Tools take turns with this package
(A B A B), so that both meet the same noise; ratios are of medians. The pairs that a rival counts are compared
with ours, pair by pair. Results go to ``benchmarks/results.json``; ``benchmarks/draw.py`` draws them.

    python benchmarks/bench.py --sizes 1000 10000 100000 1000000 --rounds 3
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

import polars as pl
from corpora import write_articles, write_pages, write_reprints, write_tables, write_tags

from analysis.engine.memory import CONF, hold_little

HERE = Path(__file__).parent
RIVALS = ("pyahocorasick", "pyarabic", "camel-tools", "duckdb", "flashtext", "scikit-learn", "pandas")
PACKAGES = ("polars", "numpy", "scipy", "pandas", *RIVALS)
KEY = ["period", "topic_a", "topic_b"]
STAGES = ("read", "cut", "fold", "match", "count", "pairs")

PAIRED = {"wusum": "scipy_named", "wusum_numbers": "scipy"}
"""What counts pairs of tags here, and what does the same with scipy's sparse product."""

PARTS = (
    "rivals",
    "growth",
    "topics",
    "stages",
    "pages",
    "builds",
    "tables",
    "reprints",
    "tag_pairs",
    "reports",
)

Run = dict[str, float]


def run(*command: str | Path) -> Run:
    """Run a Python program as a whole process; seconds of wall and processor, megabytes at the peak."""
    program = [sys.executable, HERE / "measure.py", *command]
    return json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)


def middle(runs: Sequence[Run]) -> Run:
    """Return the median of each figure."""
    return {name: round(median(one[name] for one in runs), 3) for name in runs[0]}


def against(rival: str, folder: Path, work: Path, rounds: int) -> dict[str, object]:
    """Measure a rival and this package in turns, and compare what they counted."""
    outs = {tool: work / f"{tool}.parquet" for tool in ("wusum", rival)}
    runs: dict[str, list[Run]] = {"wusum": [], rival: []}
    for _ in range(rounds):
        for tool, out in outs.items():
            runs[tool].append(run(HERE / "rivals.py", tool, folder, out))
    ours, theirs = (middle(found) for found in runs.values())
    ratio = {name: round(theirs[name] / ours[name], 2) for name in ("wall_s", "cpu_s")}
    return {
        "wusum": ours,
        "rival": theirs,
        "times_faster": ratio,
        **(compared(*outs.values()) if rival in RIVALS else {}),
    }


def compared(ours: Path, theirs: Path) -> dict[str, int]:
    """Return how many pairs in a month were counted, and how many of them otherwise by the rival."""
    both = pl.read_parquet(ours).join(
        pl.read_parquet(theirs), on=KEY, how="full", coalesce=True, suffix="_rival"
    )
    return {
        "pairs": both.height,
        "differ": both.filter(pl.col("n_ab").ne_missing(pl.col("n_ab_rival"))).height,
    }


def growth(sizes: Sequence[int], work: Path, rounds: int) -> dict[str, Run]:
    """Measure fold, match and pairs over corpora of several sizes, memory held as in a build."""
    found = {}
    own = os.environ.pop(CONF, "")  # polars has put what it asks for there, and of two the later one holds
    hold_little()  # what is started here inherits it
    for size in sizes:
        folder = write_articles(work, size)
        found[str(size)] = middle(
            [run(HERE / "rivals.py", "wusum", folder, work / "o.parquet") for _ in range(rounds)]
        )
    os.environ[CONF] = own
    return found


def topics(folder: Path, work: Path, rounds: int) -> dict[str, object]:
    """Measure 20 and 200 topics in turns."""
    runs: dict[str, list[Run]] = {"20": [], "200": []}
    for _ in range(rounds):
        for count, found in runs.items():
            found.append(run(HERE / "rivals.py", "wusum", folder, work / "o.parquet", "--topics", count))
    few, many = map(middle, runs.values())
    return {"20": few, "200": many, "times": {k: round(many[k] / few[k], 2) for k in ("wall_s", "cpu_s")}}


def stages(size: int, work: Path, rounds: int) -> dict[str, Run]:
    """Measure each stage as a process of its own, less the start of one that does nothing."""
    articles = write_articles(work, size)
    pages = write_pages(work, min(size, 20_000))
    idle = middle([run(HERE / "stages.py", "idle", articles, pages) for _ in range(rounds)])
    found = {"idle": idle}
    for stage in STAGES:
        one = middle([run(HERE / "stages.py", stage, articles, pages) for _ in range(rounds)])
        found[stage] = {k: round(v - idle[k], 3) if k != "peak_mb" else v for k, v in one.items()}
    return found


def pages(sizes: Sequence[int], work: Path, jobs: int) -> dict[str, dict[str, object]]:
    """Measure how many page dumps are cut a second, each alone."""
    found = {}
    for size in sizes:
        one = run(HERE / "cut_pages.py", write_pages(work, size), "--jobs", str(jobs))
        found[str(size)] = {**one, "pages_per_s": round(size / one["wall_s"], 1)}
    return found


def builds(sizes: Sequence[int], work: Path, jobs: int) -> dict[str, dict[str, object]]:
    """Measure the whole build of page dumps, and again after 1 % of new pages."""
    found = {}
    for size in sizes:
        pages, out = write_pages(work, size), work / f"built-{size}"
        subprocess.run(["rm", "-rf", out, pages / "new"], check=True)
        whole = build(work, pages, out, jobs)
        (pages / "new").symlink_to(write_pages(work, max(size // 100, 1), seed=1))
        more = build(work, pages, out, jobs)
        (pages / "new").unlink()
        found[str(size)] = {
            "whole": whole,
            "one_percent_more": more,
            "pages_per_s": round(size / whole["wall_s"], 1),
            "share_of_work": round(more["cpu_s"] / whole["cpu_s"], 3),
            "share_of_pieces": round(more["pieces_cpu_s"] / whole["pieces_cpu_s"], 4),
        }
    return found


def build(work: Path, pages: Path, out: Path, jobs: int) -> Run:
    """Measure ``wusum build``, and the processor time of its pieces of work alone."""
    spent = work / "pieces.json"
    one = run(HERE / "pieces.py", spent, "build", pages, "--out", out, "--jobs", str(jobs))
    return {**one, "pieces_cpu_s": json.loads(spent.read_text())}


def tables(size: int, work: Path, jobs: int) -> dict[str, dict[str, object]]:
    """Measure the whole build of one long table of each format, by one worker and by several."""
    found = {}
    for file in write_tables(work, size):
        for count in sorted({1, jobs}):
            out = work / f"built-{file.name}"
            subprocess.run(["rm", "-rf", out], check=True)
            one = run("-m", "analysis", "build", file, "--out", out, "--jobs", str(count))
            found[f"{file.suffix[1:]}, --jobs {count}"] = {**one, "mb": round(file.stat().st_size / 1e6)}
    return found


def reprints(size: int, work: Path, rounds: int) -> dict[str, object]:
    """Measure finding reprints, of which every tenth article is a planted one, and how many are found."""
    file, out = write_reprints(work, size), work / "reprints.json"
    found = middle([run(HERE / "reprints.py", file, out) for _ in range(rounds)])
    return {str(size): found | json.loads(out.read_text())}


def tag_pairs(size: int, work: Path, rounds: int) -> dict[str, object]:
    """Measure pairs of tags beside scipy's sparse product, less the start, and compare the counts."""
    file, tool_file = write_tags(work, size), HERE / "tag_pairs.py"
    runs: dict[str, list[Run]] = {tool: [] for tool in ("idle", *PAIRED, *PAIRED.values())}
    for _ in range(rounds):
        for tool, done in runs.items():
            done.append(run(tool_file, tool, file))
    found = {tool: middle(one) for tool, one in runs.items()}
    counted = []
    for tool in ("wusum", "scipy_named"):
        run(tool_file, tool, file, work / f"{tool}.parquet")
        counted.append(pl.read_parquet(work / f"{tool}.parquet"))
    ours, theirs = counted
    same = ours.join(theirs, on=["tag_a", "tag_b", "n_a", "n_b", "n_ab"], how="semi").height
    less = {tool: one["cpu_s"] - found["idle"]["cpu_s"] for tool, one in found.items()}
    times = {tool: round(less[tool] / less[theirs], 2) for tool, theirs in PAIRED.items()}
    return {
        "articles": size, **found, "times": times, "pairs": ours.height, "differ": ours.height - same
    }  # fmt: skip


def reports(work: Path) -> dict[str, object]:
    """Measure ``make report`` on the sample corpus: tables, then the notebooks as pages; bytes they take."""
    raw, built, shown = HERE.parent / "data/raw", work / "report-tables", work / "report-pages"
    subprocess.run(["rm", "-rf", built, shown], check=True)
    steps = {
        "build": ("-m", "analysis", "build", raw, "--out", built),
        "report": ("-m", "analysis", "report", built, "--out", shown),
    }
    sizes = {"build": built, "report": shown}
    return {name: run(*step) | {"bytes": size_of(sizes[name])} for name, step in steps.items()}


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder but the parts of a build."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files if ".parts" not in file.parts)


def machine() -> dict[str, object]:
    """Return where and with what this was measured."""
    with_version = {name: _version(name) for name in PACKAGES}
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "python": platform.python_version(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "versions": {name: found for name, found in with_version.items() if found},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Measure what is asked for, and write it beside what was measured before."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--compare", type=int, default=100_000, help="articles over which tools are compared")
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000], help="sizes of whole builds")
    parser.add_argument("--rows", type=int, default=60_000, help="rows of long tables that are built")
    parser.add_argument(
        "--reprints", type=int, default=100_000, help="articles among which reprints are found"
    )
    parser.add_argument("--tags", type=int, default=1_000_000, help="articles whose tags are paired")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="folder for corpora; kept")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    folder = write_articles(args.work, args.compare)
    measured = json.loads(args.out.read_text()) if args.out.exists() else {}
    measured["machine"] = machine()
    tools = ("read", "scan", *RIVALS)
    parts: dict[str, Callable[[], dict]] = {
        "topics": lambda: topics(folder, args.work, args.rounds),
        "growth": lambda: growth(args.sizes, args.work, args.rounds),
        "stages": lambda: stages(args.compare, args.work, args.rounds),
        "pages": lambda: pages(args.pages, args.work, os.cpu_count() or 1),
        "builds": lambda: builds(args.pages, args.work, os.cpu_count() or 1),
        "tables": lambda: tables(args.rows, args.work, os.cpu_count() or 1),
        "reprints": lambda: reprints(args.reprints, args.work, args.rounds),
        "tag_pairs": lambda: tag_pairs(args.tags, args.work, args.rounds),
        "reports": lambda: reports(args.work),
    }
    parts |= {f"rivals {tool}": partial(against, tool, folder, args.work, args.rounds) for tool in tools}
    for name, measure in parts.items():
        part, _, tool = name.partition(" ")
        if part not in (args.only or (part,)):
            continue
        found = measured.setdefault(part, {}) if tool else measured
        found[tool or part] = {"rounds": args.rounds, **measure()}
        args.out.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n")
        print(name, "done", flush=True)


if __name__ == "__main__":
    main()
