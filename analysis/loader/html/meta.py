"""What the head of a page says: meta elements and JSON-LD as facts, and what they make of the article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.loader.html.markup import tidy
from analysis.loader.html.state import state_article

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
_JSON_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,80}?\*/)|(?:-->|//\s*\]\]>|;)\s*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True, slots=True)
class Meta:
    """Facts of a page's head.

    Attributes:
        named: lower-case name or property of a ``<meta>`` -> its contents in order.
        article: the JSON-LD node of the article, with what the page's scripts say beyond it; may be empty.
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
    article = {**state_article(tree), **_best(nodes, named)}
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
