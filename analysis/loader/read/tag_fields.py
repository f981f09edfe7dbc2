"""Tag fields of records, in every form a table holds them -> a list of tags as printed."""

from __future__ import annotations

import html
import re

from analysis.loader.tags.lists import items

_QUOTED = re.compile(r"""'([^'\\]*(?:\\.[^'\\]*)*)'|"([^"\\]*(?:\\.[^"\\]*)*)\"""")
_SIGNS = re.compile(r"[،,;؛|\n\r\t]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_BLANK = ("nan", "none", "null", "nat")
_NAMES = ("name", "tag", "label", "term", "title", "value", "text", "slug")
_EDGES = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c.،,;؛|#\"'[]"


def split_tags(value: object) -> list[str]:
    """Return the tags of one tag field, each once, in order.

    Args:
        value: a list (of text, or of objects with a name), a printed list ``['a', 'b']``, or text that is
            delimited in any form `analysis.loader.tags.lists` knows, hashtags among them.

    >>> split_tags("#غزة #الأمم_المتحدة")
    ['غزة', 'الأمم المتحدة']
    >>> split_tags("['مصر', 'السودان']")
    ['مصر', 'السودان']
    """
    try:
        parts = _parts(value)
    except RecursionError:
        return []  # lists within lists within lists name no tags
    return list(dict.fromkeys(tag for part in parts if (tag := _tidy(part))))


def _parts(value: object) -> list[str]:
    if isinstance(value, dict):
        return _parts(next((value[key] for key in _NAMES if value.get(key)), None))
    if isinstance(value, list | tuple):
        named = (item for item in value if not isinstance(item, int | float))  # ids, as of WordPress
        return [
            part for item in named for part in ([_plain(item)] if isinstance(item, str) else _parts(item))
        ]
    text = _plain(value)
    if text[:1] + text[-1:] in ("[]", "{}"):
        return [one or other for one, other in _QUOTED.findall(text)] or _split(text[1:-1])
    return _split(text)


def _plain(value: object) -> str:
    """Return a cell as text, without markup and entities; nothing for what tables print for an empty cell."""
    text = "" if value is None else str(value).strip()
    if "&" in text or "<" in text:
        text = html.unescape(_MARKUP.sub(" ", text)).strip()
    return "" if text.casefold() in _BLANK else text


def _split(text: str) -> list[str]:
    """Split at the signs that only delimit in a field of its own; then as a line of a page is split."""
    if "#" not in text and len(parts := _SIGNS.split(text)) > 1:
        return parts
    spans, delimiter = items(text)
    mark = "#" if delimiter == "#" else ""
    return [mark + text[start:end] for start, end in spans] or [text]


def _tidy(tag: str) -> str:
    """Return a tag without signs at its edges; the underscores of a hashtag are its spaces."""
    spaced = tag.replace("_", " ") if tag.lstrip().startswith("#") else tag
    return " ".join(spaced.strip(_EDGES).split())
