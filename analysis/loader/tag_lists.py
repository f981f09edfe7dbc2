"""Tag fields of records in all their forms -> a list of tags as printed."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_DELIMITERS = re.compile(r"[،,;؛|\n\r\t]|\s[/•·]\s")
_HASHTAGS = re.compile(r"#[^\s#،,;؛|]+(?:[\s،,;؛|]+#[^\s#،,;؛|]+)*[\s،,;؛|]*\Z")
_NAMES = ("name", "tag", "label", "term", "title", "value", "text", "slug")
_EDGES = " \t\r\n\u00a0\u200e\u200f\u202a-\u202e.،,;؛|#\"'[]"


def split_tags(value: object) -> list[str]:
    """Return the tags of one tag field, each once, in order.

    Args:
        value: a list (of text or of objects with a name), or text: delimited by Arabic or Latin comma,
            semicolon, bar or line break, hashtags with underscores, or a printed list ``['a', 'b']``.

    >>> split_tags("#غزة #الأمم_المتحدة")
    ['غزة', 'الأمم المتحدة']
    >>> split_tags("['مصر', 'السودان']")
    ['مصر', 'السودان']
    """
    return list(dict.fromkeys(tag for part in _parts(value) if (tag := _tidy(part))))


def _parts(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, dict):
        return _parts(next((value[key] for key in _NAMES if value.get(key)), None))
    if isinstance(value, list | tuple):
        return [part for item in value for part in (_parts(item) if not isinstance(item, str) else [item])]
    text = str(value).strip()
    if text.startswith("[") and text.endswith("]"):
        quoted = [a or b for a, b in _QUOTED.findall(text)]
        return quoted or _DELIMITERS.split(text[1:-1])
    if _HASHTAGS.match(text):
        return re.split(r"[\s،,;؛|]+", text)
    return _DELIMITERS.split(text)


def _tidy(tag: str) -> str:
    bare = tag.strip().strip(_EDGES)
    if tag.lstrip().startswith("#"):
        bare = bare.replace("_", " ")
    return " ".join(bare.split())
