"""The headline of a page with markup, told from the name of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.html.markup import tidy
from analysis.sources import read_sources

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from analysis.loader.html.meta import Meta

_SEPARATOR = re.compile(r"\s+[-|–—:«»•·]{1,2}\s+|\s*[|»«]\s*")
_SIGNS = " -|–—:«»•·"
_LONGEST = 500
_BOLD, _PARTS = ("b", "strong", "font", "span", "div", "td", "p"), 3
"""What stands for a heading on a page without one, and the children it has at most."""


def title_of(meta: Meta, tree: HtmlElement, site_names: tuple[str, ...]) -> str:
    """Return the headline as printed, without the site's name.

    A heading that the head of the page repeats is the headline; then JSON-LD, OpenGraph, a lone heading
    and the ``<title>`` follow.
    """
    window = tidy(tree.findtext(".//title") or "")
    said = [
        tidy(meta.article.get("headline") or ""),
        meta.first("og:title", "twitter:title", "title"),
        window,
    ]
    headings = [text for h in tree.iter("h1", "h2", "h3") if (text := tidy(h.text_content()))]
    if not headings and not said[0] and not said[1]:
        headings = [text for e in tree.iter(*_BOLD) if len(e) < _PARTS and (text := tidy(e.text_content()))]
    if repeated := [h for h in headings if any(h in s and 2 * len(h) > len(s) for s in said)]:
        return max(repeated, key=len)
    for text in filter(None, said[:2]):
        return without_site(text, site_names, sure=False)
    first = next((tidy(h.text_content()) for h in tree.iter("h1")), "")
    return first or without_site(window, site_names, sure=True)


def without_site(title: str, site_names: tuple[str, ...], *, sure: bool) -> str:
    """Return a title without the site's name at its end or start.

    Args:
        title: as the head of the page says it.
        site_names: names of the site that are known.
        sure: the title is a ``<title>``, which nearly always ends with the site's name: a short last part
            goes even when the name is not known, and the section before it.

    >>> without_site("نتائج القمة العربية في بغداد | سياسة | موقع النهار", (), sure=True)
    'نتائج القمة العربية في بغداد'
    >>> without_site("القمة - البيان", ("البيان",), sure=False)
    'القمة'
    """
    known = {name.casefold() for name in site_names}
    marks = list(_SEPARATOR.finditer(title[:_LONGEST]))
    for mark in marks:
        before, after = title[: mark.start()], title[mark.end() :]
        if after.casefold() in known:
            return before
        if before.casefold() in known:
            return after
    if (
        sure
        and marks
        and len(title[marks[-1].end() :].split()) <= 4 <= len(title[: marks[-1].start()].split())
    ):
        shorter = title[: marks[-1].start()]
        section = _SEPARATOR.split(shorter)[-1]
        return shorter.removesuffix(section).rstrip(_SIGNS) if _is_section(section) else shorter
    return title


def _is_section(name: str) -> bool:
    return fold(name) in read_sources().markers["section"]


def site_names_of(meta: Meta) -> tuple[str, ...]:
    """Return the names the site gives itself, the surest first, each once."""
    names = [
        *meta.named.get("og:site_name", ()),
        _name(meta.article.get("publisher")),
        *(meta.first(name) for name in ("publisher", "dc.publisher", "application-name", "copyright")),
        _name(meta.page.get("publisher")),
        _name(meta.page.get("isPartOf")),
    ]
    plain = (name for name in map(tidy, names) if name and "://" not in name and len(name) < 80)
    return tuple(dict.fromkeys(plain))


def site_in_title(tree: HtmlElement, title: str) -> str:
    """Return the site's name that the ``<title>`` puts after or before the headline; '' when there is none.

    >>> from lxml.html import document_fromstring
    >>> site_in_title(document_fromstring("<title>قمة بغداد - سياسة - النهار</title>"), "قمة بغداد")
    'النهار'
    """
    before, found, after = tidy(tree.findtext(".//title") or "")[:_LONGEST].partition(title or "\n")
    parts = _SEPARATOR.split(f" {after} ")[-1:] + _SEPARATOR.split(f" {before} ")[:1]
    names = (part.strip(_SIGNS) for part in parts if found)
    return next((name for name in names if name and len(name.split()) <= 5 and not _is_section(name)), "")


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or ""
    return str(value or "")
