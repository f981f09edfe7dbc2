"""Options and printing that commands share."""

from __future__ import annotations

import argparse
import sys

from analysis.engine.terminal import inert

DONE, DIFFERS = 0, 1
"""Exit statuses of a command that ran; ``__main__`` adds those of one that could not."""


def add_tables(parser: argparse.ArgumentParser) -> None:
    """Add the folder of a build as the argument ``tables``."""
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")


def add_lang(parser: argparse.ArgumentParser, what: str = "language of the labels") -> None:
    """Add ``--lang`` (``ar``, the default, or ``en``)."""
    parser.add_argument("--lang", choices=["ar", "en"], default="ar", help=what)


def say(text: object) -> None:
    """Print one line that cannot steer the terminal, whatever a file name in it holds."""
    print(inert(str(text)))


def positive(text: str) -> int:
    """Return a whole number of at least 1; anything else is refused by the parser."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def mapping(text: str) -> dict[str, str]:
    """Return ``FIELD=COLUMN,...`` as a dictionary; anything else is refused by the parser."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not FIELD=COLUMN,..., for instance title=headline,body=text"
        )
    return {field.strip(): column.strip() for field, _, column in pairs}


class Progress:
    """Print a step and how far it is on one line of a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.shown:
            filled = 24 * done // max(total, 1)
            end = "\n" if done == total else ""
            print(f"\r{step:<16} [{'#' * filled:<24}] {done}/{total}", end=end, file=sys.stderr, flush=True)
