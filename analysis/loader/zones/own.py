"""The article's own tags where neither marker, label nor sign tells them: by their place and their words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise
from math import ceil
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.features import word_class
from analysis.loader.tags.lexicon import are_famous, lexicon
from analysis.loader.tags.segment import cut_run
from analysis.loader.tags.text import PARTICLES, index_text, light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.ahead import is_bulleted
from analysis.loader.zones.kinds import DATELINE
from analysis.loader.zones.labels import label_end
from analysis.loader.zones.marks import printed_end, skip_lead
from analysis.loader.zones.repeats import name_hash, slot_hash
from analysis.loader.zones.title import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.listed import Known

RUN_WORDS = 80
"""Words of the longest run of tags without a sign."""

TOLD = 0.8
"""Share of the words of a run that the text names when it is the article's own."""

OWN = 0.5
"""Share of the words of a run that are common tags."""

BOXED = 0.25
"""That share between buttons and what is no text: a site, a source, a footer."""

ODD = 0.34
"""Share of its words in parts that could be no tag from which a line is rather a headline."""

LABEL_WORDS = 4
"""Words that are more than a label without a sign."""

BOTH, FAMOUS = 6, 0.7
"""Words of the shortest run of both without a label, and the share of common tags in it."""

SILENT = 0.25
"""Share of the words that the text names up to which a run is the site's."""

KICKER = 4
"""Words of the longest line over a title."""

WHOLE = 0.8
"""Share of its words that the text says in this order when a line is no run but quoted from it."""

GLUED = 2.0
"""Worth of the tags at the end of other text from which they are a run of their own: two at least."""

MENTIONED = 0.5
"""Share of the words that the text names of a run whose place tells that it is of own tags."""

NAME_WORDS = 5
"""Words of the longest name of a source that a tag is glued to."""

SHORTEST = 3
"""Letters of the shortest part of a word that a tag glued to a name starts with."""

LINES = 300
"""Lines of a page that are looked at; what has more is no article."""

_TITLES = frozenset({"line", "title"})
_KINDS = frozenset({"line", "ui", "strip", "related", "source"})
_GLUED = frozenset({("strip", "source"), ("related", "source"), ("strip", "site_tags")})
"""Kinds of a piece and of what stands behind it at whose end own tags may be."""
_NAMES = frozenset({"def", "def_tag", "tag", "latin", "head_tag", "given_tag"})
"""Classes of the words that can be a tag alone though no list of tags knows them."""

SAID = re.compile(r"[.؟?!:؛«»\"]")
"""Signs of a sentence, which no run of tags has."""

_WORD = re.compile(r"\S+")


def with_own_run(known: Known, free: Sequence[int]) -> list[Piece]:
    """Return the pieces of a page with the first run of own tags that nothing tells a piece by itself.

    Args:
        known: the page.
        free: indices of the pieces in which it may stand.
    """
    near = islice((i for i in free if known.pieces[i].kind in _KINDS or i == known.last), LINES)
    found = ((i, value) for i in near if (value := _own_start(known, i)) is not None)
    i, value = next(found, (-1, 0))
    if i < 0:
        return list(known.pieces)
    tags = replace(piece := known.pieces[i], kind="tags", value=value, joint="colon", start=value)
    before = known.text[piece.start : value].rstrip()
    led = [replace(piece, end=piece.start + len(before), value=min(piece.value, piece.start + len(before)))]
    if piece.kind in ("line", "prose"):  # a label
        tags, led = replace(tags, start=piece.start), []
    return [*known.pieces[:i], *led, tags, *known.pieces[i + 1 :]]


def _own_start(known: Known, i: int) -> int | None:
    """Return where a run of own tags starts in a piece, or None."""
    piece = known.pieces[i]
    behind = known.pieces[i + 1].kind if i + 1 < len(known.pieces) else ""
    if i < known.first:
        if piece.kind == "strip" and behind == "source":
            return _head_run_start(known, i)
        if not _is_under_title(known, i):
            return None
        return piece.start if is_own_run(known, i, piece.start, "") else _both_start(known, i)
    if i == known.first or behind == "prose":
        return None
    if piece.kind == "line":
        value = label_end(known.text, piece.start, piece.end) or piece.start
        if value < piece.end and is_own_run(known, i, value, behind):
            return value
        return _both_start(known, i)
    if piece.kind == "prose":
        return _both_start(known, i)
    if piece.kind == "ui" or (piece.kind, behind) in _GLUED:
        return _glued_run(known, i)
    return _behind_name(known, i) if piece.kind == "source" else None


