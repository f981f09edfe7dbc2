"""Lists behind a label, or under a heading, in words that no list of markers knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.text import light
from analysis.loader.zones.ahead import is_bulleted
from analysis.loader.zones.followed import are_names, numbered
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.labels import label_end
from analysis.loader.zones.listed import LABEL_WORDS, Known, Listed
from analysis.loader.zones.own import ODD, RUN_WORDS, SAID, TOLD, is_own_run, odd_share

if TYPE_CHECKING:
    from analysis.loader.zones.runs import Role

FOUND = 0.5
"""Share of the items that the text names from which they are its own tags. Of 298 lists of tags 96 in 100
reached it, of those of other articles of the week 4 in 100."""

FITTING = 0.6
"""Share of the items between bars that are named or common tags from which they are tags without a label."""

SURE = 0.8
"""That share between commas and dashes, of three items at least."""

SILENT = 0.25
"""Share up to which they are none of its own: 99 in 100 were above it, 1 in 100 lists of a site."""

FAMOUS = 0.4
"""Share of the items that are common tags from which a list that the text does not name is the site's."""

LEAST = 3
"""Items of the shortest list that is the site's without a marker that says so."""

MENU, FORM = 0.7, 0.4
"""Share of the words that common tags hold from which a list as constant as a menu is the site's: over the
text, and behind it."""

BAR = 5
"""Items of the shortest such list over the text."""

OPENING = 40
"""Characters of a label that are folded to see what it names."""


def stopped(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a list behind a label that closes with a full stop, as a sentence does."""
    piece = known.pieces[i]
    value = label_end(known.text, piece.start, piece.end)
    found = known.beside(i, value) if i > first and value else None
    if found is None or len(found.items) < 2 or not found.fits or found.after == "prose":
        return None
    named = known.named(found.items) == 1 and known.named_elsewhere(i, " ".join(found.items).split()) >= FOUND
    return ("tags", value) if named and not is_one_of_many(known, i) else None


def labelled(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a list behind a label, or under a heading, that no list of markers knows."""
    piece = known.pieces[i]
    if piece.kind == "related" and piece.value < piece.end:  # اقرأ عن > سد > ماء
        if is_own_run(known, i, piece.value, "") or _are_named(known, i):
            return "tags", piece.value
        about = known.beside(i, piece.value)
        if about.sign and len(about.items) > 1 and about.fits and known.named(about.items) >= FITTING:
            return "tags", piece.value
    value = label_end(known.text, piece.start, piece.end) or (piece.end if piece.kind == "related" else 0)
    if not value and (piece.kind != "line" or piece.words > LABEL_WORDS or known.is_in_menu(i)):
        return None
    below = value in (0, piece.end)
    found = known.under(i) if below else known.beside(i, value)
    if not found.fits or _is_closed(known, found) or numbered(found.items) or _are_networks(known, i, found):
        return None
    if i > first and found.after != "prose" and _are_topics(known, i, found, signed=bool(value)):
        return "tags", found.value
    heading = piece.key.rstrip(" :")
    titled = piece.kind == "line" and not (heading.endswith(("?", "؟")) or is_bulleted(known.text, piece))
    listed = len(found.items) > 1 and titled and heading not in known.told
    ended = i > first and found.after != "prose" and not is_one_of_many(known, i)
    if listed and ended and _are_own(known, found, signed=bool(value)):
        return "tags", found.value
    sited = listed and (value or known.stands_often(heading))
    return ("site_tags", found.value) if sited and _are_site(known, i, found, heading) else None


def _is_closed(known: Known, found: Listed) -> bool:
    """Tell whether the last line of a list under a heading ends as a sentence does."""
    last = known.pieces[found.lines[-1]] if found.lines else None
    return last is not None and ends_sentence(known.text, last.start, last.end)


def _are_networks(known: Known, i: int, found: Listed) -> bool:
    """Tell whether names of networks or sections alone stand under a line that no marker knows."""
    return known.pieces[i].kind == "line" and are_names(known, found.lines)


def _are_named(known: Known, i: int) -> bool:
    """Tell whether words that lead to more about something lead to tags: named, but not in this order."""
    piece = known.pieces[i]
    words = tuple(light(known.text[piece.value : piece.end]).split())
    led = fold(known.text[piece.start : piece.value].rstrip(" :")).split()[-1:] in (["عن"], ["حول"])
    if not led or not 1 < len(words) <= RUN_WORDS or SAID.search(known.text, piece.value, piece.end):
        return False
    told = known.named_elsewhere(i, words) >= TOLD and not known.says(i, words, len(words))
    return told and odd_share(known, words) < ODD


def is_one_of_many(known: Known, i: int, *, alike: bool = False) -> bool:
    """Tell whether a list stands beside another one behind a label of its own: groups, teams, parts.

    ``alike`` asks for labels that open with the same word.
    """
    for j in (i - 1, i + 1):
        piece = known.pieces[j] if 0 <= j < len(known.pieces) else None
        value = label_end(known.text, piece.start, piece.end) if piece and piece.kind == "line" else 0
        if piece and alike and piece.key.split()[:1] != known.pieces[i].key.split()[:1]:
            continue
        if piece and 0 < value < piece.end and not _are_site(known, j, known.beside(j, value), ""):
            return True
    return False


def _are_topics(known: Known, i: int, found: Listed, *, signed: bool) -> bool:
    """Tell whether a label names topics, and short items follow."""
    piece = known.pieces[i]
    opening = fold(known.text[piece.start : min(piece.end, piece.start + OPENING)]).split()[:1]
    topics = (signed or piece.kind == "related") and not known.look.topic.isdisjoint(opening)
    if not topics:
        return False
    # A line as long as a headline behind them makes them headlines.
    behind = found.after if found.sign == "line breaks" else ""
    return behind != "line" or (len(found.items) > 1 and known.named(found.items) >= FOUND)


def _are_own(known: Known, found: Listed, *, signed: bool) -> bool:
    """Tell whether the text names the items: half behind a label, all but a last one under a line."""
    if signed:
        return known.named(found.items) >= FOUND
    return known.named(found.items[:-1]) == 1


def _are_site(known: Known, i: int, found: Listed, heading: str) -> bool:
    """Tell whether items that the text does not name are the site's tags."""
    if len(found.items) < LEAST or known.is_menu(i, found.items) or not found.are_short:
        return False
    if known.named(found.items) > SILENT or (i < known.first and is_bar(known, found)):
        return False
    often = known.stands_often(heading) and sum(map(known.stands_often, found.items)) * 2 > len(found.items)
    if often:  # a form or a menu is as constant as a block of tags
        least = FORM if i > known.first else MENU if _is_behind_short_line(known, i) else SILENT
        famous = known.famous(light(" ".join(found.items)).split())
        listed = least < MENU or len(found.items) >= BAR
        return famous >= least and listed and known.common_tags(found.items) >= SILENT
    return known.common_tags(found.items) >= FAMOUS


def _is_behind_short_line(known: Known, i: int) -> bool:
    """Tell whether the line before a heading is as short and as constant, as in a menu."""
    above = known.pieces[i - 1] if i else None
    return above is not None and (above.kind == "name" or known.stands_often(above.key))


def is_bar(known: Known, found: Listed) -> bool:
    """Tell whether a list over the text is the bar of a site's sections: mostly one word each."""
    return 2 * sum(" " not in item for item in found.items) > len(found.items) and (
        known.common_tags(found.items) < SURE
    )
