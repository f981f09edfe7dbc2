"""The zones inside a tag line: the article's tags, the site's block, and what is printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.tags.cut import anchor
from analysis.loader.zones.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.tags.cut import TagCut, TagSpan
    from analysis.loader.zones.outline import Outline

Cut = tuple[tuple[int, int], "TagCut"]
"""The span of a tag line behind its marker, and how it was cut."""


def with_tags(outline: Outline, cuts: Sequence[Cut]) -> Iterator[Zone]:
    """Yield the spans of a page with its tag lines, and the run before its source line, parted."""
    waiting = list(reversed(cuts))
    current: Cut | None = None
    for zone in outline.spans:
        if waiting and zone.start <= waiting[-1][0][0] < zone.end:
            current = waiting.pop()
        if (zone.start, zone.end) == outline.strip:
            yield from _parted_strip(outline, zone)
        elif zone.name == "tags" and current and zone.start < current[0][1]:
            yield from _parted_line(outline.text, zone, *current)
        else:
            yield zone


def _parted_strip(outline: Outline, zone: Zone) -> Iterator[Zone]:
    at = zone.start + anchor(outline.before_source, outline.tag_line)
    if at > zone.start:
        yield Zone(zone.name, zone.start, at, zone.reason)
    if at < zone.end:
        yield Zone("tags", at, zone.end, "the tags again, glued before the source")


def _parted_line(text: str, zone: Zone, span: tuple[int, int], cut: TagCut) -> Iterator[Zone]:
    """Yield the zones of one tag line; white space and signs between two tags go with the second."""
    rest = "site_tags" if cut.site else "tags"
    at = max(zone.start, min(span[0], zone.end))
    if zone.start < at:
        yield Zone("tags", zone.start, at, zone.reason)
    tags = [(tag, "tags") for tag in cut.own] + [(tag, "site_tags") for tag in cut.site]
    for tag, name in sorted(tags, key=_place):
        start, end = max(at, span[0] + tag.start), min(span[0] + tag.end, zone.end)
        if start >= end:
            continue
        if _has_words(text[at:start]):
            yield Zone(rest, at, start, "printed again in the line")
            at = start
        yield Zone(name, at, end, cut.reason)
        at = end
    if at < zone.end:
        again = _has_words(text[at : zone.end])
        yield Zone(rest, at, zone.end, "printed again in the line" if again else cut.reason)


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _place(tag: tuple[TagSpan, str]) -> tuple[int, str]:
    return tag[0].start, tag[1]
