"""Raw page text -> Page: title, date, source, body, tags and related article, and the zones they were cut from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from analysis.loader.dates import parse_date
from analysis.loader.decode import clean
from analysis.loader.taglines import anchor, cut_tags
from analysis.loader.zone_lines import pieces
from analysis.loader.zone_marks import lookup
from analysis.loader.zones import Walk, Zone, cover
from analysis.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from analysis.loader.evidence import TagEvidence
    from analysis.loader.taglines import TagCut, TagSpan
    from analysis.loader.zone_lines import Piece
    from analysis.sources import Sources

Span = tuple[int, int]
Issue = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One news page, cut.

    Attributes:
        title, body: shown text (`clean`), paragraphs of the body on lines of their own; empty when not found.
        published, published_raw, published_precision: the date, the words it was read from, how exact it is.
        source: who the page says it is from; None when it does not.
        url: address of the page; None for a dump.
        tags, site_tags: the article's own tags, and those of the site's widget, as printed.
        related_title, related_body: the second article on the page; without one the title is None and the
            body holds the headlines, one a line, or is None.
        zones: what was cut where, together covering every character.
        issues: (issue, detail) for ``page_issues``.
    """

    title: str
    published: date | None
    published_raw: str | None
    published_precision: str
    source: str | None
    url: str | None
    body: str
    tags: tuple[str, ...]
    site_tags: tuple[str, ...]
    related_title: str | None
    related_body: str | None
    zones: tuple[Zone, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A page cut into all zones but the tags inside its tag lines, which evidence of other pages may decide.

    Attributes:
        text: the decoded text of the page.
        title, body, source, published, published_raw, published_precision, related_title, related_body: as in `Page`.
        spans: its zones, without the white space between them.
        tag_spans, site_spans: the tag lines behind their markers, and those marked as the site's.
        strip: the headlines and tags glued before the source line, if any.
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
    spans: tuple[Zone, ...]
    tag_spans: tuple[Span, ...]
    site_spans: tuple[Span, ...]
    strip: Span | None
    issues: tuple[Issue, ...]

    @property
    def tag_line(self) -> str:
        """The tag line behind its marker; empty when the page has none."""
        return self.text[slice(*self.tag_spans[0])] if self.tag_spans else ""

    @property
    def before_source(self) -> str:
        """The headlines and tags glued before the source line; empty when there are none."""
        return self.text[slice(*self.strip)] if self.strip else ""

    @property
    def running_text(self) -> str:
        """Title, body and related body: what tags may be looked for in."""
        return "\n".join(part for part in (self.title, self.body, self.related_body) if part)

    @property
    def week(self) -> str | None:
        """ISO week of the page, as in ``2024-W36``."""
        if self.published is None:
            return None
        year, week, _ = self.published.isocalendar()
        return f"{year}-W{week:02d}"


def parse_page(
    text: str,
    *,
    evidence: TagEvidence | None = None,
    reference: date | None = None,
    sources: Sources | None = None,
) -> Page:
    """Cut the text of a raw page into its zones.

    Args:
        text: decoded text, one page.
        evidence: what the tag lines of other pages teach; None cuts this page alone.
        reference: the day relative dates count from (when the page was fetched); None leaves them unread.
        sources: markers and site facts; None for those of the package.

    Returns:
        The page. Nothing raises: a text that holds no article gives empty fields and issues that say so.

    >>> page = parse_page("وزير يزور القاهرة اليوم\\nتاريخ النشر: 31st, October 2024 GMT\\nنص الخبر.")
    >>> page.title, page.published.isoformat(), page.body
    ('وزير يزور القاهرة اليوم', '2024-10-31', 'نص الخبر.')
    """
    return finish(page_outline(text, reference=reference, sources=sources), evidence)


def page_outline(text: str, *, reference: date | None = None, sources: Sources | None = None) -> Outline:
    """Cut a page into all zones but the tags inside its tag lines; arguments as for `parse_page`."""
    walk = Walk(text, pieces(text, lookup(sources or read_sources())))
    walk.run()
    labels = [label or ("chrome", "") for label in walk.labels]
    spans = tuple(
        Zone(name, p.start, p.end, why) for p, (name, why) in zip(walk.pieces, labels, strict=True)
    )
    title = _value(walk, walk.title)
    published, raw, precision, issues = _date(walk, reference)
    related_title, related_body = _related(walk, labels)
    body = _paragraphs(text, walk.pieces, labels, "body")
    return Outline(
        text=text,
        title=title,
        body=body,
        source=_source(walk, labels),
        published=published,
        published_raw=raw,
        published_precision=precision,
        related_title=related_title,
        related_body=related_body,
        spans=spans,
        tag_spans=tuple(_tag_spans(walk, labels, "tags")),
        site_spans=tuple(_tag_spans(walk, labels, "site_tags")),
        strip=next(((p.start, p.end) for p in walk.pieces if p.kind == "strip"), None),
        issues=(*issues, *_missing(title, body)),
    )


def finish(outline: Outline, evidence: TagEvidence | None = None) -> Page:
    """Cut the tag lines of an outline, with what other pages teach, and return the page."""
    cuts = [(span, _cut(outline, outline.text[slice(*span)], evidence)) for span in outline.tag_spans]
    site = [(span, _cut_site(outline, span, evidence)) for span in outline.site_spans]
    own = [tag.text for _, cut in cuts for tag in cut.own]
    block = [tag.text for _, cut in cuts for tag in cut.site]
    block += [tag.text for _, cut in site for tag in (*cut.own, *cut.site)]
    return Page(
        title=outline.title,
        published=outline.published,
        published_raw=outline.published_raw,
        published_precision=outline.published_precision,
        source=outline.source,
        url=None,
        body=outline.body,
        tags=_shown(own),
        site_tags=_shown(block),
        related_title=outline.related_title,
        related_body=outline.related_body,
        zones=cover(outline.text, _with_tags(outline, cuts)),
        issues=(*outline.issues, *(issue for _, cut in (*cuts, *site) for issue in cut.issues)),
    )


def _shown(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown for tag in tags if (shown := clean(tag))))


