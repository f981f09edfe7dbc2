"""``wusum explain``: how one raw file was cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.options import DONE

if TYPE_CHECKING:
    import argparse

HELP = "how one raw file was cut, zone by zone"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", metavar="FILE", help="one raw page")


def run(args: argparse.Namespace) -> int:
    """Print each zone of the page with its span and the reason for the cut."""
    from analysis.loader.explain import explain

    print(explain(Path(args.file)))
    return DONE
