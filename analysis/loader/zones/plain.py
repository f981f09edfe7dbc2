"""The page as it is read, what no reader sees blanked and every offset the same; and as it is shown."""

from __future__ import annotations

import re

from analysis.arabic.letters import BIDI_CONTROLS, ZERO_WIDTH
from analysis.loader.decode import clean, unescape

_SIGNS = re.escape(BIDI_CONTROLS + ZERO_WIDTH)
_HIDDEN = re.compile(f"[{_SIGNS}]")
_EDGES = re.compile(rf"(?<!\S)[{_SIGNS}]++|(?<![{_SIGNS}])[{_SIGNS}]++(?!\S)")
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|h[1-6]|article|section|header|footer)\b[^<>]{0,200}>", re.I)
_INLINE = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|img|small|td|figure|figcaption|time)\b[^<>]{0,300}>", re.I
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,400}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,400})\](\((?:https?:|mailto:|tel:|[/#?])[^()\n]{0,2000}\))")
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?!\*)")
_HEADING = re.compile(r"^#{1,6}(?= )", re.M)
_ENTITY = re.compile(r"&(?:amp;)?(?:[A-Za-z]{2,8}|#\d{2,5}|#[xX][0-9a-fA-F]{2,4});")
FILLER = "\ufeff"
"""Fills the room of an entity behind its sign: what compares and shows text leaves it out, as in any page."""
_ESCAPED = re.compile(r"\\(?:r\\n|[nrt\"'/])")
_BREAKS = 4
"""Line breaks written as a backslash and a letter from which a page of few lines was escaped."""
_EDGE = "\u2009"
"""White space in place of invisible signs on a page of one line, where two blanks are a gap between lines."""
LINE = re.compile(r"\S(?:[^\n\r\v\f\x85\u2028\u2029]*\S)?")
"""A line without the white space around it."""
_SEPARATORS = "\x1c\x1d\x1e"
"""Signs that end a line for `str.splitlines` alone."""
_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|rlm|lrm|#160|#xa0|#820[3-7]);", re.I)


def plain(text: str) -> str:
    r"""Return a page of the same length without invisible signs around words and without left-over markup.

    Signs, entities of white space, inline tags, and the signs, pictures and addresses of Markdown become
    spaces, tags that break a line a line break and spaces, entities and escapes the sign they stand for.

    >>> plain("\u200fالوسوم:\n\u202bسد\u202c")
    ' الوسوم:\n سد '
    >>> plain("سد<br>ماء")
    'سد\n   ماء'
    >>> plain("[سد](/t/1)")
    ' سد       '
    >>> plain("سد&quot;") == 'سد"' + 5 * "\ufeff"
    True
    """
    if text.count("\\n") >= _BREAKS > text.count("\n"):
        text = _ESCAPED.sub(_meant, text)
    if _HIDDEN.search(text):
        text = _EDGES.sub(_spaces if "\n" in text.strip() else _thin, text)
    if "&" in text:
        text = _ENTITY.sub(_sign, _SPACE.sub(_spaces, text))
    if "](" in text:
        text = _HEADING.sub(_spaces, _LINK.sub(_link_text, _IMAGE.sub(_spaces, text)))
    if "**" in text:
        text = _BOLD.sub(_spaces, text)
    if "<" in text:
        text = _INLINE.sub(_spaces, _BREAK.sub(_line_break, text))
    return text


def line_spans(text: str) -> list[tuple[int, int]]:
    r"""Return where the lines of a page stand, without the white space around them; none that is empty.

    >>> line_spans("سد \n\n ماء\n")
    [(0, 2), (6, 9)]
    """
    if any(map(text.__contains__, _SEPARATORS)):
        return [found.span() for found in LINE.finditer(text)]
    spans, at = [], 0
    for line in text.splitlines(keepends=True):  # takes half of the time
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line)
        if start < end:
            spans.append((start, end))
    return spans


def shown(text: str) -> str:
    """Return a stretch of a page as it is shown: `clean`, with the HTML entities that were left in it read.

    >>> shown("R&amp;D\u00a0 &quot;سد&quot;")
    'R&D "سد"'
    """
    return clean(unescape(text) if "&" in text else text)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _thin(found: re.Match[str]) -> str:
    return _EDGE * len(found.group())


def _sign(found: re.Match[str]) -> str:
    """Return the sign that an entity stands for, as wide as it was; a letter is left as it stands."""
    entity = found.group()
    sign = unescape(entity)
    return entity if len(sign) != 1 or sign.isalnum() or sign in "<>" else sign.ljust(len(entity), FILLER)


def _meant(found: re.Match[str]) -> str:
    """Return what a backslash and a letter stand for, as wide as they were."""
    escaped = found.group()
    if escaped[1] in "nr":
        return "\n".ljust(len(escaped))
    return "\t " if escaped[1] == "t" else escaped[1] + FILLER


def _link_text(found: re.Match[str]) -> str:
    """Return the words of a link without its address, as wide as it was."""
    return f" {found.group(1)} " + " " * len(found.group(2))


def _line_break(found: re.Match[str]) -> str:
    return "\n" + " " * (len(found.group()) - 1)
