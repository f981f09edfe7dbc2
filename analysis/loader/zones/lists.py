"""Tag lists that no marker tells: known by their form, and by their words standing in the article."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from analysis.loader.tags.lists import is_parted
from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.ahead import claimed
from analysis.loader.zones.followed import bare_lines, numbered, paired
from analysis.loader.zones.inner import at_label
from analysis.loader.zones.kinds import TITLE_WORDS, ends_sentence
from analysis.loader.zones.labelled import (
    FAMOUS,
    FITTING,
    FOUND,
    LEAST,
    SILENT,
    SURE,
    is_bar,
    is_one_of_many,
    labelled,
    stopped,
)
from analysis.loader.zones.labels import is_signed, label_end
from analysis.loader.zones.learned import constant_lines, is_constant, is_field, is_link, repeated_label
from analysis.loader.zones.links import is_dated_headline
from analysis.loader.zones.listed import LABEL_WORDS, Known, Listed
from analysis.loader.zones.marks import mark_at
from analysis.loader.zones.own import RUN_WORDS, is_own_run, with_own_run
from analysis.loader.zones.parted import own_run, parted
from analysis.loader.zones.repeats import slot_hash
from analysis.loader.zones.runs import block_run, constant_run, is_run, labelled_run, with_tag_line
from analysis.loader.zones.trends import trending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.tags.asked import Hashes
    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup
    from analysis.loader.zones.runs import Role

_OPEN = frozenset({"line", "related", "tags", "site_tags", "prose", "strip", "box", "hashtags"})
_BARE = frozenset({"|", "•", " - ", ";", "#", " # ", "،", "[]", " . ", "other"})


def with_unmarked_tags(
    text: str, pieces: Sequence[Piece], look: Lookup, common: Hashes = frozenset()
) -> list[Piece]:
    """Return the pieces with the lists of tags that no marker made into tag lines.

    A list is the article's own when most of its items stand in the text. One that the text does not name is
    the site's, when its items are common tags or stand on many pages. A marker without a colon and a label
    that names topics tell by themselves.

    Args:
        text: the page.
        pieces: its pieces in order.
        look: markers and phrases.
        common: hashes of the lines that stand on many pages.
    """
    known, owned = with_tag_line(Known(text, pieces, look, common)), claimed(text, pieces)
    pieces, first = known.pieces, known.first
    found: dict[int, Role] = {}
    for i, piece in enumerate(pieces):
        if piece.kind in _OPEN and i not in owned and i not in found:
            found.update(_roles(known, i, first))
    if not any(_may_be_title(pieces[i]) and i not in found for i in range(first)):
        found = {i: role for i, role in found.items() if i >= first}
    done = [_as_tags(piece, *found[i]) if i in found else piece for i, piece in enumerate(pieces)]
    told = any(piece.kind in ("tags", "hashtags") for piece in done)
    told = told or any(part.kind == "tags" for piece in done for part in at_label(text, piece, look))
    free = [i for i in range(known.first if told else len(done)) if i not in owned]
    free = [i for i in free if i < known.first or not is_dated_headline(done, i)]
    done = with_own_run(replace(known, pieces=done), free)
    starts = {pieces[i].start for i in found} if common else ()
    listed = (part for one in done for part in (parted(known, one) if one.start in starts else (one,)))
    return [part for one in listed for part in at_label(text, one, look)]


def _may_be_title(piece: Piece) -> bool:
    return piece.kind == "title" or (piece.kind in ("line", "related") and piece.words >= TITLE_WORDS)


def _as_tags(piece: Piece, zone: str, value: int) -> Piece:
    return replace(piece, kind=zone, value=value, joint="alone" if value == piece.end else "colon")


def _roles(known: Known, i: int, first: int) -> Iterator[tuple[int, Role]]:
    """Yield the piece, and the lines below it, that are a list of tags."""
    piece = known.pieces[i]
    marked = piece.kind in ("tags", "site_tags") and piece.joint != "free"
    if marked and is_constant(known, i):
        yield i, ("site_tags", piece.value)
    if marked and (lines := constant_lines(known, i)):
        yield i, ("site_tags", piece.value)
        yield from ((j, ("site_tags", known.pieces[j].start)) for j in lines)
    if piece.kind == "hashtags":
        yield from _over_title(known, i)
    elif piece.kind in ("strip", "box"):
        role = block_run(known, i) if piece.kind == "strip" else _boxed(known, i)
        yield from [(i, role)] if role else []
        lines = known.below(i).lines if role and role[1] == piece.end else ()
        yield from ((j, ("tags", known.pieces[j].start)) for j in lines)
    elif not marked and not is_field(known, i):
        yield from _unmarked(known, i, first)


def _unmarked(known: Known, i: int, first: int) -> Iterator[tuple[int, Role]]:
    """Yield the same of a line that no marker with a colon opens."""
    piece, text = known.pieces[i], known.text
    if ends_sentence(text, piece.start, piece.end):
        if role := stopped(known, i, first):
            yield i, role
        return
    if pairs := paired(known, i):
        yield from pairs
    elif sites := list(trending(known, i)):
        yield from sites
    elif i > first and (lines := bare_lines(known, i)):
        yield from ((j, ("tags", known.pieces[j].start)) for j in lines)
    elif role := _led(known, i, first):
        yield i, role
        below = known.under(i).lines or (i + 1,) if role[1] == piece.end else ()
        yield from ((j, (role[0], known.pieces[j].start)) for j in below)
    elif role := _bare(known, i, first) or block_run(known, i):
        yield i, role


def _over_title(known: Known, i: int) -> Iterator[tuple[int, Role]]:
    """Yield the hashtags of the head that the text does not name: those of the hour on the site."""
    if i >= known.first or (i and known.pieces[i - 1].kind == "hashtags"):
        return
    lines = list(takewhile(lambda j: known.pieces[j].kind == "hashtags", range(i, known.first)))
    found = [item for j in lines for item in known.beside(j, known.pieces[j].start).items]
    if len(found) >= LEAST and known.named(found) < _silent(known, i):
        yield from ((j, ("site_tags", known.pieces[j].start)) for j in lines)


def _boxed(known: Known, i: int) -> Role | None:
    """Return the role of common tags on the line of a marker of what is read most, or of own ones below."""
    piece = known.pieces[i]
    found = known.beside(i, piece.value) if piece.value < piece.end else None
    if found is None and i > known.first:
        below = known.below(i)
        own = len(below.items) > 1 and below.fits and below.after not in ("line", "prose")
        return ("tags", piece.end) if own and known.named(below.items) == 1 else None
    if found is None or not found.sign or len(found.items) < LEAST or not found.are_short:
        return None
    sited = known.common_tags(found.items) >= FAMOUS and known.named(found.items) <= SILENT
    return ("site_tags", piece.value) if sited else None


def _led(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a list behind a marker, or a label of any words, surest first."""
    if known.pieces[i].kind == "prose":
        return _marked(known, i, first) or _repeated(known, i, first)
    return _repeated(known, i, first) or _marked(known, i, first) or labelled(known, i, first)