def _cut(outline: Outline, line: str, evidence: TagEvidence | None) -> TagCut:
    return cut_tags(
        line,
        before_source=outline.before_source,
        running_text=outline.running_text,
        evidence=evidence,
        source=outline.source,
        week=outline.week,
    )


def _cut_site(outline: Outline, span: Span, evidence: TagEvidence | None) -> TagCut:
    return cut_tags(outline.text[slice(*span)], running_text=outline.running_text, evidence=evidence)


def _value(walk: Walk, index: int | None) -> str:
    if index is None:
        return ""
    piece = walk.pieces[index]
    return clean(walk.text[piece.start : piece.end])


def _missing(title: str, body: str) -> Iterator[Issue]:
    if not title:
        yield "no_title", "no line of the page reads as its headline"
    if not body:
        yield "no_body", "no text was found under the title"


def _date(walk: Walk, reference: date | None) -> tuple[date | None, str | None, str, tuple[Issue, ...]]:
    """Return the date of the best line that holds one: published before bare, bare before updated."""
    raws = []
    for _, i in sorted(walk.dates):
        raw = walk.text[walk.pieces[i].value : walk.pieces[i].end].strip()
        parsed = parse_date(raw, reference=reference)
        if parsed.value is not None:
            return parsed.value, raw, parsed.precision, ()
        raws.append(raw)
    if raws:
        return None, raws[0], "none", (("date_unread", raws[0][:80]),)
    return None, None, "none", (("no_date", "no line of the page is a date"),)


def _source(walk: Walk, labels: Sequence[tuple[str, str]]) -> str | None:
    for piece, (name, _) in zip(walk.pieces, labels, strict=True):
        if name == "source" and piece.value < piece.end:
            return clean(walk.text[piece.value : piece.end]).strip(" :.()") or None
    return None


def _paragraphs(text: str, all_pieces: Sequence[Piece], labels: Sequence[tuple[str, str]], zone: str) -> str:
    shown = (text[p.start : p.end] for p, (name, _) in zip(all_pieces, labels, strict=True) if name == zone)
    return clean("\n".join(shown))


def _related(walk: Walk, labels: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """Return the second article, or None and the headlines of the page."""
    found = [p for p, (name, _) in zip(walk.pieces, labels, strict=True) if name == "related"]
    shown = [p for p in found if p.kind != "strip"]
    first = next((i for i, p in enumerate(shown) if p.kind == "prose"), None)
    text = walk.text
    if first is not None and first > 0:
        title = shown[first - 1]
        body = "\n".join(text[p.start : p.end] for p in shown[first:] if p.kind in ("prose", "line"))
        return clean(text[title.value : title.end]), clean(body)
    headlines = "\n".join(text[p.value : p.end] for p in found)
    return None, clean(headlines) or None


def _tag_spans(walk: Walk, labels: Sequence[tuple[str, str]], zone: str) -> Iterator[Span]:
    """Yield the tag lines behind their markers; lines of one block are one span."""
    found = [i for i, (name, _) in enumerate(labels) if name == zone]
    for _, block in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        filled = [p for _, i in block if (p := walk.pieces[i]).value < p.end]
        if filled:
            yield filled[0].value, filled[-1].end


def _with_tags(outline: Outline, cuts: Sequence[tuple[Span, TagCut]]) -> list[Zone]:
    """Return the spans of the page with its tag line and the run before the source parted."""
    spans = []
    for zone in outline.spans:
        cut = next((cut for cut in cuts if zone.name == "tags" and cut[0][0] < zone.end <= cut[0][1]), None)
        if (zone.start, zone.end) == outline.strip:
            spans += _parted_strip(outline, zone)
        elif cut:
            spans += _parted_line(outline, zone, *cut)
        else:
            spans.append(zone)
    return spans


def _parted_strip(outline: Outline, zone: Zone) -> Iterator[Zone]:
    at = zone.start + anchor(outline.before_source, outline.tag_line)
    if at > zone.start:
        yield Zone(zone.name, zone.start, at, zone.reason)
    if at < zone.end:
        yield Zone("tags", at, zone.end, "the tags again, glued before the source")


def _parted_line(outline: Outline, zone: Zone, span: Span, cut: TagCut) -> Iterator[Zone]:
    """Yield the zones of one tag line: its marker, the article's tags, the site's block and what repeats them."""
    tags = sorted([(t, "tags") for t in cut.own] + [(t, "site_tags") for t in cut.site], key=_place)
    rest = "site_tags" if cut.site else "tags"
    at = max(zone.start, min(span[0], zone.end))
    if zone.start < at:
        yield Zone("tags", zone.start, at, zone.reason)
    for tag, name in tags:
        start, end = max(at, span[0] + tag.start), min(span[0] + tag.end, zone.end)
        if start >= end:
            continue
        if any(sign.isalnum() for sign in outline.text[at:start]):
            yield Zone(rest, at, start, "printed again in the line")
            at = start
        yield Zone(name, at, end, cut.reason)
        at = end
    if at < zone.end:
        again = any(sign.isalnum() for sign in outline.text[at : zone.end])
        yield Zone(rest, at, zone.end, "printed again in the line" if again or not tags else cut.reason)


def _place(tag: tuple[TagSpan, str]) -> tuple[int, str]:
    return tag[0].start, tag[1]
