"""Which column of a table is what, and a row as a raw page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.files import has_columns
from analysis.loader.raw_page import RawFault, RawPage, is_markup
from analysis.loader.tag_fields import split_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = ("title", "body", "text", "html", "url", "source", "source_id", "published", "tags", "language")
"""What a column can be; the names that ``--map`` takes on its left."""

_NAMES = Path(__file__).parents[1] / "dictionaries" / "columns.toml"
_SEPARATORS = re.compile(r"[\s_\-.:/]+")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_HAMZA = str.maketrans("أإآىة", "ااايه")
_BLANK = ("", "nan", "none", "null", "nat")


def name_key(name: object) -> str:
    """Return a column name as names are compared.

    >>> name_key("Published_At") == name_key("publishedAt")
    True
    """
    plain = _MARKS.sub("", str(name).strip().casefold()).translate(_HAMZA)
    return _SEPARATORS.sub("", plain)


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
        """Return one row as a raw page.

        Raises:
            RawFault: ``no_text`` when neither title, text nor markup stands in the row.
        """
        values = {
            f: as_text(row[c]) for f, c in self.field_of.items() if f != "tags" and row.get(c) is not None
        }
        present = {f: v for f, v in values.items() if v.strip().casefold() not in _BLANK}
        fields: dict[str, object] = {f: v for f, v in present.items() if f not in ("html", "summary")}
        if tags := split_tags(row.get(self.field_of.get("tags", ""))):
            fields["tags"] = tags
        if "published" in fields:
            fields["published"] = _moment(present["published"])
        return self._kind(raw_path, present, fields)

    def _kind(self, raw_path: str, present: Mapping[str, str], fields: dict[str, object]) -> RawPage:
        if "html" in present:
            return RawPage(raw_path, "html", present["html"], fields)
        text = present.get("text", "")
        if is_markup(text):
            return RawPage(raw_path, "html", text, fields)
        if text and not self.field_of.keys() & {"title", "body"}:
            return RawPage(raw_path, "dump", text, fields)
        body = present.get("body") or text or present.get("summary", "")
        if not (body or "title" in present):
            raise RawFault("no_text", "the row has neither title, body, text nor markup.")
        return RawPage(raw_path, "record", body, {**fields, "body": body})


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
    for field, column in chosen.items():
        if field not in FIELDS:
            raise InputError(
                f"--map {field}={column}: '{field}' is no field; fields are {', '.join(FIELDS)}."
            )
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
    """Return one cell as text, lone surrogates and NUL replaced.

    Lists are joined by line breaks; ``{"rendered": ...}`` and ``{"name": ...}`` give their text.

    >>> as_text({"rendered": "خبر"})
    'خبر'
    """
    if isinstance(value, str):
        return safe_text(value)
    if value is None:
        return ""
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        keys = ("rendered", "name", "value", "text", "#text", "title", "$oid", "$date")
        return as_text(next((value[key] for key in keys if value.get(key) is not None), ""))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(as_text, value)))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def safe_text(text: str) -> str:
    """Return ``text`` without NUL, surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _moment(published: str) -> str:
    """Return seconds or milliseconds since 1970, which no reader of dates knows, as ISO; else as written."""
    text = published.strip()
    if not (text.isascii() and text.isdigit() and len(text) in (9, 10, 13)):
        return published
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).isoformat()
