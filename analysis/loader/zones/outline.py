"""Raw page text -> Outline: everything of a page but the tags inside its tag lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from analysis.arabic.letters import MARKS
from analysis.loader.zones.kinds import DATELINE
from analysis.loader.zones.lines import pieces
from analysis.loader.zones.lists import with_unmarked_tags
from analysis.loader.zones.lookup import lookup
from analysis.loader.zones.plain import plain, shown
from analysis.loader.zones.published import read_date
from analysis.loader.zones.repeats import line_hashes, without_repeated
from analysis.loader.zones.sitename import without_site
from analysis.loader.zones.source import foot_of, outlet, printed_source, site_names
from analysis.loader.zones.title import menu_end
from analysis.loader.zones.walk import STRIPS, Walk
from analysis.loader.zones.wrapped import unwrapped
from analysis.loader.zones.zone import Zone
from analysis.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from analysis.loader.tags.asked import Hashes
    from analysis.loader.zones.line_evidence import LineEvidence, SiteLines
    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.walk import Label
    from analysis.sources import Sources

_SIGN = rf"[^\w\s{MARKS}\"'«»“”‘’()\[\]….,،:؛؟?!#@%&$€£+\-–—]"
_ORNAMENT = re.compile(rf"\A(?:{_SIGN}++\s*+)++|\s*+{_SIGN}++\Z")
"""Signs around a headline that are no part of it: 🔴, ▪, |."""
TAG_LINES = 12
"""Tag lines of a page that are cut; a page has two or three, and each is looked up in the whole text."""

SAMPLE = 1500
"""Characters of the text that the words of a site's name are looked for in."""

Span = tuple[int, int]
Issue = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outline:
    """A page cut into all zones but the tags inside its tag lines, which evidence of other pages may decide.

    Attributes:
        text: the text of the page, as `plain` leaves it.
        title, body, source, published, published_raw, published_precision: as in `Page`.
        related_title, related_body: as in `Page`.
        pieces, labels: its pieces in order, and for each its zone and the reason.
        tag_spans, site_spans: the tag lines behind their markers, and those marked as the site's.
        strip: the headlines and tags glued before the source line, if any.
        foot: a line that tells the site from others when the page names no source, see `foot_of`.
        printed: its pieces before any was made a list of tags; None when it was cut with evidence.
        look: markers and phrases.
        issues: (issue, detail) found so far.
    """

    text: str
    title: str
    body: str
    source: str | None
    published: date | None
    published_raw: str | None
    published_precision: str
    related_title: str | None
    related_body: str | None
    pieces: Sequence[Piece]
    labels: Sequence[Label]
    tag_spans: tuple[Span, ...]
    site_spans: tuple[Span, ...]
    strip: Span | None
    foot: str
    printed: Sequence[Piece] | None
    look: Lookup
    issues: tuple[Issue, ...]

    @property
    def spans(self) -> Iterator[Zone]:
        """Its zones, without the white space between them."""
        for piece, (name, reason) in zip(self.pieces, self.labels, strict=True):
            yield Zone(name, piece.start, piece.end, reason)

    @property
    def lines(self) -> tuple[int, tuple[int, ...]]:
        """Hash of the page, and of those of its lines that others may repeat; empty when these are known."""
        if self.printed is None:
            return 0, ()
        return line_hashes(self.text, self.pieces, self.look, self.printed)

    @property
    def tag_line(self) -> str:
        """The tag line behind its marker; empty when the page has none."""
        return self.text[slice(*self.tag_spans[0])] if self.tag_spans else ""

    @property
    def more_lines(self) -> tuple[str, ...]:
        """The tag lines under further markers."""
        return tuple(self.text[slice(*span)] for span in self.tag_spans[1:])

    @property
    def before_source(self) -> str:
        """The headlines and tags glued before the source line; empty when there are none."""
        return self.text[slice(*self.strip)] if self.strip else ""

    @property
    def running_text(self) -> str:
        """Title, body and a second article: what tags may be looked for in, never headlines or tags."""
        article = self.related_body if self.related_title else ""
        return "\n".join(part for part in (self.title, self.body, article) if part)

    @property
    def week(self) -> str | None:
        """ISO week of the page, as in ``2024-W36``; None without a date."""
        if self.published is None:
            return None
        year, week, _ = self.published.isocalendar()
        return f"{year}-W{week:02d}"


