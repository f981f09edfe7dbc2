"""``wusum build``: raw pages -> all tables and the manifest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from analysis.commands.options import DONE, Progress, add_json, answer, mapping, positive

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from analysis.engine.local import Engine

HELP = "raw pages -> all tables and manifest.json"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "raw", nargs="+", metavar="RAW", help="files, folders or globs of raw pages or tables"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    parser.add_argument("--topics", metavar="FILE", help="topics.toml that overrides the packaged one")
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
    from analysis.engine.build import build

    built = build(
        args.raw,
        args.out,
        topics=args.topics,
        engine=_engine(args),
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
    from analysis.engine.cluster import Cluster
    from analysis.engine.local import Local

    jobs = args.jobs or os.cpu_count() or 1
    return Cluster(args.scheduler, jobs) if args.scheduler or args.engine == "dask" else Local(jobs)
