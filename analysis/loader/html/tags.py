"""Tags of a page with markup: what its head says and what its boxes print, told from the site's widgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.html.markup import heading_of, names_of, tidy
from analysis.loader.read.tag_fields import split_tags
from analysis.loader.zones.marks import lookup, mark_at
from analysis.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from analysis.loader.html.meta import Meta

_TAG_META = (
    "article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags",
    "cxenseparse:recs:tags",
)  # fmt: skip
_SITE_META = ("keywords", "dc.subject", "dcterms.subject")
_BOX = re.compile(
    r"(?:^|[-_\s])(?:hash|post|article|news|story|entry|item|content)?(?:tags?|keywords?|topics|tags?list)(?=$|[-_\s])"
)
_WIDGET = re.compile(r"cloud|trend|popular|(?:^|[-_\s])(?:hot|most)(?=$|[-_\s])")
_OTHERS = re.compile(
    r"related|recommend|read-?more|card|teaser|share|social|breadcrumb|categor|copy-?right|menu|navbar|(?:^|[-_\s])nav"
)
_SIDE = re.compile(r"side-?bar|footer|(?:^|[-_\s])header")
_TAG_HREF = re.compile(
    r"/(?:tags?|topics?|keywords?|hashtags?|وسم|وسوم|الوسوم|%d9%88%d8%b3%d9%85)(?:/|\.)|[?&]tag=", re.I
)
_PLAIN = frozenset(("html", "body", "article", "main"))
_LISTS = ("ul", "div", "p", "section", "span", "li", "td")
_FRAMES = ("aside", "footer", "header")
_MAX_WORDS, _MAX_LINKS = 9, 60


def tags_of(
    meta: Meta, tree: HtmlElement, title: str, body: str, site_names: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the article's own tags and the site's, each once, in the order of their sources.

    Own tags are printed boxes and ``rel="tag"`` links of the article, then ``article:tag``,
    ``news_keywords``, JSON-LD ``keywords`` and last the meta keywords, unless these are the site's on
    every page (hardly any stands in the article) or the headline cut at its spaces.
    """
    own, site = _printed(tree, title)
    said = [tag for name in _TAG_META for value in meta.named.get(name, ()) for tag in split_tags(value)]
    said += split_tags(meta.article.get("keywords"))
    said += [tag for e in tree.xpath("//*[@itemprop='keywords']") for tag in split_tags(_content(e))]
    listed = [tag for name in _SITE_META for value in meta.named.get(name, ()) for tag in split_tags(value)]
    names = {fold(name) for name in site_names} | {fold(title)}
    kept = [
        *own,
        *_unless_title(said, title),
        *_unless_title(_unless_generic(listed, f"{title} {body}"), title),
    ]
    return _each_once(kept, names), _each_once(site, names)


def _content(element: HtmlElement) -> str:
    return element.get("content") or tidy(element.text_content())


def _each_once(tags: Iterable[str], but: set[str]) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for tag in split_tags([tidy(tag) for tag in tags]):
        key = fold(tag.replace("_", " "))
        if key and key not in but and len(tag.split()) <= _MAX_WORDS:
            once.setdefault(key, tag)
    return tuple(once.values())


def _unless_title(tags: list[str], title: str) -> list[str]:
    """Return no tags when they are the headline's words one by one."""
    words = fold(title).split()
    keys = [key for tag in tags if (key := fold(tag))]
    singles = sum(key in words for key in keys)
    return [] if len(keys) >= 4 and singles >= 0.8 * len(keys) and singles >= 0.7 * len(set(words)) else tags


def _unless_generic(tags: list[str], text: str) -> list[str]:
    """Return no tags when fewer than a third of three or more stand in the article."""
    folded = fold(text)
    found = sum(fold(tag) in folded for tag in tags)
    return [] if len(tags) >= 3 and 3 * found < len(tags) else tags


def _printed(tree: HtmlElement, title: str) -> tuple[list[str], list[str]]:
    """Return the tags of the article's boxes and those of the site's widgets."""
    heading = heading_of(tree, title)
    around = set() if heading is None else {heading, *heading.iterancestors()}
    found: dict[str, list[str]] = {"own": [], "site": [], "other": []}
    for element, tags in _boxes(tree):
        found[_place(element, around)] += tags
    return found["own"], found["site"]


def _boxes(tree: HtmlElement) -> Iterator[tuple[HtmlElement, list[str]]]:
    """Yield each box of tags with what it prints, outer boxes first."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _PLAIN:
            continue
        if element.tag == "a":
            rel = (element.get("rel") or "").lower().replace(",", " ").split()
            if "tag" in rel and "category" not in rel:
                yield element, [tidy(element.text_content())]
        elif _BOX.search(names_of(element)) or _lists_tags(element):
            yield element, _in_box(element)


def _lists_tags(element: HtmlElement) -> bool:
    """Tell whether links follow a label of tags, or all lead to pages of tags."""
    if element.tag not in _LISTS:
        return False
    links = [*element.iterfind("a"), *element.iterfind("li/a")]
    if not links:
        return False
    label = tidy(element.text or "") or ("" if element[0].tag == "a" else tidy(element[0].text_content()))
    mark = mark_at(label, 0, len(label), lookup(read_sources())) if label else None
    labelled = mark is not None and mark.kind in ("tags", "site_tags") and mark.value >= len(label)
    return labelled or all(_TAG_HREF.search(a.get("href") or "") for a in links)


def _in_box(box: HtmlElement) -> list[str]:
    """Return the tags a box prints: its links, else its smallest elements, else its text after the label."""
    text = tidy(box.text_content())
    links = [tidy(a.text_content()) for a in box.iter("a")]
    links = [link for link in links if link]
    if len(links) > _MAX_LINKS or (links and sum(map(len, links)) < 0.5 * len(text.replace(" ", ""))):
        return []
    if links:
        return [] if any(len(link.split()) > _MAX_WORDS for link in links) else links
    leaves = [tidy(e.text_content()) for e in box.iter("li", "span") if not len(e)]
    look = lookup(read_sources())
    if len(leaves) > 1:
        return [leaf for leaf in leaves if not mark_at(leaf, 0, len(leaf), look)]
    mark = mark_at(text, 0, len(text), look)
    return split_tags(text[mark.value :]) if mark and len(text) < 600 else []


def _place(element: HtmlElement, around: set[HtmlElement]) -> str:
    """Return ``own``, ``site`` (a widget of the site) or ``other`` (another article's tags, menus, buttons).

    Only what stands between the box and the first element that holds the headline too says where it is:
    the names of that element and of all outside it say something of the whole page.
    """
    chain = []
    for node in (element, *element.iterancestors()):
        if node in around or node.tag in ("body", "html"):
            break
        chain.append(node)
    inside = node.tag in ("article", "main")
    for node in chain:
        names = names_of(node)
        if _WIDGET.search(names):
            return "site"
        if _OTHERS.search(names) or node.tag in ("nav", "article"):
            return "other"
        if not inside and (node.tag in _FRAMES or _SIDE.search(names)):
            return "site"
    return "own"
