"""The zones of a page, and how they are stretched to cover it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZONES = ("title", "published", "source", "body", "tags", "site_tags", "related", "chrome")
"""Every name a zone can have; ``chrome`` is what belongs to the site and not to any article."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a page.

    Attributes:
        name: one of `ZONES`.
        start, end: its characters in the decoded text; the zones of a page together cover it.
        reason: why it was cut so, for ``explain``.
    """

    name: str
    start: int
    end: int
    reason: str


def cover(text: str, spans: Sequence[Zone]) -> tuple[Zone, ...]:
    """Return the spans stretched over the white space between them, neighbours of one kind joined.

    Args:
        text: the page.
        spans: disjoint and in order; only white space stands between them.

    >>> [(z.name, z.start, z.end) for z in cover(" a b ", [Zone("title", 1, 2, ""), Zone("body", 3, 4, "")])]
    [('title', 0, 3), ('body', 3, 5)]
    """
    merged: list[Zone] = []
    for span in spans:
        if merged and (merged[-1].name, merged[-1].reason) == (span.name, span.reason):
            merged[-1] = Zone(span.name, merged[-1].start, span.end, span.reason)
        else:
            merged.append(span)
    if not merged:
        return (Zone("chrome", 0, len(text), "nothing but white space"),) if text else ()
    starts = [0, *(span.start for span in merged[1:])]
    ends = [*starts[1:], len(text)]
    stretched = zip(merged, starts, ends, strict=True)
    return tuple(Zone(zone.name, start, end, zone.reason) for zone, start, end in stretched)
