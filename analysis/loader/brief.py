"""An outline in brief: what is left to do of a dump when others tell otherwise about its tags alone.

The walk over a page asks for nothing but repeated lines, and takes most of the time of cutting it. What it
found is kept, and only the tag lines are cut again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import polars as pl

from analysis.loader.zones.lines import Piece
from analysis.loader.zones.lookup import lookup
from analysis.loader.zones.outline import Outline, Pieces, outline_of
from analysis.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.loader.zones.line_evidence import SiteLines

BRIEFS = {"raw_path": pl.String, "brief": pl.String}
"""One row is the outline of a page, as JSON, but for the texts that stand in ``articles``."""

TEXTS = ("title", "body", "related_title", "related_body")
"""Columns of ``articles`` that an outline has too."""

_SAME = ("source", "foot", "published_raw", "published_precision", "issues")
_SPANS = ("tag_spans", "site_spans")


def brief(outline: Outline) -> str:
    """Return what of an outline stands in no article.

    Args:
        outline: of a page that was cut with what other pages teach.
    """
    spans = {name: [outline.text[slice(*span)] for span in getattr(outline, name)] for name in _SPANS}
    day = outline.published and outline.published.isoformat()
    told = {name: getattr(outline, name) for name in _SAME}
    strip = [outline.before_source] if outline.strip else []
    return json.dumps({**told, **spans, "published": day, "strip": strip}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Known:
    """A dump whose outline is known.

    Attributes:
        brief: from `brief`.
        texts: `TEXTS` of its article.
        lines: what it asked about lines, with the answers that it would get now.
    """

    brief: str
    texts: Mapping[str, str | None]
    lines: Mapping[int, int]

    def outline(self) -> Outline:
        """Return the outline, its text cut down to its tag lines: enough for ``finish`` without zones."""
        told = json.loads(self.brief)
        kept = [told[name] for name in (*_SPANS, "strip")]
        every = [text for texts in kept for text in texts]
        spans = iter(pairwise(accumulate(map(len, every), initial=0)))
        tags, site, strip = (tuple(next(spans) for _ in texts) for texts in kept)
        return Outline(
            text="".join(every),
            title=self.texts["title"] or "",
            body=self.texts["body"] or "",
            source=told["source"],
            published=told["published"] and date.fromisoformat(told["published"]),
            published_raw=told["published_raw"],
            published_precision=told["published_precision"],
            related_title=self.texts["related_title"],
            related_body=self.texts["related_body"],
            pieces=(),
            labels=(),
            tag_spans=tags,
            site_spans=site,
            strip=strip[0] if strip else None,
            foot=told["foot"],
            printed=None,
            look=lookup(read_sources()),
            issues=tuple(map(tuple, told["issues"])),
        )


class Outlines:
    """Outlines of dumps, known or found; what was found or known is told in brief."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        """Begin with those that are known, by ``raw_path``."""
        self._known = known
        self._briefs: dict[str, str] = {}

    def of(self, page: Mapping[str, str], lines: SiteLines | None, told: dict[int, int]) -> Outline:
        """Return the outline of a dump.

        Args:
            page: a row of ``PAGES``; its text and pieces are not looked at when its outline is known.
            lines: which lines stand on many pages.
            told: what it asked about lines is noted there.
        """
        path = page["raw_path"]
        if found := self._known.get(path):
            told |= found.lines
            self._briefs[path] = found.brief
            return found.outline()
        parted = Pieces(page["text"], [Piece(*piece) for piece in json.loads(page["pieces"])])
        outline = outline_of(parted, lines=lines)
        self._briefs[path] = brief(outline)
        return outline

    def briefs(self) -> pl.DataFrame:
        """Return all outlines as `BRIEFS`."""
        return pl.DataFrame(list(self._briefs.items()), schema=BRIEFS, orient="row")
