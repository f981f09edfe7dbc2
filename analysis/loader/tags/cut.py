"""A tag line -> the article's own tags and the site's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.loader.tags.blocks import APART, block_prints
from analysis.loader.tags.chrome import chrome
from analysis.loader.tags.edge import DOUBT, site_edges
from analysis.loader.tags.edge import SURE as SURE_EDGE
from analysis.loader.tags.lists import WORD, items, words
from analysis.loader.tags.runs import MENTIONED, Roles, anchored, is_printed, roles, without, without_copies
from analysis.loader.tags.segment import RunCut, cut_run
from analysis.loader.tags.text import TextIndex, index_text, light, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.tags.evidence import TagEvidence

BEFORE = 3000
"""Characters before the source line that are looked at."""
LONGEST_LINE = 5000
"""Words or items of a line above which it is not parted into own and site tags."""
LONGEST_RUN = 2000
"""Words of a run above which it is kept whole: no newsroom prints so many tags."""
ITEMS_APART = 3
"""Delimited items that a block needs when its first two prints do not touch."""
GLUED = 5
"""Words of the own tags that are no sentence when they stand in the text as in the line."""
FEW = 2
"""Words that the article does not name up to which a line holds no run of the site."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TagSpan:
    """One tag as printed, at its offsets in the line (underscores of a hashtag are read as spaces)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TagCut:
    """How one tag line was cut.

    Attributes:
        own: the article's tags in printed order, each once.
        site: the tags of the site's block, in the order of first print, each once.
        issues: (issue, detail) for ``page_issues``.
        reason: why it was cut so and how sure that is, for ``explain``.
    """

    own: tuple[TagSpan, ...]
    site: tuple[TagSpan, ...]
    issues: tuple[tuple[str, str], ...]
    reason: str


def cut_tags(
    line: str,
    *,
    before_source: str = "",
    running_text: str = "",
    evidence: TagEvidence | None = None,
    source: str | None = None,
    week: str | None = None,
    foot: str = "",
    marked: bool = False,
) -> TagCut:
    """Cut a tag line into the article's own tags and the site's.

    Args:
        line: the line behind its marker, delimited in any form or not at all.
        before_source: the text before the source line, in which the own tags may stand glued.
        running_text: title and body (and related body); never tags or headlines.
        evidence: what other pages teach; None cuts the page alone.
        source: where the page came from.
        week: ISO week of the page, as in ``2024-W36``.
        foot: a line that pages of one site close with, whatever source they name.
        marked: a marker says that all of the line is the site's.

    >>> [tag.text for tag in cut_tags("غزة، مجلس الأمن، مصر").own]
    ['غزة', 'مجلس الأمن', 'مصر']
    """
    listed, delimiter = items(line)
    spans = listed or words(line)
    keys = [_key(line[a:b]) for a, b in spans] if listed else _word_keys(line, spans)
    keys = keys[: len(keys) - chrome(keys)]
    flat = tuple(word for key in keys for word in key.split())
    found = anchored(flat, light(before_source[-BEFORE:]).split()) if len(keys) <= LONGEST_LINE else None
    glued = flat[slice(*found)] if found else ()
    page = _Page(line, spans, keys, bool(listed), flat, running_text, glued, evidence)
    parted = _block_alone(page, flat, source, week)
    if not (parted or listed or found or marked):
        parted = _parted_by_text(page, source, week, foot)
    parted = parted or _roles(page, flat, found, source, week, foot)
    notes = _Notes([], [])
    rest = without_copies(page.keys, parted.own, parted.site)
    own, site = _tags(page, parted.own, notes, site=False), _tags(page, rest, notes, site=True)
    issues = tuple(("tags_uncut", f"run of {count} words kept whole") for count in notes.whole)
    issues += (("tags_unparted", parted.doubt),) if parted.doubt else ()
    listing = f"delimited by {delimiter!r}; " if delimiter else ""
    certainty = f"; mean certainty {sum(notes.sure) / len(notes.sure):.2f}" if notes.sure else ""
    return TagCut(own, site, issues, f"{listing}{parted.reason}{certainty}")


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is found on the way: sizes of runs that were kept whole, and the certainty of every tag cut."""

    whole: list[int]
    sure: list[float]


