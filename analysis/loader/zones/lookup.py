"""The markers of a sources file, arranged for looking up the start and the inside of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.loader.zones.tile import Endings, Opening, Tile, any_of
from analysis.sources import LINE_MARKERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.sources import Sources

BUTTON = 3
"""Letters of the shortest button that tells, glued to another one, that a line opens with buttons."""

_LINKS = frozenset(("by", "via", "for", "of"))
_PREFIXED = ("byline", "caption", "footer")

_WORD = re.compile(r"\w+|©|\(c\)")


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """The markers of a sources file, arranged for looking up the start and the inside of a line."""

    by_word: dict[str, tuple[tuple[str, str], ...]]
    joints: dict[str, str]
    endings: dict[str, tuple[str, ...]]
    last_words: Endings
    opening: Opening
    buttons: re.Pattern[str]
    button_words: frozenset[str]
    tile: Tile
    furniture: Tile
    invitation: re.Pattern[str]
    agency: Tile
    archive: Tile
    credit: Tile
    credit_words: frozenset[str]
    credit_ends: frozenset[str]
    skip: re.Pattern[str]
    ending: re.Pattern[str]
    ends: frozenset[str]
    boxes: frozenset[str]
    keyword: frozenset[str]
    labels: frozenset[str]
    topic: frozenset[str]
    trend: frozenset[str]
    public: frozenset[str]
    sought: frozenset[str]
    filler: frozenset[str]
    notice: frozenset[str]
    outlets: frozenset[str]
    sections: frozenset[str]
    home: frozenset[str]
    bylines: frozenset[str]
    mailed: re.Pattern[str]
    published: tuple[str, ...]
    sources: tuple[str, ...]
    names: frozenset[str]
    share: tuple[str, ...]
    share_words: Endings
    share_phrases: tuple[str, ...]
    share_firsts: tuple[str, ...]


@lru_cache(maxsize=8)
def lookup(sources: Sources) -> Lookup:
    """Return the lookup of a sources file (made once)."""
    marks = sources.markers
    by_word: dict[str, list[tuple[str, str]]] = {}
    for kind in (*LINE_MARKERS, *_PREFIXED):
        for words in marks[kind]:
            found = _WORD.match(words)
            by_word.setdefault(found.group() if found else words, []).append((words, kind))
    for words in marks["share"]:
        by_word.setdefault(words.split()[0], []).append((words, "share"))
    ordered = {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in by_word.items()}
    joints = {words: kind for kind in LINE_MARKERS for words in marks[kind] if _can_stand_inside(words, kind)}
    ui = (*marks["ui"], *marks["platform"])
    buttons = _buttons((*marks["share"], *ui))
    return Lookup(
        by_word=ordered,
        joints=joints,
        endings=_by_end(joints),
        last_words=Endings(words.split()[-1] for words in joints),
        opening=Opening(marks["share"], ui, buttons),
        buttons=buttons,
        button_words=frozenset(
            words.split()[0] for kind in ("share", "ui", "platform") for words in marks[kind]
        ),
        tile=Tile((*marks["share"], *ui, *marks["section"])),
        furniture=Tile(marks["share"]),
        invitation=re.compile(rf"(?:{any_of(marks['call'])})\b.*\b(?:{any_of(marks['ours'])})\b"),
        agency=Tile(marks["agency"]),
        archive=Tile(marks["caption"]),
        credit=Tile((*marks["credit"], *marks["agency"])),
        credit_words=frozenset(word for words in marks["credit"] for word in words.split()) - _LINKS,
        credit_ends=frozenset(words.split()[-1] for words in (*marks["credit"], *marks["agency"])),
        skip=re.compile(rf"(?:{any_of(marks['skip'])})\b.*\b(?:{any_of(marks['resume'])})\Z"),
        ending=re.compile(rf".*\b(?:{any_of(marks['ending'])})\Z"),
        ends=frozenset(marks["ending"]),
        boxes=frozenset((*marks["related"], *marks["box"])),
        keyword=frozenset(marks["keyword"]),
        labels=frozenset(words for words in marks["tags"] if " " not in words and len(words) > 3),
        topic=frozenset(marks["topic"]),
        trend=frozenset(marks["trend"]),
        public=frozenset(marks["public"]),
        sought=frozenset(marks["sought"]),
        filler=frozenset(marks["filler"]),
        notice=frozenset(marks["notice"]),
        outlets=frozenset(marks["outlet"]),
        sections=frozenset(marks["section"]),
        home=frozenset(marks["home"]),
        bylines=frozenset(marks["byline"]),
        mailed=re.compile(rf" (?:{any_of(marks['mailed'])})\Z"),
        published=tuple(words for words in marks["published"] if " " in words),
        sources=tuple(words for words in marks["source"] if " " not in words),
        names=frozenset((*marks["section"], *marks["platform"])),
        share=marks["share"],
        share_words=Endings(words.split()[-1] for words in marks["share"]),
        share_phrases=tuple(phrase for phrase in marks["share"] if " " in phrase),
        share_firsts=tuple(sorted({phrase.split()[0] for phrase in marks["share"] if " " in phrase})),
    )


def _can_stand_inside(words: str, kind: str) -> bool:
    """Tell whether a marker before a colon is believed inside a line: it has two words, or is often glued."""
    if kind in ("title", "text", "label", "box", "comments"):
        return False
    return " " in words or kind == "tags" or words in ("المصدر", "المرجع", "source")


def _by_end(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return phrases by their last two signs, the longest first."""
    found: dict[str, list[str]] = {}
    for words in sorted(phrases, key=lambda words: (-len(words), words)):
        found.setdefault(words[-2:], []).append(words)
    return {end: tuple(words) for end, words in found.items()}


def _buttons(phrases: Iterable[str]) -> re.Pattern[str]:
    """Match a button to which another one or a number is glued: ``مشاركةطباعة``, ``تعليقات3``."""
    button = any_of([words for words in phrases if len(words) >= BUTTON])
    return re.compile(rf"(?:{button})(?={button}|(?<=[ء-ي])\d)")
