"""``wusum build``: raw pages -> all tables and the manifest."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.options import DONE, Progress, add_json, answer, mapping, place, positive
from analysis.engine.memory import hold_little

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from analysis.engine.local import Engine

HELP = "raw pages -> all tables and manifest.json"

MANY = 500
"""Files from which the first build of a folder starts its workers before it imports what it needs itself."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "raw",
        nargs="+",
        metavar="RAW",
        help="files, folders, globs or addresses (s3://...) of raw pages or tables",
    )
    parser.add_argument("--out", required=True, type=place, metavar="DIR", help="folder for the tables")
    parser.add_argument(
        "--topics", type=place, metavar="FILE", help="topics.toml that overrides the packaged one"
    )
    parser.add_argument(
        "--engine", choices=["local", "dask"], default="local", help="this machine, or a Dask cluster"
    )
    parser.add_argument("--scheduler", metavar="URL", help="address of a running Dask scheduler (tcp://...)")
    parser.add_argument("--jobs", type=positive, metavar="N", help="worker processes (default: one a core)")
    parser.add_argument(
        "--map", type=mapping, default={}, metavar="FIELD=COLUMN,...", help="columns of table files"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Build, and print how many rows each table has."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that multiply matrices would only wait
    hold_little()
    engine = _engine(args)
    from analysis.engine.local import import_work

    import_work()
    from analysis.engine.build import build

    built = build(
        args.raw,
        args.out,
        topics=args.topics,
        engine=engine,
        mapping=args.map,
        on_step=Progress(),
    )
    rows, issues = built.manifest["rows"], _issues(built.folder)
    record = {"folder": args.out, "fresh": built.fresh, "rows": rows, "issues": issues}
    told = _listed(rows) if built.fresh else f"nothing new to do ({_listed(rows)})"
    found = [f"page_issues: {_listed(issues)}; the table says which page and why"] if issues else []
    answer(args, record, f"{args.out}: {told}", *found)
    return DONE


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in counts.items())


def _issues(folder: Path) -> dict[str, int]:
    """Return how many pages have each kind of finding, the most frequent first."""
    import polars as pl

    issues = pl.scan_parquet(folder / "page_issues.parquet", glob=False)
    counted = issues.group_by("issue").len().sort("len", "issue", descending=[True, False]).collect()
    return dict(counted.iter_rows())


def _engine(args: argparse.Namespace) -> Engine:
    """Return where the work runs; a scheduler is Dask's."""
    jobs = args.jobs or os.cpu_count() or 1
    if args.scheduler or args.engine == "dask":
        from analysis.engine.cluster import Cluster

        return Cluster(args.scheduler, jobs)
    from analysis.engine.local import Local

    local = Local(jobs)
    if _is_long(args.raw, Path(args.out)):
        local.start()
    return local


def _is_long(raw: Sequence[str], out: Path) -> bool:
    """Tell whether a build is the first of its folder, and of many files: its workers will be needed."""
    found = (file for folder in raw for _, _, files in os.walk(folder) for file in files)
    return not (out / "manifest.json").exists() and next(islice(found, MANY, None), None) is not None
