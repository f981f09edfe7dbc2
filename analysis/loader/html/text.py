"""The running text of a page with markup, without what stands around and between it."""

from __future__ import annotations

import copy
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.dates import parse_date
from analysis.loader.html.markup import heading_of, names_of, tidy
from analysis.loader.zones.kinds import is_hashtags, is_notice, kind_of
from analysis.loader.zones.lookup import lookup
from analysis.loader.zones.marks import mark_at
from analysis.sources import read_sources

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHROME = re.compile(
    r"(?:^|[-_\s])(?:share|sharing|social|related|read-?also|read-?more|see-?also|recommend\w*|newsletter|subscri\w*|"
    r"comments?|breadcrumbs?|tags|topics|keywords|hashtags|byline|author|caption|most-?\w*|popular|trending|sidebar|adv\w*|ads?|"
    r"promo|bio|disclaimer|cookies?|popup|modal|pagination|poll|ticker|breaking|print|copyright|embed|also)(?=$|[-_\s])"
)
_FRAME = ("html", "body", "head", "main")
_TEASER, _OTHER = "wusum-teaser", "wusum-other"
_ALWAYS = (
    "figcaption",
    "nav",
    "aside",
    "form",
    "button",
    "time",
    "script",
    "style",
    "iframe",
    "noscript",
    "select",
)
_BLOCKS = ("p", "div", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "strong", "span")
_INLINE = ("strong", "span")
_LISTS = ("ul", "ol", "div", "p")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BESIDE = frozenset(("related", "box", "share", "comments", "tags", "site_tags", "footer"))
_LINE_KINDS = frozenset(("published", "updated", "byline", "caption", "source", "label"))
_LONGEST, _DATE_LINE, _SHORT = 160, 60, 8
_LEAD, _LONGEST_LEAD = 40, 1_500
_NOTHING = re.compile(r"[\W\d_]*")
_ZWNJ, _STAND_IN = "\u200c", "\ua73f"
"""trafilatura removes all that is not printable, and with it the joiner of Persian spelling."""


def main_text(tree: HtmlElement, title: str, said: str, summary: str, *, locked: bool = False) -> str:
    """Return the article's running text, a paragraph a line.

    Args:
        tree: the parsed page; it is not changed.
        title: the headline, which is left out when the text repeats it.
        said: JSON-LD ``articleBody`` or ''; taken when the markup gives less than half of it.
        summary: the description in the head; the printed paragraph that it opens belongs to the text even
            when it stands apart from it.
        locked: the page says that only subscribers see all of it; then the longer of the two is taken.
    """
    pruned = _pruned(tree, title)
    text = "\n".join(_lines(_extract(pruned), title))
    plain = "\n".join(_lines(said, title))
    if 2 * len(text) < len(plain) or (locked and len(text) < len(plain)):
        return plain
    text = text or "\n".join(_lines(_extract(tree), title))
    lead = _lead(pruned, fold(summary)[:_LEAD], fold(text))
    return f"{lead}\n{text}" if lead and lead != title else text


def _lead(tree: HtmlElement, opening: str, text: str) -> str:
    """Return the printed paragraph that the summary opens, when the text has it not."""
    if len(opening) < _LEAD or opening in text:
        return ""
    for element in tree.iter("p", "div", "h2", "h3", "h4", "span", "strong"):
        if len(lead := tidy(element.text_content())) < _LONGEST_LEAD and fold(lead).startswith(opening):
            return lead
    return ""


