"""Raw page text -> Page: title, date, source, body, tags, related article, and the zones they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.arabic.letters import MARKS, SEAT_MARKS, TATWEEL
from analysis.loader.tags.cut import cut_tags
from analysis.loader.zones import Zone, cover
from analysis.loader.zones.outline import Outline, page_outline
from analysis.loader.zones.plain import shown
from analysis.loader.zones.tags import with_tags

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from analysis.loader.tags.cut import TagCut
    from analysis.loader.tags.evidence import TagEvidence
    from analysis.loader.zones.line_evidence import LineEvidence
    from analysis.sources import Sources

_MARKS = re.escape(MARKS + SEAT_MARKS + TATWEEL)
_BARE = re.compile(rf"(?<![\w{_MARKS}])[{_MARKS}]++(?!\w)|\A\s*[بلك]{TATWEEL}+(?=\s)")
"""Marks and tatweel without a letter, and the "with" of a label (موسوم بـ): no words of a tag line."""

LONGEST = 60
"""Characters of the longest tag that is remembered as it is shown."""

__all__ = ["Outline", "Page", "Zone", "finish", "page_outline", "parse_page"]


@dataclass(frozen=True, slots=True)
class Page:
    """One news page, cut.

    Attributes:
        title, body: shown text, each paragraph of the body on a line; empty when not found.
        published, published_raw, published_precision: the date, the words it was read from, how exact it is
            (``day``, ``month``, ``year``; empty when unknown).
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
    issues: tuple[tuple[str, str], ...]


def parse_page(
    text: str,
    *,
    evidence: TagEvidence | None = None,
    reference: date | None = None,
    sources: Sources | None = None,
    lines: LineEvidence | None = None,
) -> Page:
    """Cut the text of a raw page into its zones.

    Args:
        text: decoded text, one page; a whole HTML page is read by its elements, and has no ``zones``.
        evidence: what the tag lines of other pages teach; None cuts this page alone.
        reference: the day relative dates count from (when the page was fetched); None leaves them unread.
        sources: markers and site facts; None for those of the package.
        lines: which lines stand on many pages; None cuts this page alone.

    Returns:
        The page. Nothing raises: a text that holds no article gives empty fields and issues that say so.

    >>> page = parse_page("وزير يزور القاهرة اليوم\\nتاريخ النشر: 31st, October 2024 GMT\\nنص الخبر.")
    >>> page.title, page.published.isoformat(), page.body
    ('وزير يزور القاهرة اليوم', '2024-10-31', 'نص الخبر.')
    """
    from analysis.loader.read.raw_page import is_markup  # both need this module

    if is_markup(text):
        from analysis.loader.html import parse_html

        return parse_html(text, reference=reference)
    return finish(page_outline(text, reference=reference, sources=sources, lines=lines), evidence)


def finish(outline: Outline, evidence: TagEvidence | None = None, *, zones: bool = True) -> Page:
    """Cut the tag lines of an outline, with what other pages teach, and return the page.

    Args:
        outline: a page from `page_outline`.
        evidence: as for `parse_page`.
        zones: False leaves ``zones`` empty; a corpus does not keep them.

    >>> finish(page_outline("سد جديد يفتتح في الشمال\\nنص الخبر.\\nالوسوم: سد، ماء")).tags
    ('سد', 'ماء')
    """
    cuts = [(span, _cut(outline, span, evidence)) for span in outline.tag_spans]
    site = [_cut(outline, span, evidence, marked=True) for span in outline.site_spans]
    block = [cut.site for _, cut in cuts] + [tags for cut in site for tags in (cut.own, cut.site)]
    return Page(
        title=outline.title,
        published=outline.published,
        published_raw=outline.published_raw,
        published_precision=outline.published_precision,
        source=outline.source,
        url=None,
        body=outline.body,
        tags=_shown(tag.text for _, cut in cuts for tag in cut.own),
        site_tags=_shown(tag.text for tags in block for tag in tags),
        related_title=outline.related_title,
        related_body=outline.related_body,
        zones=cover(outline.text, list(with_tags(outline, cuts))) if zones else (),
        issues=(*outline.issues, *(issue for cut in (*(c for _, c in cuts), *site) for issue in cut.issues)),
    )


def _cut(
    outline: Outline, span: tuple[int, int], evidence: TagEvidence | None, *, marked: bool = False
) -> TagCut:
    """Cut one tag line; a line marked as the site's has no own tags to look for."""
    return cut_tags(
        _BARE.sub(lambda found: " " * len(found.group()), outline.text[slice(*span)]),
        before_source="" if marked else outline.before_source,
        running_text=outline.running_text,
        evidence=evidence,
        source=None if marked else outline.source,
        week=None if marked else outline.week,
        foot="" if marked else outline.foot,
        marked=marked,
    )


def _shown(tags: Iterable[str]) -> tuple[str, ...]:
    printed = (_shown_tag(tag) if len(tag) <= LONGEST else shown(tag) for tag in tags)
    return tuple(dict.fromkeys(filter(None, printed)))


_shown_tag = lru_cache(maxsize=1 << 14)(shown)  # the same tags stand on page after page
