"""What speaks for a gap between two words lying inside a tag, and for a run of words being one tag."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.loader.tags.gaps import gap_names
from analysis.loader.tags.lexicon import lexicon
from analysis.loader.tags.text import word_hash
from analysis.loader.tags.words import ADJECTIVES, GIVEN, HEADS, PREPOSITIONS, TITLES

if TYPE_CHECKING:
    from analysis.loader.tags.evidence import TagEvidence
    from analysis.loader.tags.text import InText

MAX_WORDS = 9
"""Words of the longest tag that is considered."""
FEMININE = ("ه", "ات", "يا", "اء")


@lru_cache(maxsize=1 << 16)
def word_class(word: str) -> str:
    """Return the class of a word, in light form, that its neighbours are judged by.

    >>> word_class("وزاره"), word_class("الروسيه"), word_class("محمد")
    ('head', 'def_nisba', 'given')
    """
    for name, words in (("prep", PREPOSITIONS), ("title", TITLES), ("given", GIVEN), ("head", HEADS)):
        if word in words:
            return f"{name}_tag" if name in ("head", "given") and word in lexicon().whole else name
    if word.isdigit() or word.isascii():
        return "num" if word.isdigit() else "latin"
    definite = word.startswith("ال") and len(word) > 3
    if word in lexicon().whole:
        return "def_tag" if definite else "tag"
    if word in ADJECTIVES or (len(word) > 4 and word.endswith(("ي", "يه", "يين", "يون"))):
        return "def_nisba" if definite else "nisba"
    if definite:
        return "def"
    return _leaning(word)


def _leaning(word: str) -> str:
    """Return whether a word leans on the one before it by a particle (and, to, in), if that can be told."""
    bare = word[1:]
    known = bare.startswith("ال") or bare in lexicon().whole or bare in HEADS or bare in GIVEN
    if len(word) > 4 and word[0] == "و" and known:
        return "and"
    if len(word) > 4 and (word.startswith("لل") or (word[0] in "بل" and known)):
        return "to"
    return "plain"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of words with all that is known about it.

    Attributes:
        words: the run in light form.
        classes: class of each word.
        hashes: hash of each word.
        opens: whether each word opens a tag of a delimited list elsewhere.
        text: how the run stands in the page's running text.
        evidence: what other pages teach.
    """

    words: tuple[str, ...]
    classes: tuple[str, ...]
    hashes: tuple[int, ...]
    opens: tuple[bool, ...]
    text: InText
    evidence: TagEvidence | None


def make_run(words: tuple[str, ...], text: InText, evidence: TagEvidence | None) -> Run:
    """Look up what every feature of a run needs."""
    hashes = tuple(map(word_hash, words))
    opens = tuple(map(evidence.opens, hashes)) if evidence is not None else ()
    return Run(words, tuple(map(word_class, words)), hashes, opens, text, evidence)


GapKey = tuple[str, str, int, int, int, bool, bool, str, int]


def gap_key(run: Run, at: int) -> GapKey:
    """Return all that the features of the gap behind word ``at`` depend on.

    Classes of both words, how often the page has each and both together, whether they are the same and a pair
    of common tags, whether an adjective agrees, and what other pages say (see `gap_names`; -1 for nothing).
    """
    first, second = run.words[at], run.words[at + 1]
    seen, beside = run.text.seen, run.text.together(at, at + 2)
    agrees = ""
    if run.classes[at + 1] in ("def_nisba", "nisba"):
        agrees = "agrees" if second.endswith("ه") == first.endswith(FEMININE) else "disagrees"
    told = -1
    if run.evidence is not None:
        told = run.evidence.gap(run.hashes[at], run.hashes[at + 1], (seen[at], seen[at + 1], beside))
    counts = seen[at], seen[at + 1], beside
    pair = first == second, (first, second) in lexicon().pairs
    return run.classes[at], run.classes[at + 1], *counts, *pair, agrees, told


def gap_features(key: GapKey) -> list[str]:
    """Return what is known about a gap, from `gap_key`: names of features that speak for joining."""
    first, second, *counts, same, common, agrees, told = key
    found = [f"{first}>{second}", *_named_beside(*counts)]
    found += ["same"] * same + ["lexicon_pair"] * common + [agrees] * bool(agrees)
    return found + list(gap_names(told) if told >= 0 else ())


def _named_beside(first: int, second: int, both: int) -> tuple[str, ...]:
    """Return what it says that the page has two words so often, and side by side so often."""
    if not first or not second:
        return ("page_unseen" if not first and not second else "page_half_seen",)
    if not both:
        return "page_apart", f"page_apart_{min(first, second, 4)}"
    share = f"{_part(both, first)}{_part(both, second)}"
    return "page_together", f"page_together_{min(both, 4)}", f"page_share_{share}"


def _part(count: int, total: int) -> str:
    share = count / max(total, 1)
    return "a" if share >= 0.95 else "m" if share >= 0.5 else "s" if share >= 0.2 else "n"


TagKey = tuple[str, str, int, int, bool, bool]


def tag_key(run: Run, start: int, end: int) -> TagKey:
    """Return all that the features of words ``start`` to ``end`` (exclusive) as one tag depend on.

    Classes of the first and the last word, their number, how often the page says them together (up to 2, of
    three words or more), whether they are a common tag, and whether other pages list them.
    """
    size = end - start
    tag = run.words[start] if size == 1 else " ".join(run.words[start:end])
    together = min(run.text.together(start, end), 2) if size > 2 else 0
    listed = run.evidence is not None and run.opens[start] and run.evidence.listed(word_hash(tag))
    return run.classes[start], run.classes[end - 1], size, together, tag in lexicon().whole, listed


def tag_features(key: TagKey) -> list[str]:
    """Return what is known about some words being one tag, from `tag_key`."""
    first, last, size, together, common, listed = key
    found = list(_shape(first, last, size))
    if size > 2:
        found.append(f"page_whole_{together}")
    if common:
        found.append(f"lexicon_{min(size, 3)}")
    if listed:
        found.append(f"list_tag_{min(size, 3)}")
    return found


def _shape(first: str, last: str, size: int) -> tuple[str, ...]:
    if size == 1:
        return "size_1", f"only_{first}"
    name = (f"name_{size}",) if first in ("given", "given_tag") and size < 5 else ()
    return f"size_{size}", f"open_{first}", f"close_{last}", *name
