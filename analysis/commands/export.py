"""``wusum export``: the tables for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, add_lang, add_tables, answer, place, positive
from analysis.export import FORMATS

if TYPE_CHECKING:
    import argparse

HELP = "hand the tables over to other tools"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_tables(parser)
    parser.add_argument("--format", required=True, choices=list(FORMATS), help="what to write")
    parser.add_argument(
        "--out",
        type=place,
        metavar="DIR",
        help="folder for the files (default: export/FORMAT in the tables' folder)",
    )
    add_lang(parser)
    parser.add_argument(
        "--bom", action="store_true", help="csv: start with a byte order mark, for old spreadsheets"
    )
    parser.add_argument(
        "--min-weight", type=positive, default=1, metavar="N", help="networks: leave out weaker ties"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Write the files, and print the path of each."""
    from analysis.engine.write import Folder
    from analysis.export import export

    out = Path(args.out) if args.out else Path(args.tables) / "export" / args.format
    files = export(args.tables, args.format, lang=args.lang, bom=args.bom, min_weight=args.min_weight)
    written = []
    with Folder(out) as folder:
        for name, content in files:
            folder.data(name, content)
            written.append(out / name)
    answer(args, {"files": written}, *written)
    return DONE
