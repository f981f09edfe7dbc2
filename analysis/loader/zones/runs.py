"""Runs of tags without any sign between them that no marker tells: behind learned labels, or repeated."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from analysis.loader.tags.blocks import APART, block_prints
from analysis.loader.tags.features import word_class
from analysis.loader.tags.lexicon import lexicon
from analysis.loader.tags.segment import cut_run
from analysis.loader.tags.text import index_text, light, tokens
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.ahead import is_bulleted
from analysis.loader.zones.labels import is_signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known

RUN_WORDS = 80
"""Words of the longest undelimited run of tags behind a marker without a colon."""

RUNS = 400
"""Words of the longest run in which a block of tags is looked for."""

TOLD = 0.8
"""Share of the words of an undelimited run that the text names when it is the article's own."""

FAMOUS = 0.4
"""Share of the words that common tags hold from which a run is one of tags."""

OWN = 0.5
"""That share in a run of the article's own that neither a label nor a source line tells."""

WHOLE = 0.8
"""Share of its words that the text says in this order when a line is no run but quoted from it."""

BOXED = 0.25
"""That share between buttons and what is no text: a site, a source, a footer."""

ODD = 0.34
"""Share of its words in parts that could be no tag from which a line is rather a headline."""

LEAST = 3
"""Words above which a run can be the site's."""

_NAMES = frozenset({"def", "def_tag", "tag", "latin", "head_tag", "given_tag"})
"""Classes of the words that can be a tag alone though no list of tags knows them."""

_SAID = re.compile(r"[.؟?!:؛«»\"]")
"""Signs of a sentence, which no run of tags has."""

Role = tuple[str, int]
"""The zone of a list, and where its items start."""


def labelled_run(known: Known, i: int, value: int) -> Role | None:
    """Return the role of a run of words behind a label and a colon that many pages print."""
    piece = known.pieces[i]
    words = tuple(light(known.text[value : piece.end]).split())
    signed = is_signed(known.text, piece.start, value)
    named = len(known.text[piece.start : value].split()) > 1  # one word and a colon open many a headline
    if not named or not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return None
    if not (signed or known.is_behind(i)):
        return None
    varies = signed or not known.stands_often(piece.key)
    if varies and known.named_elsewhere(i, words) >= TOLD:
        return "tags", value
    sites = len(words) > LEAST and known.stands_often(piece.key) and known.famous(words) >= FAMOUS
    return ("site_tags", value) if sites and not known.among_headlines(i) else None


def constant_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without any sign that many pages print, when it is a run of common tags."""
    value = known.constant_run(i)
    return ("site_tags", value) if value and not known.among_headlines(i) else None


def block_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without label or sign in which a block of tags repeats."""
    piece = known.pieces[i]
    if i <= known.first or piece.kind not in ("line", "prose"):
        return None
    words = light(known.text[piece.start : piece.end]).split()
    if not APART <= len(words) <= RUNS:
        return None
    prints = block_prints(words)
    if 2 * sum(end - start for start, end in prints) < len(words):
        return None
    return "tags", (_label_end(known, i, words[: prints[0][0]]) if prints[0][0] else 0) or piece.start


def _label_end(known: Known, i: int, before: Sequence[str]) -> int:
    """Return where the label before the first print of a block ends; 0 when what stands there are tags.

    One word that is no common tag and that the text does not name is a label: ``استكشف``.
    """
    piece = known.pieces[i]
    unknown = len(before) == 1 and not known.famous(before) and not known.named_elsewhere(i, before)
    if not unknown:
        return known.repeated_label(i)
    return piece.start + len(known.text[piece.start : piece.end].split(maxsplit=1)[0])


def own_run(known: Known, i: int) -> Role | None:
    """Return the role of a line behind the text, without label or sign, that is a run of the article's tags.

    The text names nearly all of its words and never says them in this order; many are common tags, and few
    are parts that could be no tag. Of 900 runs 88 in 100 passed, of the headlines of their articles 2 in
    1,000, of other headlines none of 3,600. Between buttons and what is no text, fewer signs are enough.
    """
    piece = known.pieces[i]
    printed = known.text[piece.start : piece.end]
    words = tuple(light(printed).split())
    behind = known.pieces[i + 1].kind if i + 1 < len(known.pieces) else ""
    placed = i > known.first and piece.kind == "line" and behind != "prose"
    if not placed or _SAID.search(printed) or not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return None
    if is_bulleted(known.text, piece) or known.stands_often(piece.key):
        return None
    boxed = known.pieces[i - 1].kind == "ui" and behind not in ("line", "related")
    famous = known.famous(words)
    if famous < (BOXED if boxed else OWN) or known.named_elsewhere(i, words) < TOLD:
        return None
    if known.says(i, words, ceil(WHOLE * len(words))):
        return None
    return ("tags", piece.start) if boxed or _odd(known, words) < ODD else None


def is_run(known: Known, i: int, value: int) -> bool:
    """Tell whether a line from ``value`` on, behind a bare label, is a run of tags, the own or the site's."""
    printed = known.text[value : known.pieces[i].end]
    words = tuple(light(printed).split())
    if _SAID.search(printed) or not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return False
    return known.famous(words) >= OWN and _odd(known, words) < ODD


def _odd(known: Known, words: tuple[str, ...]) -> float:
    """Return the share of words in parts that could be no tag: unknown, not said together, not definite."""
    text = index_text(words, tokens(known.told)).run(words)
    odd = [
        end - start
        for start, end in cut_run(words, text).tags
        if " ".join(words[start:end]) not in lexicon().whole
        and not (text.together(start, end) if end - start > 1 else word_class(words[start]) in _NAMES)
    ]
    return sum(odd) / len(words)
