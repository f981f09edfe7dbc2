"""Tables that list files (a manifest, a package description, the index of a crawl) and hold no article."""

from __future__ import annotations

from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from analysis.loader.read.raw_page import RawFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Row = Mapping[str, object]

_TEXT = frozenset({"body", "text", "html"})
_ABOUT_ARTICLES = frozenset({"published", "url", "source_id"})
_VALUES = 200
_LONGEST = 255
"""Bytes of the longest file name on common systems."""


def refuse_file_list(rows: Sequence[Row], fields: Iterable[str], shown: str) -> None:
    """Raise when a table without a text column lists files beside it, or is one object about something else.

    Args:
        rows: the first rows of the table.
        fields: what its columns are known as.
        shown: path of the table.

    Raises:
        RawFault: ``wrong_columns``.
    """
    known = set(fields)
    if known & _TEXT:
        return
    named = next((name for row in rows if (name := _named_file(row, Path(shown))) is not None), None)
    if named is not None:
        raise RawFault(
            "wrong_columns",
            f"no column is known as body, text or html, and it lists files that lie beside it ('{named}'); "
            "if it holds articles, name the column with --map body=COLUMN.",
        )
    alone = len(rows) == 1 and shown.lower().endswith((".json", ".json.gz"))
    if alone and len(rows[0]) > len(known) and not known & _ABOUT_ARTICLES:
        raise RawFault(
            "wrong_columns",
            "the one object in it has neither body, text or html, nor a date or address of an article; "
            "if it is one, name a column with --map body=COLUMN.",
        )


def _named_file(row: Row, table: Path) -> str | None:
    """Return a name among the values of a row that is a file beside the table, or under its folder."""
    return next((name for text in islice(_texts(row), _VALUES) if (name := _beside(text, table))), None)


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.values(), *one]
        elif isinstance(one, list | tuple):
            waiting += one[:_VALUES]
        elif isinstance(one, str) and len(one.encode("utf-8", "replace")) <= _LONGEST and "." in one:
            yield one


def _beside(text: str, table: Path) -> str | None:
    """Return the name of the file beside the table that a path or the end of an address names."""
    path = PurePosixPath(text.partition("?")[0])
    places = {path.name, *([str(path)] if not (path.is_absolute() or ".." in path.parts) else [])}
    for name in sorted(places - {"", table.name}):
        try:
            if (table.parent / name).is_file():
                return name
        except (OSError, ValueError):
            continue
    return None
