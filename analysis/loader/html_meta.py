"""What the head of a page says: meta elements and JSON-LD as facts, and what they make of the article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.loader.markup import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage)$")
_ELSEWHERE = frozenset(
    "itemlistelement haspart ispartof relatedlink mentions comment comments citation breadcrumb about "
    "potentialaction isrelatedto subjectof associatedmedia video image".split()
)
_MAX_DEPTH = 12
_LONGEST_TITLE = 500
_JSON_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,80}?\*/)|(?:-->|//\s*\]\]>|;)\s*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SEPARATOR = re.compile(r"\s+[-|–—:«»•·]{1,2}\s+|\s*[|»«]\s*")


@dataclass(frozen=True, slots=True)
class Meta:
    """Facts of a page's head.

    Attributes:
        named: lower-case name or property of a ``<meta>`` -> its contents in order.
        article: the JSON-LD node of the article, or an empty mapping.
        page: the JSON-LD node of the page around it, or an empty mapping.
    """

    named: Mapping[str, tuple[str, ...]]
    article: Mapping[str, object]
    page: Mapping[str, object]

    def first(self, *names: str) -> str:
        """Return the first content among the meta names given, in the order given; '' when there is none."""
        return next((value for name in names for value in self.named.get(name, ()) if value), "")


def read_meta(tree: HtmlElement) -> Meta:
    """Return what ``<meta>`` elements and JSON-LD scripts of a page say."""
    named: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = tidy(element.get("content") or "")
        for name in {(element.get(key) or "").strip().lower() for key in _META_NAMES} - {""}:
            named.setdefault(name, []).append(content)
    nodes = list(_nodes(tree))
    article = _best(nodes, named)
    page = next((node for node in nodes if _is(node, _PAGE)), {})
    return Meta({name: tuple(values) for name, values in named.items()}, article, page)


def _best(nodes: list[Mapping[str, object]], named: Mapping[str, list[str]]) -> Mapping[str, object]:
    """Return the article the page is about: the one with the page's title, else the first."""
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    title = " ".join(named.get("og:title", [])) or " ".join(named.get("twitter:title", []))
    same = (node for node in articles if (head := tidy(node.get("headline") or "")) and head in title)
    return next(same, articles[0] if articles else {})


def _is(node: Mapping[str, object], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(kind.search(str(name)) for name in (types if isinstance(types, list) else [types]))


def _nodes(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield every JSON-LD object of the page, outer before inner, without lists of other articles."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _walk(_loads(script.text or ""), 0)


def _loads(text: str) -> object:
    bare = _JSON_COMMENT.sub("", _JSON_COMMENT.sub("", text))
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name, item in value.items():
            if isinstance(item, dict | list) and name.lower() not in _ELSEWHERE:
                yield from _walk(item, depth + 1)


def title_of(meta: Meta, tree: HtmlElement, site_names: tuple[str, ...]) -> str:
    """Return the headline as printed, without the site's name.

    A heading that the head of the page repeats is the headline; then JSON-LD, OpenGraph, a lone heading
    and the ``<title>`` follow.
    """
    window = tidy(tree.findtext(".//title") or "")
    said = [tidy(meta.article.get("headline") or ""), meta.first("og:title", "twitter:title", "title"), window]
    headings = [text for h in tree.iter("h1", "h2", "h3") if (text := tidy(h.text_content()))]
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
            goes even when the name is not known.

    >>> without_site("نتائج القمة العربية في بغداد | موقع النهار", (), sure=True)
    'نتائج القمة العربية في بغداد'
    >>> without_site("القمة - البيان", ("البيان",), sure=False)
    'القمة'
    """
    marks = list(_SEPARATOR.finditer(title[:_LONGEST_TITLE]))
    known = {name.casefold() for name in site_names}
    for mark in marks:
        if title[mark.end() :].casefold() in known:
            return title[: mark.start()]
        if title[: mark.start()].casefold() in known:
            return title[mark.end() :]
    if (
        sure
        and marks
        and len(title[marks[-1].end() :].split()) <= 4 <= len(title[: marks[-1].start()].split())
    ):
        return title[: marks[-1].start()]
    return title


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


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or ""
    return str(value or "")


def url_of(meta: Meta, tree: HtmlElement) -> str:
    """Return the page's own address as its head gives it; '' when it does not."""
    links = (
        link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    )
    said = meta.article.get("url") or meta.article.get("mainEntityOfPage") or ""
    if isinstance(said, dict):
        said = said.get("@id") or ""
    candidates = (*links, meta.first("og:url", "twitter:url"), str(said))
    return next((url for url in map(str.strip, candidates) if url.startswith(("http://", "https://"))), "")