@dataclass(frozen=True, eq=False)
class _Page:
    """One line while it is cut: its units (words, or delimited items), their keys, and what else is known."""

    line: str
    spans: list[Span]
    keys: list[str]
    listed: bool
    words: tuple[str, ...]
    running_text: str
    glued: tuple[str, ...]
    evidence: TagEvidence | None

    @cached_property
    def index(self) -> TextIndex:
        """Where its words stand in the running text; few delimited lines need to know."""
        return index_text(("", *self.words), _without(tokens(self.running_text), self.glued))


def _without(text: list[str], run: tuple[str, ...]) -> list[str]:
    """Return the words of a text without the own tags where they stand again, glued before the source."""
    if len(run) < GLUED or not set(run) <= set(text):
        return text
    return f" {' '.join(text)} ".replace(f" {' '.join(run)} ", " \n ").split(" ")


def _word_keys(line: str, spans: list[Span]) -> list[str]:
    """Return the key of each word, in one go when no word vanishes."""
    keys = light(" ".join([line[a:b] for a, b in spans]).replace("_", "-")).split()
    return keys if len(keys) == len(spans) else [_key(line[a:b].replace("_", "-")) for a, b in spans]


def _key(printed: str) -> str:
    return " ".join(light(printed.replace("_", " ")).split())


def anchor(before_source: str, line: str) -> int:
    """Return where in ``before_source`` the article's own tag run starts.

    Args:
        before_source: chrome, headlines, then perhaps the own tags.
        line: the tag line behind its marker.

    Returns:
        An offset; the length of ``before_source`` when it holds no own tags.

    >>> anchor("شارك خبر عاجل غزة مصر", "غزة مصر")
    14
    """
    base = max(len(before_source) - BEFORE, 0)
    before = [(base + m.start(), base + m.end()) for m in WORD.finditer(before_source[base:])]
    listed, _ = items(line)
    units = light(" ".join([line[a:b] for a, b in listed or words(line)]).replace("_", " ")).split()
    if len(units) > LONGEST_LINE:
        return len(before_source)
    span = anchored(units, [light(f" {before_source[a:b]} ").strip() for a, b in before])
    return before[len(before) - (span[1] - span[0])][0] if span else len(before_source)


def _block_alone(page: _Page, flat: tuple[str, ...], source: str | None, week: str | None) -> Roles | None:
    """Return the roles of a line that is all the site's: other pages print it and more."""
    if page.evidence is None or not page.evidence.is_edge(flat, source, week):
        return None
    if _told([bool(page.index.places[word]) for word in flat]):
        return None
    return Roles((), ((0, len(page.keys)),), "lines of other pages open or close with all of it")


def _roles(
    page: _Page, flat: tuple[str, ...], found: Span | None, source: str | None, week: str | None, foot: str
) -> Roles:
    if len(page.keys) > LONGEST_LINE:
        return Roles(((0, len(page.keys)),), (), "too long to be parted")
    owner = [at for at, key in enumerate(page.keys) for _ in key.split()]

    def units(run: Span) -> Span:
        return owner[run[0]], owner[run[1] - 1] + 1

    def mentioned(run: Span) -> list[bool]:
        return [all(page.index.places[word] for word in key.split()) for key in page.keys[slice(*run)]]

    evidence = page.evidence
    shared = evidence.shared(flat, source, week, foot, listed=page.listed) if evidence else None
    runs = [run for run in map(units, shared or ()) if run[1] - run[0] > 1]  # one item is no block
    foreign = None if shared is None else [run for run in runs if not _told(mentioned(run))]
    apart = ITEMS_APART if page.listed else APART
    anchor = units(found) if found else None
    if anchor and is_printed(anchor, foreign):
        anchor = None  # the site's block stands before the source line too
    return roles(page.keys, anchor, mentioned, foreign, apart)


