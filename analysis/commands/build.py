"""``wusum build``: raw pages -> all tables and the manifest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from analysis.commands.options import DONE, Progress, mapping, positive, say

if TYPE_CHECKING:
    import argparse

HELP = "raw pages -> all tables and manifest.json"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "raw", nargs="+", metavar="RAW", help="files, folders or globs of raw pages or tables"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    parser.add_argument("--topics", metavar="FILE", help="topics.toml that overrides the packaged one")
    parser.add_argument("--jobs", type=positive, metavar="N", help="worker processes (default: one a core)")
    parser.add_argument(
        "--map", type=mapping, default={}, metavar="FIELD=COLUMN,...", help="columns of table files"
    )


def run(args: argparse.Namespace) -> int:
    """Build, and print how many rows each table has."""
    from analysis.engine.build import build

    built = build(
        args.raw,
        args.out,
        topics=args.topics,
        jobs=args.jobs or os.cpu_count() or 1,
        mapping=args.map,
        on_step=Progress(),
    )
    rows = ", ".join(f"{n} {name}" for name, n in built.manifest["rows"].items())
    say(f"{args.out}: {rows}" if built.fresh else f"{args.out}: nothing new to do ({rows})")
    return DONE
