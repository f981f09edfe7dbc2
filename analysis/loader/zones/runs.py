"""Runs of tags without any sign between them that no marker tells: behind learned labels, or repeated."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.blocks import APART, block_prints
from analysis.loader.tags.lexicon import fame
from analysis.loader.tags.lists import WORD
from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.labels import UNSIGNED, is_signed, openings
from analysis.loader.zones.learned import among_headlines, is_behind, repeated_label
from analysis.loader.zones.marks import printed_end
from analysis.loader.zones.own import (
    ODD,
    OWN,
    RUN_WORDS,
    SAID,
    SILENT,
    TOLD,
    has_named_run,
    is_own_run,
    odd_share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known
    from analysis.loader.zones.lookup import Lookup

RUNS = 400
"""Words of the longest run in which a block of tags is looked for."""

FAMOUS = 0.4
"""Share of the words that common tags hold from which a run is one of tags."""

LONG, SURE = 6, 0.7
"""Words of the shortest run behind all headlines, and the share of common tags in it."""

LEAST_RUN, FAMOUS_RUN = 5, 0.75
"""Words of a run that many pages print, and the share of them that must be of common tags."""

LONG_RUN, HALF, ODD_RUN = 8, 0.5, 0.65
"""Words of a run of which half may be names that no list knows, and the share of it that may be odd. Of 7,100
headlines 8 in 1,000 would pass, of 900 blocks 99 in 100."""

LEAST = 3
"""Words above which a run can be the site's."""

Role = tuple[str, int]
"""The zone of a list, and where its items start."""


def labelled_run(known: Known, i: int, value: int) -> Role | None:
    """Return the role of a run behind a label that many pages print, on its line or on the one below."""
    below = value == known.pieces[i].end
    if not below and (block := block_run(known, i)):
        return block
    at = i + 1 if below else i
    if at == len(known.pieces) or known.pieces[at].kind not in ("line", "prose"):
        return None
    zone = _zone_of_run(known, i, at, known.pieces[at].start if below else value)
    return (zone, value) if zone else None


def _zone_of_run(known: Known, i: int, at: int, start: int) -> str:
    """Return whose a run is that starts in piece ``at`` behind the label of piece ``i``; empty for no run.

    One that the text names is the article's own, one that it hardly names or that many pages print is the
    site's; in between it holds both.
    """
    piece = known.pieces[at]
    signed = at > i or is_signed(known.text, piece.start, start)
    named = len(known.text[known.pieces[i].start : start].split()) > 1  # one word opens many a headline
    behind = is_behind(known, i)
    if not (named or behind) or not (signed or behind or at == i < known.first or _is_behind_all(known, i)):
        return ""
    words = tuple(light(known.text[start : piece.end]).split())
    if not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return ""
    if ends_sentence(known.text, piece.start, piece.end):
        return ""
    last = _is_last(known, i, words)
    if at == i < known.first and not signed:
        return "tags" if named and is_own_run(known, i, start, "") else ""
    if not (signed or behind or last):
        return ""
    often, told = known.stands_often(piece.key), known.named_elsewhere(at, words)
    if (signed or not often) and named and told >= TOLD:
        return "tags"
    if len(words) > LEAST and often and known.famous(words) >= FAMOUS:
        return "" if among_headlines(known, i) else "site_tags"
    if not (((behind and signed) or last) and is_run(known, at, start)):
        return ""
    return "site_tags" if told <= SILENT and not has_named_run(known, words) else "tags"


def _is_last(known: Known, i: int, words: tuple[str, ...]) -> bool:
    """Tell whether a run of common tags stands behind the text and all headlines."""
    return _is_behind_all(known, i) and len(words) >= LONG and known.famous(words) >= SURE


def _is_behind_all(known: Known, i: int) -> bool:
    """Tell whether a piece stands behind all paragraphs."""
    return i > known.first and i >= known.last


