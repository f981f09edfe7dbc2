"""``wusum list``: names that other commands take, and what stands behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE, add_json, answer, place

if TYPE_CHECKING:
    import argparse

HELP = "what can be named: figures, topics, tables or export formats"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("what", choices=["figures", "topics", "tables", "formats"], help="which names")
    parser.add_argument(
        "--topics", type=place, metavar="FILE", help="topics: those of this file over the packaged ones"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print a name and what it is on each line."""
    found = {"figures": _figures, "topics": _topics, "tables": _tables, "formats": _formats}[args.what](args)
    width = max(map(len, found))
    answer(args, {args.what: found}, *(f"{name:<{width}}  {what}" for name, what in found.items()))
    return DONE


def _figures(_: argparse.Namespace) -> dict[str, str]:
    from analysis.plots.names import FIGURES

    return FIGURES


def _topics(args: argparse.Namespace) -> dict[str, str]:
    """Return every topic that a dictionary knows, those that are looked up by default first."""
    from analysis.dictionary import read_topics

    on = {one.topic for one in read_topics(args.topics)}
    known = sorted(read_topics(args.topics, on=["all"]), key=lambda one: (one.topic not in on, one.topic))
    return {
        one.topic: f"{one.label_en} · {one.label_ar}{' (looked up)' if one.topic in on else ''}"
        for one in known
    }


def _tables(_: argparse.Namespace) -> dict[str, str]:
    from analysis.tables import CONTRACTS

    return {name: f"one row is {table.row}; key {', '.join(table.key)}" for name, table in CONTRACTS.items()}


def _formats(_: argparse.Namespace) -> dict[str, str]:
    from analysis.export import FORMATS

    return FORMATS
