"""Tags of a page with markup: what its head says and what its boxes print, told from the site's widgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.html.boxes import boxes
from analysis.loader.html.markup import NOT_OF_ARTICLE, heading_of, names_of, tidy
from analysis.loader.read.tag_fields import split_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from analysis.loader.html.meta import Meta

_TAG_META = (
    "article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags",
    "cxenseparse:recs:tags",
)  # fmt: skip
_MARKED = (
    "//*[@itemprop='keywords'] | //*[not(self::meta)][@property='schema:keywords' or @property='keywords']"
)
_SITE_META = ("keywords", "dc.subject", "dcterms.subject")
_WIDGET = re.compile(r"cloud|trend|popular|(?:^|[-_\s])(?:hot|most)(?=$|[-_\s])")
_OTHERS = re.compile(
    r"related|recommend|read-?more|card|teaser|share|social|breadcrumb|categor|copy-?right|menu|navbar|(?:^|[-_\s])nav"
)
_SIDE = re.compile(rf"side-?bar|{NOT_OF_ARTICLE}footer|(?:^|[-_\s]){NOT_OF_ARTICLE}header")
_FRAMES = ("aside", "footer", "header")
_MAX_WORDS = 9


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
    said += [tag for e in tree.xpath(_MARKED) for tag in split_tags(_content(e))]
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
    for element, tags, sites in boxes(tree):
        place = _place(element, around)
        found["site" if sites and place == "own" else place] += tags
    site = set(found["site"])
    if site <= set(found["own"]):  # a box around both
        found["own"] = [tag for tag in found["own"] if tag not in site]
    return found["own"], found["site"]


def _all_rel_tag(box: HtmlElement) -> bool:
    """Tell whether each link of a box is said to be a tag of this page; themes name such boxes clouds too."""
    return all("tag" in (link.get("rel") or "").split() for link in box.iter("a"))


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
        if (widget := _WIDGET.search(names)) and not (widget.group() == "cloud" and _all_rel_tag(node)):
            return "site"
        if _OTHERS.search(names) or node.tag in ("nav", "article"):
            return "other"
        if not inside and (node.tag in _FRAMES or _SIDE.search(names)):
            return "site"
    return "own"
