"""``wusum verify``: are tables and raw files those of the manifest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DIFFERS, DONE, add_tables, say

if TYPE_CHECKING:
    import argparse

HELP = "whether tables and raw files are those of the manifest"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_tables(parser)


def run(args: argparse.Namespace) -> int:
    """Print every difference; the status is 1 when there is one."""
    from analysis.engine.verify import verify

    found = verify(args.tables)
    for line in (*found.differences, *(f"note: {note}" for note in found.notes)):
        say(line)
    say(f"{args.tables}: {len(found.differences) or 'no'} differences")
    return DIFFERS if found.differences else DONE