def page_outline(
    text: str,
    *,
    reference: date | None = None,
    sources: Sources | None = None,
    lines: LineEvidence | None = None,
) -> Outline:
    """Cut a page into all zones but the tags inside its tag lines.

    Args:
        text: decoded text, one page.
        reference: the day relative dates count from; None leaves them unread.
        sources: markers and site facts; None for those of the package.
        lines: which lines stand on many pages; None cuts this page alone.

    >>> page_outline("سد جديد يفتتح في الشمال\\nنص الخبر.\\nالوسوم: سد، ماء").tag_line
    'سد، ماء'
    """
    return outline_of(page_pieces(text, sources), reference=reference, sources=sources, lines=lines)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A page read as far as a page alone can be read; the costly half of an outline.

    Attributes:
        text: the text of the page, as `plain` leaves it.
        found: its pieces in order.
    """

    text: str
    found: Sequence[Piece]


def page_pieces(text: str, sources: Sources | None = None) -> Pieces:
    """Return the pieces of a page, from which `outline_of` makes its outline.

    Args:
        text: decoded text, one page.
        sources: markers and site facts; None for those of the package.

    >>> [piece.kind for piece in page_pieces("سد جديد يفتتح في الشمال\\nالوسوم: سد، ماء").found]
    ['line', 'tags']
    """
    text, look = unwrapped(plain(text)), lookup(sources or read_sources())
    return Pieces(text, pieces(text, look))


def outline_of(
    page: Pieces,
    *,
    reference: date | None = None,
    sources: Sources | None = None,
    lines: LineEvidence | SiteLines | None = None,
) -> Outline:
    """Return the outline of a page that is parted already.

    Args:
        page: from `page_pieces`.
        reference, sources, lines: as for `page_outline`.
    """
    text, look = page.text, lookup(sources or read_sources())
    common: Hashes = lines.common if lines else frozenset()
    found: Sequence[Piece] = with_unmarked_tags(text, page.found, look, common)
    walk = Walk(text, without_repeated(text, found, look, lines.common) if lines else found)
    published, raw, precision, date_issues = read_date(walk, reference)
    related_title, related_body = _related(walk)
    body = _zone_text(walk, "body")
    source = shown(printed_source(walk, look) or outlet(walk, look)).strip(" :.()|")
    names = site_names(walk, source, common)
    title, site = without_site(_title(walk, look), names, body[:SAMPLE], look)
    return Outline(
        text=text,
        title=title,
        body=body,
        source=source or site or None,
        published=published,
        published_raw=raw,
        published_precision=precision,
        related_title=related_title,
        related_body=related_body,
        pieces=walk.pieces,
        labels=walk.labels,
        tag_spans=tuple(islice(_tag_spans(walk, "tags"), TAG_LINES)),
        site_spans=tuple(islice(_tag_spans(walk, "site_tags"), TAG_LINES)),
        strip=_strip(walk),
        foot=foot_of(text, page.found),
        printed=None if lines else page.found,
        look=look,
        issues=(*date_issues, *_missing(title, body)),
    )


def _strip(walk: Walk) -> Span | None:
    glued = (p for p, (_, why) in zip(walk.pieces, walk.labels, strict=True) if why in STRIPS)
    return next(((piece.start, piece.end) for piece in glued), None)


def _title(walk: Walk, look: Lookup) -> str:
    if walk.title is None:
        return ""
    piece = walk.pieces[walk.title]
    start = piece.value if piece.kind == "title" else piece.start
    printed = walk.text[start : piece.end]
    return _ORNAMENT.sub("", shown(printed[menu_end(printed, look) :]))


def _missing(title: str, body: str) -> Iterator[Issue]:
    if not title:
        yield "no_title", "no line of the page reads as its headline"
    if not body:
        yield "no_body", "no text was found under the title"


def _zone_text(walk: Walk, zone: str) -> str:
    """Return the text of a zone, a piece on a line."""
    labelled = zip(walk.pieces, walk.labels, strict=True)
    return shown("\n".join(walk.text[p.start : p.end] for p, (name, _) in labelled if name == zone))


def _related(walk: Walk) -> tuple[str | None, str | None]:
    """Return the second article, or None and the headlines of the page."""
    text = walk.text
    related = [i for i, (name, _) in enumerate(walk.labels) if name == "related" and i not in walk.owned]
    found = [walk.pieces[i] for i in related]
    strip = _strip(walk)
    articles = [p for p in found if (p.start, p.end) != strip]
    first = next((i for i, p in enumerate(articles) if p.kind == "prose"), 0)
    titles = [p for p in articles[:first] if p.kind not in DATELINE]
    if titles:
        title = titles[-1]
        body = "\n".join(text[p.start : p.end] for p in articles[first:] if p.kind in ("prose", "line"))
        return shown(text[title.value : title.end]), shown(body)
    return None, shown("\n".join(text[p.value : p.end] for p in found)) or None


def _tag_spans(walk: Walk, zone: str) -> Iterator[Span]:
    """Yield the tag lines behind their markers; lines under one marker are one span."""
    pieces = walk.pieces
    blocks: list[list[Piece]] = []
    for i, (name, _) in enumerate(walk.labels):
        if name != zone:
            continue
        marked = pieces[i].kind == zone and pieces[i].value > pieces[i].start
        if marked or not i or walk.labels[i - 1][0] != zone:
            blocks.append([])
        blocks[-1].append(pieces[i])
    for block in blocks:
        if filled := [piece for piece in block if piece.value < piece.end]:
            yield filled[0].value, filled[-1].end
