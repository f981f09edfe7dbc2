"""Which column of a table is what, and a row as a raw page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.html.markup import moment, text_of
from analysis.loader.read.files import has_columns
from analysis.loader.read.raw_page import RawFault, RawPage, is_markup
from analysis.loader.read.tag_fields import split_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analysis.loader.read.raw_page import Kind

FIELDS = ("title", "body", "text", "html", "url", "source", "source_id", "published", "tags", "language")
"""What a column can be; the names that ``--map`` takes on its left."""

_NAMES = Path(__file__).parents[2] / "dictionaries" / "columns.toml"
_SEPARATORS = re.compile(r"[\s_\-.:/]+")
_INNER = ("rendered", "name", "value", "text", "#text", "title", "$oid", "$date")
_DAMAGED = re.compile("[\0\r\ud800-\udfffÃÂØÙ]|[طظ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2010-\u2122]")
"""What damaged text always holds and sound Arabic hardly ever; decoding every cell would double the time."""

_BLANK = ("", "nan", "none", "null", "nat")


def name_key(name: object) -> str:
    """Return a column name as names are compared.

    >>> name_key("Published_At") == name_key("publishedAt")
    True
    """
    return _SEPARATORS.sub("", fold(str(name)))


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Return field -> the keys of its names, read from columns.toml."""
    listed = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    return {field: tuple(map(name_key, names)) for field, names in listed.items()}


def guess_columns(names: Iterable[str]) -> dict[str, str]:
    """Return field -> column for the columns whose names are known.

    >>> guess_columns(["ID", "Headline", "pubDate", "rank"])
    {'title': 'Headline', 'source_id': 'ID', 'published': 'pubDate'}
    """
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name_key(name), name)
    found = {
        field: next((by_key[key] for key in keys if key in by_key), None) for field, keys in _known().items()
    }
    return {field: name for field, name in found.items() if name is not None}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, for one table.

    Attributes:
        field_of: field -> name of the column.
    """

    field_of: Mapping[str, str]

    def page(self, raw_path: str, row: Mapping[str, object]) -> RawPage:
        """Return one row as a raw page, its text repaired and without markup.

        Raises:
            RawFault: ``no_text`` when neither title, text nor markup stands in the row.
            InputError: a cell holds bytes that are not text.
        """
        said = {field: as_text(row.get(column)) for field, column in self.field_of.items() if field != "tags"}
        read = {
            field: repaired(text) for field, text in said.items() if text.strip().casefold() not in _BLANK
        }
        tags = [repaired(tag) for tag in split_tags(row.get(self.field_of.get("tags", "")))]
        present = {field: text for field, (text, _) in read.items()}
        fields: dict[str, object] = {f: text for f, text in present.items() if f not in ("html", "summary")}
        fields |= {"tags": [tag for tag, _ in tags]} if tags else {}
        fields |= {"title": text_of(present["title"])} if "title" in present else {}
        fields |= {"published": moment(present["published"])} if "published" in present else {}
        repairs = dict.fromkeys(name for _, names in (*read.values(), *tags) for name in names)
        kind, text = self._kind(present)
        return RawPage(
            raw_path, kind, text, {**fields, "body": text} if kind == "record" else fields, (*repairs,)
        )

    def _kind(self, present: Mapping[str, str]) -> tuple[Kind, str]:
        text = present.get("text", "")
        if "html" in present or is_markup(text):
            return "html", present.get("html", text)
        if text and not self.field_of.keys() & {"title", "body"}:
            return "dump", text
        body = text_of(present.get("body") or text or present.get("summary", ""))
        if not (body or "title" in present):
            raise RawFault("no_text", "the row has neither title, body, text nor markup.")
        return "record", body


def need_fields(mapping: Mapping[str, str]) -> None:
    """Raise ``InputError`` when a mapping names a field that there is not, in whatever table."""
    for field, column in mapping.items():
        if field not in FIELDS:
            raise InputError(
                f"--map {field}={column}: '{field}' is no field; fields are {', '.join(FIELDS)}."
            )


def find_columns(names: Iterable[str], mapping: Mapping[str, str] | None, where: str) -> Columns:
    """Return which column of a table holds what; a mapping goes before the guesses.

    Args:
        names: the columns there are.
        mapping: field -> column, as in ``--map title=headline``.
        where: the file, for messages.

    Raises:
        InputError: the mapping names a field or a column that does not exist.
        RawFault: ``wrong_columns`` when no column holds text.
    """
    names = list(names)
    chosen = dict(mapping or {})
    need_fields(chosen)
    for field, column in chosen.items():
        if column not in names:
            raise InputError(
                f"--map {field}={column}: '{where}' has no column '{column}'; it has {has_columns(names)}."
            )
    guessed = guess_columns(name for name in names if name not in chosen.values())
    columns = Columns({**guessed, **chosen})
    if not columns.field_of.keys() & {"title", "body", "text", "html", "summary"}:
        raise RawFault(
            "wrong_columns",
            f"no column is known as title, body, text or html among {has_columns(names) or 'none'}; "
            "name them with --map title=COLUMN,body=COLUMN.",
        )
    return columns


def as_text(value: object) -> str:
    """Return one cell as text; lists are joined by line breaks, ``{"rendered": ...}`` gives its text.

    >>> as_text({"rendered": "خبر"})
    'خبر'
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return as_text(next((value[key] for key in _INNER if value.get(key) is not None), ""))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(as_text, value)))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell's text as `decode` repairs it, and what was repaired.

    >>> repaired("خبر".encode().decode("cp1256"))[0]
    'خبر'
    """
    if not _DAMAGED.search(text):
        return text, ()
    plain = text.replace("\0", "")
    try:
        data = plain.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = plain.encode("utf-8", "surrogatepass")
    decoded = decode(data)
    return decoded.text, (*decoded.repairs, *(["nul-bytes"] if plain != text else []))