def _parted_by_text(page: _Page, source: str | None, week: str | None, foot: str) -> Roles | None:
    """Part a line that neither repeats nor stands beside others of its week, by what the article names."""
    words, seen = tuple(page.keys), page.index.places
    unknown = sum(not seen[word] for word in words)
    if unknown < FEW or not page.index.text or block_prints(words) or len(words) > LONGEST_RUN:
        return None
    if page.evidence is not None and page.evidence.shared(words, source, week, foot) is not None:
        return None
    tags = cut_run(words, page.index.run(words), page.evidence, own=True).tags
    runs = page.evidence.standing(words, source) if page.evidence else []
    again = [(a, b) for a, b in runs if not _told([bool(seen[word]) for word in words[a:b]])]
    standing = [any(a <= start and end <= b for a, b in again) for start, end in tags]
    named = [all(seen[word] for word in words[start:end]) for start, end in tags]
    return _edge_roles(tags, named, standing)


def _edge_roles(tags: Sequence[Span], named: Sequence[bool], standing: Sequence[bool]) -> Roles | None:
    """Return the roles of a line by the site's runs at its edges; with a doubt when it is kept whole."""
    edges, whole = site_edges(named, standing), (0, tags[-1][1])
    best, odds = max(edges, key=lambda edge: edge[1])
    all_of_it = best == (0, len(tags))
    if odds < (SURE_EDGE if all_of_it else DOUBT):
        return None
    if all_of_it and any(standing):
        return Roles((), (whole,), "most lines of this source print parts of it, and the article names none")
    if odds < SURE_EDGE or all_of_it:
        told = f"the article names {sum(named)} of {len(named)} tags; the others may be the site's"
        return Roles((whole,), (), "one run", told)
    both = [(first, last) for (first, last), odds in edges if odds >= DOUBT]  # one edge is sure
    site = tuple((tags[first][0], tags[last - 1][1]) for first, last in both)
    return Roles(tuple(without(whole, site)), site, "the article does not name the site's run")


def _told(mentioned: list[bool]) -> bool:
    return sum(mentioned) >= MENTIONED * len(mentioned)


def _tags(page: _Page, runs: Sequence[Span], notes: _Notes, *, site: bool) -> tuple[TagSpan, ...]:
    """Return the tags of some runs, each once."""
    tags: dict[str, TagSpan] = {}
    for run in runs:
        cuts = [(at, at + 1) for at in range(*run)] if page.listed else _cuts(page, run, notes, site=site)
        for first, last in cuts:
            a, b = page.spans[first][0], page.spans[last - 1][1]
            tag = TagSpan(" ".join(page.line[a:b].replace("_", " ").split()), a, b)
            if key := " ".join(page.keys[first:last]).strip():
                tags.setdefault(key, tag)
    return tuple(tags.values())


def _cuts(page: _Page, run: Span, notes: _Notes, *, site: bool) -> list[Span]:
    """Cut an undelimited run; with evidence a site's block is cut once for all its pages."""
    start, end = run
    words = tuple(page.keys[start:end])
    if len(words) > LONGEST_RUN:
        notes.whole.append(len(words))
        return [run]
    if site and page.evidence is not None:
        cut = page.evidence.cut_once(words, cut_block)
    else:
        cut = cut_run(words, page.index.run(words), page.evidence, own=not site)
    if not cut.is_sure:
        notes.whole.append(len(words))
        return [run]
    notes.sure.extend(cut.certainty)
    return [(start + a, start + b) for a, b in cut.tags]


def cut_block(words: tuple[str, ...], evidence: TagEvidence) -> RunCut:
    """Return how a site's block is cut, on whatever page."""
    return cut_run(words, index_text(words, []).run(words), evidence)