def _head_run_start(known: Known, i: int) -> int | None:
    """Return where tags start between buttons and the source over the text: words it names, or common tags.

    A few words before them are a button that no list knows.
    """
    piece = known.pieces[i]
    found = list(_WORD.finditer(known.text, piece.start, piece.end))
    words = light(" ".join([word.group() for word in found])).split()
    if SAID.search(known.text, piece.start, piece.end) or len(words) != len(found) or len(words) > RUN_WORDS:
        return None
    said = known.elsewhere(i)
    fits = [famous or word in said for word, famous in zip(words, are_famous(words), strict=True)]
    lead = next((at for at, fit in enumerate(fits) if fit), LABEL_WORDS)
    return found[lead].start() if lead < LABEL_WORDS and sum(fits) >= TOLD * (len(fits) - lead) else None


def _is_under_title(known: Known, i: int) -> bool:
    """Tell whether a line stands between what can be the title and its date, or right over the text."""
    if known.pieces[i].kind != "line" or known.pieces[i].words < 2:
        return False
    above = known.pieces[:i]
    long = (j for j in range(i - 1, -1, -1) if above[j].kind in _TITLES and above[j].words > KICKER)
    title = next((j for j in long if not LISTED.search(above[j].key)), None)
    if title is None or i + 1 == known.first:
        return title is not None and any(piece.kind in DATELINE for piece in above)
    return title == i - 1 and i + 1 < len(known.pieces) and known.pieces[i + 1].kind in DATELINE


def _both_start(known: Known, i: int) -> int | None:
    """Return where a run of common tags starts in a line, own ones and a site's; None for no such run.

    A few words that open it and are in no common tag are its label.
    """
    piece = known.pieces[i]
    if SAID.search(known.text, piece.start, piece.end):
        return None
    found = list(islice(_WORD.finditer(known.text, piece.start, piece.end), RUN_WORDS + 1))
    words = tuple(light(" ".join([word.group() for word in found])).split())
    lead = next((at for at, famous in enumerate(are_famous(words)) if famous), 0)
    if not lead < LABEL_WORDS or len(words) != len(found) or known.named_elsewhere(i, words[:lead]):
        lead = 0
    return found[lead].start() if _holds_both(known, i, words[lead:]) else None


def _holds_both(known: Known, i: int, words: tuple[str, ...]) -> bool:
    """Tell whether a run of common tags in a line holds own ones at an edge, or two side by side."""
    if not BOTH <= len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return False
    if known.stands_often(known.pieces[i].key) or known.famous(words) < FAMOUS:
        return False
    at_edge = known.named_elsewhere(i, words) >= SILENT
    return odd_share(known, words) < ODD and has_named_run(known, words, at_edge=at_edge)


def has_named_run(known: Known, words: tuple[str, ...], *, at_edge: bool = True) -> bool:
    """Tell whether the text names two tags of a run side by side, or one at its edge, so it may be own."""
    named = [named for _, _, named in parts(known, words)]
    return (at_edge and (named[0] or named[-1])) or any(map(all, pairwise(named)))


def is_own_run(known: Known, i: int, value: int, behind: str) -> bool:
    """Tell whether a line behind the text is a run of the article's own tags from ``value`` on.

    The text names nearly all of its words and never says them in this order; many are common tags, and few
    are parts that could be no tag. Of 900 runs 88 in 100 passed, of the headlines of their articles 2 in
    1,000, of other headlines none of 3,600. Between buttons and what is no text, and where the tags stand
    on other pages of the layout, fewer signs are enough.
    """
    piece = known.pieces[i]
    printed = known.text[value : piece.end]
    words = () if SAID.search(printed) else tuple(light(printed).split())
    if not 0 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return False
    if is_bulleted(known.text, piece) or known.stands_often(piece.key):
        return False
    placed, famous = slot_hash(known.pieces, i) in known.common, known.famous(words)
    if not placed and famous < BOXED:
        return False
    told = known.named_elsewhere(i, words)
    if placed:
        return told >= MENTIONED or famous >= TOLD
    if behind == "source" and piece.end == known.pieces[i + 1].start and len(words) > 1:  # glued to it
        return told >= MENTIONED and famous >= OWN and odd_share(known, words) < ODD
    boxed = known.pieces[i - 1].kind == "ui" and behind not in ("line", "related")
    if told < TOLD or len(words) < 2 or famous < (BOXED if boxed else OWN):
        return False
    if known.says(i, words, ceil(WHOLE * len(words))):
        return False
    return boxed or odd_share(known, words) < ODD


