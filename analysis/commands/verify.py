"""``wusum verify``: are tables and raw files those of the manifest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DIFFERS, DONE, add_json, add_tables, answer

if TYPE_CHECKING:
    import argparse

HELP = "whether tables and raw files are those of the manifest"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_tables(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print every difference; the status is 1 when there is one."""
    from analysis.engine.verify import verify

    found = verify(args.tables)
    notes = (f"note: {note}" for note in found.notes)
    summary = f"{args.tables}: {len(found.differences) or 'no'} differences"
    record = {"folder": args.tables, "differences": found.differences, "notes": found.notes}
    answer(args, record, *found.differences, *notes, summary)
    return DIFFERS if found.differences else DONE
