"""JSON as tables: a list, an object a line, one object, or the answer of a news service."""

from __future__ import annotations

import io
import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from analysis.loader.read.files import CHUNK, MAX_PAGE_BYTES
from analysis.loader.read.raw_page import RawFault
from analysis.loader.read.table_text import bounded_lines, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Row = Mapping[str, object] | RawFault

_LISTS = ("articles", "items", "results", "data", "posts", "entries", "news", "rows", "documents", "docs")
_GAP = re.compile(r"[\s,]*")


def _loads(text: str) -> object:
    """Return the value, or a fault that says what is wrong."""
    try:
        return json.loads(text)
    except RecursionError:
        return RawFault("deep_json", "objects and lists are nested too deep.")
    except ValueError as error:
        return RawFault("malformed", f"not valid JSON: {str(error)[:120]}.")


def _row(value: object) -> Row:
    if isinstance(value, dict | RawFault):
        return value
    return RawFault("wrong_type", f"a row is a JSON object, this is a {type(value).__name__}.")


def jsonl_rows(text: io.TextIOBase, share: io.TextIOBase | None = None) -> Iterator[Row]:
    """One row is one line.

    Args:
        text: the file.
        share: some of its lines, which are read in place of all.
    """
    for line in bounded_lines(text if share is None else share):
        if line is None:
            yield too_long()
        elif line.strip():
            yield _row(_loads(line))


def json_rows(text: io.TextIOBase) -> Iterator[Row]:
    """One row is an element of the list, a line, or the whole file when it is one object."""
    head = text.read(CHUNK).lstrip()
    if head.startswith("["):
        yield from _elements(head[1:], text)
        return
    whole = head + text.read(MAX_PAGE_BYTES)
    value = _loads(whole)
    if not isinstance(value, RawFault):
        yield from map(_row, _rows_of(value))
    elif not isinstance(_loads(head.partition("\n")[0]), RawFault):
        yield from map(_row, map(_loads, filter(str.strip, chain(_whole_lines(whole, text)))))
    else:
        raise value


def _whole_lines(whole: str, text: io.TextIOBase) -> Iterator[str]:
    first, _, last = whole.rpartition("\n")
    yield from first.split("\n")
    yield last + text.readline(MAX_PAGE_BYTES)
    yield from (line or "" for line in bounded_lines(text))


def _rows_of(value: object) -> list[object]:
    """Return the list of objects that an answer of a news service holds, or the object itself."""
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(rows := value.get(name), list) and rows and isinstance(rows[0], dict):
                return rows
    return [value]


def _elements(buffer: str, text: io.TextIOBase) -> Iterator[Row]:
    """Yield the elements of a JSON list; the buffer doubles until one fits, so that time stays linear."""
    decoder, position = json.JSONDecoder(), 0
    while True:
        position = _GAP.match(buffer, position).end()  # type: ignore[union-attr]
        if buffer[position : position + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer, position)
        except RecursionError as error:
            raise RawFault("deep_json", "objects and lists are nested too deep.") from error
        except ValueError as error:
            if len(buffer) - position > MAX_PAGE_BYTES or _is_wrong(error, buffer):
                raise RawFault("malformed", f"not valid JSON: {str(error)[:120]}.") from error
            if not (more := text.read(max(CHUNK, len(buffer) - position))):
                raise RawFault("truncated", "the file ends inside its JSON list.") from error
            buffer, position = buffer[position:] + more, 0
            continue
        yield _row(value)
        position = end


def _is_wrong(error: ValueError, buffer: str) -> bool:
    """Tell a mistake from an element that goes on beyond the buffer."""
    place = getattr(error, "pos", 0)
    return place < len(buffer) - 16 and not str(error).startswith("Unterminated string")