def _extract(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    except Exception:  # hostile text breaks it, as `&#` with thousands of digits does
        return "\n".join(tidy(paragraph.text_content()) for paragraph in tree.iter("p"))
    items = {tidy(item.text_content())[:_LEAD] for item in tree.iter("li")}
    lines = str(getattr(found, "text", None) or "").replace(_STAND_IN, _ZWNJ).split("\n")
    # trafilatura prints list items with a dash of its own
    return "\n".join(
        line[2:] if line[:2] == "- " and tidy(line[2:])[:_LEAD] in items else line for line in lines
    )


def _pruned(tree: HtmlElement, title: str) -> HtmlElement:
    """Return a copy without boxes, buttons, captions, teasers of and links to other articles."""
    tree = copy.deepcopy(tree)
    whole = _length(tree)
    for line in _over_heading(tree, title):
        line.drop_tree()
    for element in [*_teasers(tree, title), *_other_articles(tree, title), *tree.iter()]:
        if not isinstance(element.tag, str) or element.tag in _FRAME or element.getparent() is None:
            continue
        if element.get(_OTHER) or (
            (element.get(_TEASER) or _is_chrome(element)) and 2 * _length(element) < whole
        ):
            _drop(element)
    for element in tree.iter():
        element.text = element.text and element.text.replace(_ZWNJ, _STAND_IN)
        element.tail = element.tail and element.tail.replace(_ZWNJ, _STAND_IN)
    return tree


def _over_heading(tree: HtmlElement, title: str) -> list[HtmlElement]:
    """Return the lines over the headline, where a page for print says what it is; none when text is there."""
    heading = heading_of(tree, title)
    over = takewhile(lambda e: e is not heading, tree.iter("p", heading.tag)) if heading is not None else ()
    lines = [element for element in over if element.tag == "p"]
    return [] if any(len(tidy(line.text_content())) > _LONGEST for line in lines) else lines


def _teasers(tree: HtmlElement, title: str) -> list[HtmlElement]:
    """Mark and return what stands for other articles: two or more alike whose headline is a link."""
    heading = heading_of(tree, title)
    around = set() if heading is None else {heading, *heading.iterancestors()}
    alike: dict[tuple[HtmlElement, str, str | None], list[HtmlElement]] = {}
    for link in tree.iter("h2", "h3", "h4", "h5", "h6"):
        if link in around or not _leads_away(link):
            continue
        for node in link.iterancestors():
            if node in around or node.getparent() is None:
                break
            group = alike.setdefault((node.getparent(), node.tag, node.get("class")), [])
            group += [node] if node not in group[-1:] else []
    found = [node for group in alike.values() if len(group) > 1 for node in group]
    for node in found:
        node.set(_TEASER, "1")
    return found


def _other_articles(tree: HtmlElement, title: str) -> list[HtmlElement]:
    """Mark and return the other articles of a page whose headline and text stand in one of their own."""
    articles = list(tree.iter("article"))
    heading = heading_of(tree, title) if len(articles) > 1 else None
    around = [] if heading is None else [node for node in heading.iterancestors() if node.tag == "article"]
    if not around or _length(around[0]) < _LONGEST:
        return []
    inside = set(around[-1].iter("article"))
    found = [node for node in articles if node not in inside]
    for node in found:
        node.set(_OTHER, "1")
    return found


def _leads_away(heading: HtmlElement) -> bool:
    """Tell whether a heading is a link to another page, inside or around."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links)


def _length(element: HtmlElement) -> int:
    """Return the characters of paragraphs in an element: the weight that no box may have."""
    return sum(len(p.text_content()) for p in element.iter("p"))


def _drop(element: HtmlElement) -> None:
    """Remove an element, and the list of links that it heads; the text after it stays."""
    following = element.getnext()
    heads = element.tag in _HEADINGS or next(element.iter("a"), None) is None
    if heads and following is not None and following.tag in _LISTS and _only_links(following):
        following.drop_tree()
    element.drop_tree()


def _is_chrome(element: HtmlElement) -> bool:
    if element.tag in _ALWAYS or _CHROME.search(names_of(element)):
        return True
    if element.tag not in _BLOCKS or (element.tag in _INLINE and not _stands_alone(element)):
        return False
    text = tidy(element.text_content())
    if not text or len(text) > _LONGEST:
        return False
    mark = mark_at(text, 0, len(text), lookup(read_sources()))
    if mark is not None and mark.kind in _BESIDE:
        return mark.joint in ("colon", "alone") or next(element.iter("a"), None) is not None
    return element.tag in ("p", "li", "strong") and len(text.split()) >= 4 and _only_links(element)


def _stands_alone(element: HtmlElement) -> bool:
    """Tell whether no running text stands beside an inline element."""
    parent = element.getparent()
    pieces = (parent.text, *(child.tail for child in parent)) if parent is not None else ()
    return not any((piece or "").strip() for piece in pieces)


def _only_links(element: HtmlElement) -> bool:
    linked = sum(len(tidy(a.text_content())) for a in element.iter("a"))
    return linked > 0 and linked >= 0.9 * len(tidy(element.text_content()))


def _lines(text: str, title: str) -> list[str]:
    """Return the lines of a text that are the article's, each paragraph once in a row."""
    kept: list[str] = []
    key = fold(title)
    for line in map(tidy, text.split("\n")):
        tagged = len(line) <= _LONGEST and is_hashtags(fold(line))
        beside = tagged or _NOTHING.fullmatch(line) or fold(line) == key or _marked(line) or _is_date(line)
        beside = beside or is_notice(line, 0, len(line))
        if not beside and line not in kept[-1:]:
            kept.append(line)
    return kept


def _marked(line: str) -> bool:
    """Tell whether a line is a byline, a date, a caption or a pointer elsewhere."""
    if len(line) > _LONGEST:
        return False
    look = lookup(read_sources())
    words = len(line.split())
    if words <= _SHORT and kind_of(fold(line), words, look) == "related":
        return True
    mark = mark_at(line, 0, len(line), look)
    if mark is None:
        return False
    if mark.kind in _BESIDE:
        return mark.joint in ("colon", "alone")
    return mark.kind in _LINE_KINDS and mark.joint == "colon" and len(line.split()) <= 10


def _is_date(line: str) -> bool:
    """Tell whether a line is a date and hardly anything else."""
    return len(line) <= _DATE_LINE and 2 * len(parse_date(line).evidence) > len(line)
