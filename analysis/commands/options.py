"""Options and printing that commands share."""

from __future__ import annotations

import argparse
import json
import sys
from time import monotonic
from typing import TYPE_CHECKING

from analysis.engine.terminal import inert
from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

DONE, DIFFERS = 0, 1
"""Exit statuses of a command that ran; ``__main__`` adds those of one that could not."""


def add_tables(parser: argparse.ArgumentParser) -> None:
    """Add the folder of a build as the argument ``tables``."""
    parser.add_argument("tables", type=place, metavar="DIR", help="folder that `wusum build` filled")


def add_lang(parser: argparse.ArgumentParser, what: str = "language of the labels") -> None:
    """Add ``--lang`` (``ar``, the default, or ``en``)."""
    parser.add_argument("--lang", choices=["ar", "en"], default="ar", help=what)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")


def answer(args: argparse.Namespace, record: Mapping[str, object], *lines: object) -> None:
    """Print what a command found: as lines for a person, or with ``--json`` as one object for a program.

    Neither can steer the terminal, whatever a file name in it holds.
    """
    if args.json:
        print(as_json(record))
    else:
        for line in lines:
            print(inert(str(line)))


def as_json(record: Mapping[str, object]) -> str:
    r"""Return a JSON object in which Arabic can be read and what could steer a terminal is written out.

    >>> as_json({"file": "غزة\u202e"})
    '{"file": "غزة\\u202e"}'
    """
    text = json.dumps(record, ensure_ascii=False, default=str)
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)


def positive(text: str) -> int:
    """Return a whole number of at least 1; anything else is refused by the parser."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def place(text: str) -> str:
    """Return a path.

    Raises:
        InputError: it is empty, which Python takes for the folder where one stands.
    """
    if not text.strip():
        raise InputError("a path is empty. Name a file or folder; is a variable of your script unset?")
    return text


def mapping(text: str) -> dict[str, str]:
    """Return ``FIELD=COLUMN,...`` as a dictionary; anything else is refused by the parser."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not FIELD=COLUMN,..., for instance title=headline,body=text"
        )
    return {field.strip(): column.strip() for field, _, column in pairs}


class Progress:
    """Print a step, how far it is, its pace and the time left on one line of a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self.step, self.began = "", 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.shown:
            if step != self.step:
                self.step, self.began = step, monotonic()
            filled = 24 * done // max(total, 1)
            line = (
                f"{step:<16} [{'#' * filled:<24}] {done}/{total}{pace(done, total, monotonic() - self.began)}"
            )
            print(f"\r{line:<79}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def pace(done: int, total: int, seconds: float) -> str:
    """Return how many pieces a second are done and how long the rest takes; nothing in the first second.

    >>> pace(300, 1200, 60.0), pace(1, 9, 0.1)
    (', 5/s, 3:00 left', '')
    """
    if seconds < 1 or not done:
        return ""
    minutes, rest = divmod(round(seconds * (total - done) / done), 60)
    return f", {done / seconds:.3g}/s, {minutes}:{rest:02} left"
