"""``wusum report``: tables -> executed notebooks as self-contained HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE, Progress, add_json, add_lang, add_tables, answer, place

if TYPE_CHECKING:
    import argparse

HELP = "tables -> executed notebooks as self-contained HTML"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_tables(parser)
    parser.add_argument(
        "--out", required=True, type=place, metavar="DIR", help="folder for index.html and the chapters"
    )
    add_lang(parser, "language of prose and labels")
    parser.add_argument(
        "--checked", type=place, metavar="FILE", help="a judged sample, whose precision is printed"
    )
    parser.add_argument(
        "--notebooks", type=place, metavar="DIR", help="notebooks of your own in place of the packaged ones"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Write the report, and print the path of its first page."""
    from analysis.report import report

    index = report(
        args.tables,
        args.out,
        lang=args.lang,
        checked=args.checked,
        notebooks=args.notebooks,
        on_step=Progress(),
    )
    answer(args, {"index": index}, index)
    return DONE