def _marked(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a line behind a marker without a colon.

    It is one of tags when no sentence opens with the marker (كلمات البحث), or when a list of words that the
    text holds follows.
    """
    piece = known.pieces[i]
    opening = piece.kind != "related"
    mark = mark_at(known.text, piece.start, piece.end, known.look) if opening else None
    if mark is None or mark.kind not in ("tags", "site_tags") or mark.joint == "alone":
        return None
    value = label_end(known.text, mark.value, piece.end) or mark.value
    found = known.beside(i, value)
    words = known.text[value : piece.end].split()
    opens = bool(words) and light(f" {words[0]} ").strip() not in PREPOSITIONS
    if mark.kind == "site_tags":
        sure = opens and 1 < len(words) <= RUN_WORDS and " " in mark.words
        return ("site_tags", value) if sure or (found.sign and found.fits) else None
    if found.after == "prose" and not (found.sign and " " in mark.words):
        above = found.fits and known.named(found.items) >= FOUND
        return ("tags", value) if above or (not found.sign and is_run(known, i, value)) else None
    named = known.named(found.items)
    if known.look.keyword.isdisjoint(mark.words.split()):
        listed = len(found.items) > 1 and named and found.fits
        above = i < first and " " in mark.words and is_own_run(known, i, value, "")
        return ("tags", value) if listed or above or (i > first and is_run(known, i, value)) else None
    if len(words) < LABEL_WORDS - 1 and not named and known.under(i).items:
        return "tags", piece.end  # الوسوم المرتبطة: all of the line is the heading
    return ("tags", value) if opens and len(words) <= RUN_WORDS else None


def _repeated(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a list behind a label that many pages print, whatever its words."""
    piece = known.pieces[i]
    if not known.common:
        return None
    value = repeated_label(known, i)
    if (known.is_in_menu(i) and not _is_led_block(known, i, value)) or piece.key.endswith(("?", "؟")):
        return None
    if not value:
        return constant_run(known, i)
    if i < first and known.text[value : piece.end].strip() in _lines(known, i + 1, first):
        return None  # the name of the site before the headline
    found = known.under(i) if value == piece.end else known.beside(i, value)
    if not found.sign:
        run = _marked(known, i, first) or labelled_run(known, i, value) or constant_run(known, i)
        return run or (("related", value) if is_link(known, i, value) else None)
    if not found.items or not found.fits or known.is_menu(i, found.items) or numbered(found.items):
        return None
    if len(found.items) == 1 and (i < first or known.stands_often(found.items[0])):
        return None  # a desk over a line of the head, a service of the site
    constant = all(known.stands_often(item) or item in known.look.names for item in found.items)
    if i < first and (constant or is_bar(known, found)):
        return None  # a menu above the text, whatever the text names of it
    named, fitting = known.named(found.items), known.fitting(found.items)
    silent = _silent(known, i)
    if named > silent and i < first and _is_first_item(known, i, found):
        return None
    if own_run(known, found.items):
        return "tags", value  # and the site's, which `parted` sets apart
    if named >= FOUND or (named > silent and fitting >= FITTING):
        return "tags", value
    known_some = found.sign != "line breaks" or known.common_tags(found.items) >= SILENT
    known_some = known_some and not is_one_of_many(known, i, alike=True)
    sites = found.are_short and known_some and (len(found.items) > LEAST or fitting >= FAMOUS)
    return ("site_tags", value) if sites and len(found.items) >= LEAST and named <= silent else None


def _is_first_item(known: Known, i: int, found: Listed) -> bool:
    """Tell whether the sign between the items of a list stands behind its label too: place / name."""
    whole = known.beside(i, known.pieces[i].start)
    return whole.sign == found.sign and len(whole.items) > len(found.items)


def _lines(known: Known, start: int, end: int) -> set[str]:
    return {known.text[piece.start : piece.end] for piece in known.pieces[start:end]}


def _is_led_block(known: Known, i: int, value: int) -> bool:
    """Tell whether a line that many pages print is common tags behind a label and its colon."""
    piece = known.pieces[i]
    if not (0 < value < piece.end and is_signed(known.text, piece.start, value)):
        return False
    famous = known.famous(light(known.text[value : piece.end]).split())
    return famous >= SURE and known.stands_often(piece.key)


def _silent(known: Known, i: int) -> float:
    """Return the share of named items up to which a list is the site's; over the title it is a ticker's."""
    above = (piece for piece in known.pieces[:i] if not known.stands_often(piece.key))
    return SILENT if any(map(_may_be_title, above)) else FOUND


def _bare(known: Known, i: int, first: int) -> Role | None:
    """Return the role of a line of short items between signs, without a label."""
    piece = known.pieces[i]
    if piece.kind != "line" or not is_parted(known.text[piece.start : piece.end]):
        return None
    found = known.beside(i, piece.start)
    if found.sign not in _BARE or len(found.items) < 2 or not found.fits or known.is_menu(i, found.items):
        return None
    if numbered(found.items):
        return None
    named = known.named(found.items)
    strict = found.sign in ("،", " - ", " . ", "other")  # headlines have commas and dashes too
    fits = known.fitting(found.items) >= (SURE if strict else FITTING) and len(found.items) > 2 * strict
    silent = _silent(known, i)
    hashed = found.sign == " # " and piece.key[:1] == "#"
    placed = named > 0 and i > first and slot_hash(known.pieces, i) in known.common
    if named == 1 or (named > silent and fits) or (hashed and named >= silent) or placed:
        return "tags", piece.start
    often = known.stands_often(piece.key) or known.common_tags(found.items) >= FOUND
    barred = strict or (i < first and is_bar(known, found))
    sited = often and len(found.items) >= LEAST and named <= silent and not barred
    return ("site_tags", piece.start) if sited else None
