"""``wusum sample``: mentions to judge by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, add_tables, answer, place, positive

if TYPE_CHECKING:
    import argparse

HELP = "mentions to judge by hand, as a table for a spreadsheet"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_tables(parser)
    parser.add_argument(
        "--out", required=True, type=place, metavar="FILE", help="CSV to write; fill its column `correct`"
    )
    parser.add_argument(
        "--topics", type=place, metavar="FILE", help="another dictionary than that of the build"
    )
    parser.add_argument("--n", type=positive, default=50, metavar="N", help="mentions of each topic")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other mentions")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Draw the sample, and print the path of its file."""
    from analysis.engine.sample import sample

    file = sample(args.tables, args.out, topics=args.topics, n=args.n, seed=args.seed)
    answer(args, {"file": file}, file)
    return DONE