def odd_share(known: Known, words: tuple[str, ...]) -> float:
    """Return the share of words in parts that could be no tag: unknown, not said together, not definite."""
    return sum(end - start for (start, end), fits, _ in parts(known, words) if not fits) / len(words)


def parts(known: Known, words: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], bool, bool]]:
    """Yield the tags of a run, each with whether it could be one, and whether the text names its words."""
    text = index_text(words, known.tokens).run(words)
    for start, end in cut_run(words, text).tags:
        named = all(text.seen[start:end])
        together = text.together(start, end) if end - start > 1 else word_class(words[start]) in _NAMES
        yield (start, end), bool(together) or " ".join(words[start:end]) in lexicon().whole, named


def _glued_run(known: Known, i: int) -> int | None:
    """Return where own tags start at the end of buttons or headlines: the tags that the text names best."""
    piece = known.pieces[i]
    start = _furniture_end(known, piece) if piece.kind == "ui" else piece.value
    spans = [found.span() for found in _WORD.finditer(known.text, start, piece.end)][-RUN_WORDS:]
    words = tuple(light(" ".join([known.text[a:b] for a, b in spans])).split())
    if len(words) != len(spans) or len(words) < 2:
        return None
    if piece.kind == "ui" and known.named_elsewhere(i, words) >= TOLD and known.famous(words) >= BOXED:
        return spans[0][0]
    worth = best = 0.0
    at = len(words)
    for (first, _), fits, named in reversed(list(parts(known, words))):
        worth += (1.0 if fits else -0.5) if named else -2.0
        best, at = (worth, first) if worth > best else (best, at)
    return spans[at][0] if best >= GLUED else None


def _furniture_end(known: Known, piece: Piece) -> int:
    begin = skip_lead(known.text, piece.start, piece.end)
    key = fold(known.text[begin : piece.end])
    end = known.look.opening.end(key)
    return min(piece.end, printed_end(known.text, begin, key[:end].rstrip())) if end else piece.end


def _behind_name(known: Known, i: int) -> int | None:
    """Return where own tags start that are glued to the name of a source: ``بوابة السهلمصر``.

    The name is one that other pages print alone; else the tags must be a run that starts inside a word.
    """
    piece = known.pieces[i]
    if (start := _known_name_end(known, piece)) is not None:
        words = light(known.text[start : piece.end]).split()
        return start if words and known.named_elsewhere(i, words) >= MENTIONED else None
    said = set(known.tokens)
    said |= {word[1:] for word in said if word[0] in PARTICLES}
    for found in islice(_WORD.finditer(known.text, piece.value, piece.end), NAME_WORDS):
        inside = range(found.start() + 2, found.end() - SHORTEST + 1)
        starts = [at for at in inside if light(known.text[at : found.end()]) in said]
        starts = [at for at in starts if _is_run_behind(known, i, piece.value, at)]
        if starts:
            return max(starts, key=lambda at: (_opens_tag(known.text[at : piece.end]), -at))
    return None


def _known_name_end(known: Known, piece: Piece) -> int | None:
    """Return where the longest name that other pages print alone ends inside that of a source, or None."""
    named = fold(known.text[piece.value : piece.end])
    stops = range(piece.end, piece.value + 3, -1) if name_hash(named) not in known.common else ()
    return next((at for at in stops if name_hash(fold(known.text[piece.value : at])) in known.common), None)


def _is_run_behind(known: Known, i: int, name: int, at: int) -> bool:
    """Tell whether a run of own tags starts inside a word behind a name, and not behind its article."""
    words = tuple(light(known.text[at : known.pieces[i].end]).split())
    if len(words) < 2 or light(known.text[name:at]).endswith("ال"):
        return False
    named = known.named_elsewhere(i, words) >= TOLD and known.famous(words) >= OWN
    return named and odd_share(known, words) < ODD


def _opens_tag(printed: str) -> bool:
    words = light(printed).split()
    return words[0] in lexicon().whole or tuple(words[:2]) in lexicon().pairs or words[0].startswith("ال")
