"""``wusum figure``: one figure of a build as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, add_lang, add_tables, answer

if TYPE_CHECKING:
    import argparse

HELP = "one figure of a build as PNG, SVG or PDF"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("name", metavar="NAME", help="which figure; `wusum list figures` names them")
    add_tables(parser)
    parser.add_argument("--out", required=True, metavar="FILE", help="file to write; .png, .svg or .pdf")
    add_lang(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Draw the figure, and print the path of its file."""
    from analysis.report.figures import write_figure

    file = write_figure(args.name, args.tables, args.out, lang=args.lang)
    answer(args, {"file": file}, file)
    return DONE
