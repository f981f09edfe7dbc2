"""When a page with markup says it was published."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from analysis.loader.dates import ParsedDate, parse_date
from analysis.loader.html.markup import NOT_OF_ARTICLE, heading_of, moment, names_of, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lxml.html import HtmlElement

    from analysis.loader.html.meta import Meta

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "og:pubdate", "datepublished", "rnews:datepublished", "pubdate", "publishdate", "publish-date",
    "publish_date", "publisheddate", "published-date", "published_date", "published_time",
    "publication_date", "publicationdate", "published", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "dcterms.created", "dc.date.created", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "article:date",
    "article.published", "article.created", "nastooh:publishdate", "citation_publication_date",
    "datecreated", "date", "article-date", "news_date",
)  # fmt: skip
_PUBLISHED_LIKE = re.compile(r"publi(?:sh|c)\w*[-_.:]?(?:date|time|at|on)$|pub[-_]?date$")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")

_DATED = re.compile(
    r"(?:^|[\s_-])(?:\w*date\w*|\w*time\w*|publish\w*|posted\w*|meta)(?=$|[\s_-])", re.IGNORECASE
)
_NOW = re.compile(
    rf"current|today|{NOT_OF_ARTICLE}header|clock|hijri|islamic|weather|{NOT_OF_ARTICLE}footer|copyright|"
    r"modif|updat|related|recommend|comment|latest|"
    r"popular|most-?read|ticker|sidebar|widget"
)
_UPDATE_WORDS = re.compile(r"تحديث|محدّث|محدث|تعديل|آخر|updated|modified", re.IGNORECASE)
_PUBLISH_WORDS = re.compile(r"نشر|published|posted", re.IGNORECASE)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_DATA = re.compile(r"data-(?:[\w-]*[-_])?(?:\w*time\w*|\w*date|publish\w*)\Z")
_LINES_AFTER, _LINES_BEFORE = 25, 8
_LONGEST = 90
_UPDATE = 4


def published_of(
    meta: Meta, tree: HtmlElement, title: str, url: str, reference: date | None
) -> tuple[str, ParsedDate] | None:
    """Return when the page was published, as written and read; None when it does not say.

    The first of these that holds a date: JSON-LD, meta elements, microdata, ``<time>`` and lines of text
    beside the heading, the address; last the time of an update, when it is the only one. Written times are
    taken as written, without a shift of time zone.
    """
    for raw in _candidates(meta, tree, title, url):
        parsed = parse_date(raw, reference=reference)
        if parsed.precision == "day":
            return raw, parsed
    return None


def _candidates(meta: Meta, tree: HtmlElement, title: str, url: str) -> Iterator[str]:
    seen: Iterable[object] = (
        meta.article.get("datePublished"),
        *(value for name in _PUBLISHED for value in meta.named.get(name, ())),
        *(value for name, values in meta.named.items() if _PUBLISHED_LIKE.search(name) for value in values),
        meta.page.get("datePublished"),
        meta.article.get("dateCreated"),
    )
    yield from filter(None, (moment(tidy(value)) for value in seen if isinstance(value, str | int)))
    yield from _marked(tree, ("datePublished", "dateCreated"))
    printed = _beside_heading(tree, title)
    yield from (text for rank, text in printed if rank < _UPDATE)
    yield from ("-".join(found.groups()) for found in _IN_URL.finditer(url))
    late = (meta.article.get("dateModified"), *(meta.first(name) for name in _UPDATED))
    yield from filter(None, (tidy(value) for value in late if isinstance(value, str)))
    yield from _marked(tree, ("dateModified",))
    yield from (text for rank, text in printed if rank == _UPDATE)


def _marked(tree: HtmlElement, properties: tuple[str, ...]) -> Iterator[str]:
    """Yield dates that microdata marks, as written in the attribute, else in the text."""
    for name in properties:
        for element in tree.xpath("//*[@itemprop=$name]", name=name):
            yield from _written(element)


def _written(element: HtmlElement) -> Iterator[str]:
    data = (value for name, value in sorted(element.attrib.items()) if _DATA.match(str(name)))
    said = (element.get("datetime"), element.get("content"), element.get("title"))
    values = (*said, *data, element.text_content())
    texts = (moment(text) for value in values if value and (text := tidy(value)))
    yield from (text for text in texts if len(text) <= _LONGEST)


def _beside_heading(tree: HtmlElement, title: str) -> list[tuple[int, str]]:
    """Return the lines near the headline that may hold a date, with their rank, the surest first."""
    heading = heading_of(tree, title)
    if heading is None:
        return []
    shared = {heading, *heading.iterancestors()}
    lines = [
        (_rank(element, text, after), text)
        for element, after in _around(tree, heading)
        if not _in_frame(element, shared)
        for text in _written(element)
        if any(character.isdigit() for character in text)
    ]
    return sorted((line for line in lines if line[0] <= _UPDATE), key=lambda line: line[0])


def _rank(element: HtmlElement, text: str, after: bool) -> int:
    """Return how sure a short text is the day of publication, 0 surest; beyond `_UPDATE` it is not."""
    if _PUBLISH_WORDS.search(text):
        return 0
    if _UPDATE_WORDS.search(text):
        return _UPDATE
    named = element.tag == "time" or _DATED.search(names_of(element))
    return (1 if named else 2) if after else 3 if named else _UPDATE + 1


def _around(tree: HtmlElement, heading: HtmlElement) -> list[tuple[HtmlElement, bool]]:
    """Return the elements with short texts of their own around the headline, and whether they follow it."""
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    place = elements.index(heading)
    after = islice((e for e in elements[place + 1 :] if _is_short(e)), _LINES_AFTER)
    before = islice((e for e in elements[place - 1 :: -1] if _is_short(e)), _LINES_BEFORE)
    return [*((e, True) for e in after), *((e, False) for e in before)]


def _is_short(element: HtmlElement) -> bool:
    """Tell whether an element has a short text of its own, or is a ``<time>``."""
    if element.tag in ("script", "style", "option", "title", "meta", "link") or len(element) > 8:
        return False
    own = any((piece or "").strip() for piece in (element.text, *(child.tail for child in element)))
    return element.tag == "time" or (own and len(element.text_content()) <= 2 * _LONGEST)


def _in_frame(element: HtmlElement, shared: set[HtmlElement]) -> bool:
    """Tell whether an element stands in a frame of the site that does not hold the headline too."""
    for node in (element, *element.iterancestors()):
        if node in shared:
            return False
        if node.tag in ("nav", "aside") or _NOW.search(names_of(node)):
            return True
    return False
