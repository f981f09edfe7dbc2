"""What several readers share: text on one line, a fragment's text, an element's names, counted seconds."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEYOND = re.compile(r"&#\d{99,};?")
"""A reference beyond every sign, which Python refuses to read when it has thousands of digits."""

NOT_OF_ARTICLE = "".join(f"(?<!{word}[-_])" for word in ("post", "entry", "article", "story", "news", "date"))
"""Before ``header`` and ``footer`` in a pattern: those of an article are no frame of the site."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6]|/?blockquote|/?tr)\b[^<>]{0,500}>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_FRAGMENT = re.compile(
    r"</?(?:p|br|div|span|strong|em|b|i|a|img|figure|ul|li|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE
)
_SINCE_1970 = re.compile(r"(?:([0-9]{9,10})|([0-9]{10})(?:[0-9]{3}|[0-9]{6}|[0-9]{9}))(?:\.[0-9]{0,9})?")
"""Seconds, milli-, micro- and nanoseconds; pandas makes real numbers of a column with gaps."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def tidy(text: object) -> str:
    """Return text on one line, entities resolved.

    >>> tidy(" مصر &amp;  لبنان ")
    'مصر & لبنان'
    """
    return " ".join(html.unescape(_BEYOND.sub("\ufffd", str(text))).split())


def text_of(fragment: str) -> str:
    """Return the text of a piece of markup, a block a line; of text without tags only entities are resolved.

    >>> text_of("<p>أولا</p><p>ثانيا &amp; ثالثا</p>").splitlines()
    ['أولا', 'ثانيا & ثالثا']
    """
    if not _FRAGMENT.search(fragment):
        return _ENTITY.sub(lambda entity: html.unescape(entity[0]), fragment)
    blocks = _BREAK.sub("\n", _UNSEEN.sub(" ", fragment)).split("\n")
    return "\n".join(filter(None, (tidy(_TAG.sub("", block)) for block in blocks)))


def heading_of(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Return the first small element that holds the headline, else the first ``<h1>``."""
    body = tree.find(".//body")
    headings = list((tree if body is None else body).iter("h1", "h2", "h3", "div", "span", "td", "p"))
    printed = (
        e for e in headings if title and len(e) < 5 and title in tidy(e.text_content()[: 4 * len(title)])
    )
    plain = (e for e in headings if e.tag == "h1" and tidy(e.text_content()))
    bold = (e for e in tree.iter("b", "strong", "font") if title and tidy(e.text_content()) == title)
    return next(chain(printed, plain, bold), None)


def names_of(element: HtmlElement) -> str:
    """Return an element's classes and id in lower case, words parted by hyphens."""
    return _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}").lower()


def moment(published: str) -> str:
    """Return seconds since 1970, which no reader of dates knows, as ISO; else as written.

    >>> moment("1709854800"), moment("1709854800000000"), moment("7 مارس 2024")
    ('2024-03-07T23:40:00+00:00', '2024-03-07T23:40:00+00:00', '7 مارس 2024')
    """
    if not (said := _SINCE_1970.fullmatch(published.strip())):
        return published
    return datetime.fromtimestamp(int(said[1] or said[2]), UTC).isoformat()
