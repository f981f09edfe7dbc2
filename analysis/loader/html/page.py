"""A page with markup -> the same `Page` as a text dump gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from analysis.loader.dates import parse_date
from analysis.loader.decode import clean
from analysis.loader.html.dates import published_of
from analysis.loader.html.markup import text_of, tidy
from analysis.loader.html.meta import Meta, read_meta, url_of
from analysis.loader.html.printed import printed_page
from analysis.loader.html.tags import tags_of
from analysis.loader.html.text import main_text
from analysis.loader.html.title import site_in_title, site_names_of, title_of
from analysis.loader.page import Page

if TYPE_CHECKING:
    from datetime import date

    from lxml.html import HtmlElement

_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|[xX]0*(?:[1-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
"""What lxml reads but does not write, as it stands and as a reference."""


_LONG = 100_000
"""Characters of markup below which no tag can hold enough attributes to matter."""
_TAG = re.compile(r"""<[A-Za-z][^\s"'<>]*+(?:[^"'<>]++|"[^"]*"|'[^']*')*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_MOST = 10_000
"""Characters of a tag outside quotes; above, it is read without attributes: their time is quadratic."""


def parse_html(markup: str, *, url: str | None = None, reference: date | None = None) -> Page:
    """Return title, date, text and tags of a page with markup.

    What the head of the page says (JSON-LD, OpenGraph, meta elements) goes before what the page prints.
    The spans of zones are those of dumps; for markup ``zones`` is empty. No address is ever opened.

    Args:
        markup: the page, decoded.
        url: where it was found; the page's own word goes before it.
        reference: the day that relative dates count from; None leaves them unread.

    >>> parse_html("<title>قمة بغداد | النهار</title><h1>قمة بغداد</h1><p>نص الخبر.</p>").title
    'قمة بغداد'
    """
    tree = _tree(markup)
    return _page(tree, read_meta(tree), url or "", reference)


def _described(tree: HtmlElement) -> str:
    """Return the summary that a page prints as such."""
    return next((tidy(e.text_content()) for e in tree.iterfind(".//*[@itemprop='description']")), "")


def _tree(markup: str) -> HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    held = _TAG.sub(_held, markup) if len(markup) > _LONG else markup
    data = _CONTROL.sub(" ", held).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (lxml_html.etree.ParserError, ValueError):
        return lxml_html.document_fromstring("<html></html>")


def _held(tag: re.Match[str]) -> str:
    """Return a tag as it is written, or its name alone when it has thousands of attributes."""
    text = tag.group()
    many = len(text) > _MOST and len(_QUOTED.sub("", text)) > _MOST
    return text[:40].split()[0] + " " if many else text


def _page(tree: HtmlElement, meta: Meta, found_at: str, reference: date | None) -> Page:
    names = site_names_of(meta)
    url = url_of(meta, tree) or found_at
    title = title_of(meta, tree, names)
    summary = meta.first("og:description", "description", "twitter:description") or _described(tree)
    said = text_of(str(meta.article.get("articleBody") or ""))
    locked = str(meta.article.get("isAccessibleForFree")).lower() == "false"
    body = main_text(tree, title, said, summary, locked=locked)
    own, site = tags_of(meta, tree, title, body, names)
    raw, published = published_of(meta, tree, title, url, reference) or (None, parse_date(""))
    if not said and (printed := printed_page(tree, title, reference)):
        body, own, site = printed.body, own or printed.tags, site or printed.site_tags
    return Page(
        title=clean(title),
        published=published.value,
        published_raw=raw,
        published_precision=published.precision or "",
        source=clean(names[0] if names else site_in_title(tree, title)) or None,
        url=url or None,
        body=clean(body),
        tags=tuple(map(clean, own)),
        site_tags=tuple(map(clean, site)),
        related_title=None,
        related_body=None,
        zones=(),
        issues=(),
    )
