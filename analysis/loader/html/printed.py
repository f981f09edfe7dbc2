"""Pages of old portals, without headings, parted by line breaks alone: read as the dump a browser shows."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.page import finish
from analysis.loader.zones.kinds import HEADLINE
from analysis.loader.zones.outline import page_outline

if TYPE_CHECKING:
    from datetime import date

    from lxml.html import HtmlElement

    from analysis.loader.page import Page

BREAKS = 4
"""Line breaks that the text of a page has at least when they part it."""

_BLOCKS = (
    *("br", "hr", "p", "div", "table", "tr", "td", "th", "ul", "ol", "li", "center", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_UNSEEN = ("script", "style", "noscript", "select", "iframe")


def printed_page(tree: HtmlElement, title: str, reference: date | None) -> Page | None:
    """Return a page without headings and paragraphs as its lines are cut; None for others, or another title.

    Args:
        tree: the parsed page; it is not changed.
        title: the headline.
        reference: the day that relative dates count from; None leaves them unread.
    """
    body = tree.find(".//body")
    if (
        body is None
        or len(list(body.iter("br"))) < BREAKS
        or next(body.iter("h1", "h2", "h3"), None) is not None
    ):
        return None
    if sum(len(paragraph.text_content()) for paragraph in body.iter("p")) > HEADLINE:
        return None
    page = finish(page_outline(_lines(body), reference=reference), zones=False)
    return page if title and fold(page.title) == fold(title) else None


def _lines(body: HtmlElement) -> str:
    """Return the text of a page with a line break around every block."""
    body = copy.deepcopy(body)
    for element in list(body.iter(*_UNSEEN)):
        element.drop_tree()
    for element in body.iter():
        element.text = element.text and " ".join(element.text.split("\n"))
        element.tail = element.tail and " ".join(element.tail.split("\n"))
    for element in body.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return str(body.text_content())
