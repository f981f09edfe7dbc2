"""``wusum new``: a folder for a study of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, answer, place

if TYPE_CHECKING:
    import argparse

HELP = "make a folder for a study: raw data, tables, notebooks, dictionary, Makefile"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "folder", type=place, metavar="FOLDER", help="folder to make; it must not exist, or be empty"
    )
    parser.add_argument(
        "--sample", action="store_true", help="with the made sample corpus in data/raw, to see it run"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Make the folder, and print its files and what to do next."""
    from analysis.scaffold import new_study

    written = new_study(args.folder, sample=args.sample)
    first = "" if args.sample else "put pages into data/raw, then "
    answer(args, {"files": written}, *written, f"Next: cd {args.folder}; {first}make")
    return DONE
