"""Boxes of tags on a page with markup: by their class, their label, their links, or as a line of hashtags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.html.markup import names_of, tidy
from analysis.loader.read.tag_fields import split_tags
from analysis.loader.zones.kinds import is_hashtags
from analysis.loader.zones.lookup import lookup
from analysis.loader.zones.marks import mark_at
from analysis.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BOX = re.compile(
    r"(?:^|[-_\s])(?:hash|post|article|news|story|entry|item|content)?(?:tags?|keywords?|topics|tags?list)(?=$|[-_\s])"
)
_TAG_HREF = re.compile(
    r"/(?:tags?|topics?|keywords?|hashtags?|وسم|وسوم|الوسوم|%d9%88%d8%b3%d9%85)(?:/|\.)|[?&]tag=|/search/label/",
    re.I,
)
_PLAIN = frozenset(("html", "body", "article", "main"))
_LISTS = ("ul", "ol", "div", "p", "section", "span", "li", "td", "dl", "footer")
_LINES = ("p", "div", "li", "td", "span", "h5", "h6")
_LONGEST_LABEL, _LONGEST_LINE = 60, 600
_MAX_WORDS, _MAX_LINKS = 9, 60


def boxes(tree: HtmlElement) -> Iterator[tuple[HtmlElement, list[str], bool]]:
    """Yield each box of tags, what it prints, and whether its label says it is the site's; outer first."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _PLAIN:
            continue
        classed = _BOX.search(names_of(element))
        if element.tag == "a":
            rel = (element.get("rel") or "").lower().replace(",", " ").split()
            if ("tag" in rel and "category" not in rel) or (classed and "category" not in rel):
                yield element, [tidy(element.text_content())], False
            continue
        kind = _label_kind(element)
        if classed or kind or _lead_to_tags(element):
            yield element, _in_box(element, sure=bool(classed)), kind == "site_tags"
        elif element.tag in _LINES and (tags := _on_line(element)):
            yield element, tags, False


def _label_kind(element: HtmlElement) -> str:
    """Return the kind of the label of a list of links: ``tags``, ``site_tags`` or nothing."""
    if element.tag not in _LISTS or not _links(element):
        return ""
    return next((kind for label in _labels(element) if (kind := _kind(label))), "")


def _labels(element: HtmlElement) -> Iterator[str]:
    """Yield what can be the label of a list: its own first words, then what stands right before it."""
    yield from _inner_labels(element)
    before = element.getprevious()
    if before is not None:
        linked = next(before.iter("a"), None) is not None
        yield (before.tail or "") if linked or (before.tail or "").strip() else before.text_content()
    elif (parent := element.getparent()) is not None:
        yield parent.text or ""


def _inner_labels(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    if len(element) and element[0].tag != "a" and next(element[0].iter("a"), None) is None:
        yield element[0].text_content()


def _kind(label: str) -> str:
    """Return the kind of a label that is nothing but a marker of tags."""
    if len(label) > _LONGEST_LABEL or not (label := tidy(label)):
        return ""
    mark = mark_at(label, 0, len(label), lookup(read_sources()))
    whole = mark is not None and mark.kind in ("tags", "site_tags") and mark.value >= len(label)
    return mark.kind if mark and whole else ""


def _links(element: HtmlElement) -> list[HtmlElement]:
    return [*element.iterfind("a"), *element.iterfind("*/a")]


def _lead_to_tags(element: HtmlElement) -> bool:
    """Tell whether all links of a list lead to pages of tags."""
    links = _links(element) if element.tag in _LISTS else []
    return bool(links) and all(_TAG_HREF.search(a.get("href") or "") for a in links)


def _in_box(box: HtmlElement, *, sure: bool) -> list[str]:
    """Return the tags a box prints: its links, else its smallest elements, else its text after the label."""
    text = tidy(box.text_content())
    links = [tidy(a.text_content()) for a in box.iter("a")]
    links = [link for link in links if link]
    label = sum(len(label.replace(" ", "")) for label in _inner_labels(box) if _kind(label))
    told = len(text.replace(" ", "")) - label
    if len(links) > _MAX_LINKS or (links and sum(map(len, links)) < 0.5 * told):
        return []
    if links:
        return [] if any(len(link.split()) > _MAX_WORDS for link in links) else links
    leaves = [tidy(e.text_content()) for e in box.iter("li", "span", "button") if not len(e)]
    look = lookup(read_sources())
    if len(leaves) > 1:
        return [leaf for leaf in leaves if not _kind(leaf)]
    mark = mark_at(text, 0, len(text), look)
    start = mark.value if mark and mark.kind in ("tags", "site_tags") else 0
    listed = split_tags(text[start:]) if len(text) < _LONGEST_LINE and (start or sure) else []
    return listed if start or len(listed) > 1 else []


def _on_line(element: HtmlElement) -> list[str]:
    """Return the tags of a line of text: hashtags only, also links, or a list behind a label and a colon."""
    links = _links(element)
    if len(links) > 1 and all((link.text or "").lstrip()[:1] == "#" for link in links):
        text = tidy(element.text_content())
        return split_tags(text) if is_hashtags(fold(text)) else []
    if next(element.iter("a", "p", "div"), element) is not element or len(element) > 2:
        return []
    text = tidy(element.text_content())
    if not text or len(text) > _LONGEST_LINE:
        return []
    if text.count("#") > 1 and is_hashtags(fold(text)):
        return split_tags(text)
    mark = mark_at(text, 0, len(text), lookup(read_sources()))
    listed = mark is not None and mark.kind == "tags" and mark.joint == "colon"
    tags = split_tags(text[mark.value :]) if mark and listed and not text.endswith(".") else []
    return tags if len(tags) > 1 and all(len(tag.split()) <= _MAX_WORDS for tag in tags) else []
