"""``wusum explain``: how one raw file was cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, as_json, place

if TYPE_CHECKING:
    import argparse

HELP = "how one raw file was cut, zone by zone"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=place, metavar="FILE", help="one raw page")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print each zone of the page with its span and the reason for the cut."""
    from analysis.loader.explain import explain, explain_record

    print(as_json(explain_record(Path(args.file))) if args.json else explain(Path(args.file)))
    return DONE