def constant_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without any sign that many pages print, when it is a run of common tags."""
    value = _constant_start(known, i)
    if value < 0:
        return None
    words = tuple(light(known.text[value : known.pieces[i].end]).split())
    famous = len(words) >= LONG and known.famous(words) >= FAMOUS_RUN
    sure = famous and odd_share(known, words) < ODD  # as 2 of 7,000 headlines and most blocks
    if not sure and i > known.first and among_headlines(known, i):  # over the text the title is beside it
        return None
    return "site_tags", value


def _constant_start(known: Known, i: int) -> int:
    """Return where the run of common tags in a line that many pages print starts; -1 when it is none.

    All openings of such a line are as common: no label is taken when the line opens with a common tag,
    else the shortest behind which one stands.
    """
    piece = known.pieces[i]
    if piece.kind != "line" or not known.stands_often(piece.key):
        return -1
    for start, words, sure in _blocks(piece.key, known.look):
        plain = not sure and not SAID.search(known.text, piece.start, piece.end)
        if sure or (plain and odd_share(known, words) < ODD_RUN):
            return printed_end(known.text, piece.start, piece.key[:start]) if start >= 0 else piece.start
    return -1


@lru_cache(maxsize=1 << 12)  # what many pages print is asked of each of them
def _blocks(key: str, look: Lookup) -> tuple[tuple[int, tuple[str, ...], bool], ...]:
    """Return what of a line can be a run of common tags: where it starts, its words, whether it is sure.

    Of a long one half may be, if it is plain and few are odd. The whole line starts at -1; a menu has none.
    """
    said = key.split()
    if 3 * sum(word in look.names for word in said) >= len(said):
        return ()
    starts = (0, *(start for _, start in reversed(openings(key))))
    runs = [(start, tuple(light(key[start:]).split())) for start in starts]
    found = [(start, words) for start, words in runs if len(words) >= LEAST_RUN and _opens_tags(start, words)]
    found += [(-1, words) for _, words in runs[:1] if len(words) >= LONG_RUN]
    shared = [(run, fame(run[1]), HALF if len(run[1]) >= LONG_RUN else FAMOUS_RUN) for run in found]
    return tuple((*run, famous >= FAMOUS_RUN) for run, famous, least in shared if famous >= least)


def _opens_tags(start: int, words: tuple[str, ...]) -> bool:
    """Tell whether a common tag of two words opens a run, or one of one word all of its line."""
    return fame(words[:2]) == 1 or (start == 0 and fame(words[:1]) == 1)


def block_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without label or sign in which a block of tags repeats."""
    piece = known.pieces[i]
    if piece.kind not in ("line", "prose", "strip") or _is_before_source(known, i):
        return None
    folded = piece.key.split()
    if folded and len(set(folded)) == len(folded):
        return None  # most lines: no word stands there twice
    words = light(known.text[piece.start : piece.end]).split()
    if not APART <= len(words) <= RUNS:
        return None
    glued = _glued_label(words)
    words[0] = words[0][glued:]
    prints = block_prints(words)
    if not _is_repeated(prints, len(words)):
        return None
    if glued:
        return "tags", printed_end(
            known.text, piece.start, light(known.text[piece.start : piece.end])[:glued]
        )
    return "tags", (_label_end(known, i, words[: prints[0][0]]) if prints[0][0] else 0) or piece.start


def _is_before_source(known: Known, i: int) -> bool:
    """Tell whether headlines behind buttons run on to the source: the own tags may close them."""
    return (
        known.pieces[i].kind == "strip" and i + 1 < len(known.pieces) and known.pieces[i + 1].kind == "source"
    )


def _is_repeated(prints: Sequence[tuple[int, int]], words: int) -> bool:
    """Tell whether the prints of a block open a line, or follow its label, and close it; or fill half."""
    around = len(prints) > 1 and prints[0][0] <= UNSIGNED and prints[-1][1] == words
    return around or 2 * sum(end - start for start, end in prints) >= words > 0


def with_tag_line(known: Known) -> Known:
    """Return a page whose first long line is no paragraph when a block of tags repeats in it."""
    first = known.pieces[known.first] if known.first < len(known.pieces) else None
    if (
        first is None
        or ends_sentence(known.text, first.start, first.end)
        or not block_run(known, known.first)
    ):
        return known
    line = (replace(piece, kind="line") if piece is first else piece for piece in known.pieces)
    return replace(known, pieces=tuple(line))


def _glued_label(words: Sequence[str]) -> int:
    """Return how many letters of the first word are a label glued to it: the rest opens the block again.

    >>> _glued_label("تاغاتسد الوادي ماء سد الوادي".split())
    5
    """
    later = set(pairwise(words[1:]))
    first, second = words[0], words[1]
    return next((at for at in range(2, len(first) - 1) if (first[at:], second) in later), 0)


def _label_end(known: Known, i: int, before: Sequence[str]) -> int:
    """Return where the label before the first print of a block ends; 0 when what stands there are tags.

    One word that is no common tag and that the text does not name is a label: ``استكشف``; so are buttons.
    """
    piece = known.pieces[i]
    printed = [word.end() for word in WORD.finditer(known.text, piece.start, piece.end)]
    if known.look.tile.match(fold(known.text[piece.start : printed[len(before) - 1]])):
        return printed[len(before) - 1]
    unknown = len(before) == 1 and not known.famous(before) and not known.named_elsewhere(i, before)
    return printed[0] if unknown else min(repeated_label(known, i), printed[len(before) - 1])


def is_run(known: Known, i: int, value: int) -> bool:
    """Tell whether a line from ``value`` on, behind a bare label, is a run of tags, the own or the site's."""
    printed = known.text[value : known.pieces[i].end]
    words = () if SAID.search(printed) else tuple(light(printed).split())
    if not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return False
    return known.famous(words) >= OWN and odd_share(known, words) < ODD
