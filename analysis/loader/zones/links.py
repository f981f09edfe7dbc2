"""Whether a text that follows a headline is that headline's article, or the page's own text going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.kinds import DATELINE
from analysis.loader.zones.title import NUMBERED, overlap, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.lines import Piece

HEADING = 5
"""Words of the longest heading, and of the shortest headline under it."""

DATELINES = 4
"""Lines in which the text of a headline starts: a date, a byline, an agency may stand before it."""

SAMPLE = 2500
"""Characters after a link that its headline and the page's title are compared with."""

TEXT = 20_000
"""Characters of an article that tags are looked for in."""

SAME = 0.25
"""Share of a headline's words that a text must hold to be its article."""

MORE = 0.1
"""By how much that share must exceed the share of the title's words."""

WELL, GOING_ON = 0.5, 0.15
"""Share of a headline's words that a text must hold to be its article when this share of the text's own words
stands above the headline."""

TOLD = 0.12
"""Share of a text's words that must stand above it to be the same article going on; with the headline's
words 997 in 1,000 second halves passed and 15 in 100 other articles of the week."""

_BETWEEN = DATELINE | {"ui", "name", "caption"}

_GOES_ON = frozenset(
    fold(word)
    for word in """كما فيما لكن لكنه لكنها إلا غير بينما كذلك بدوره بدورها أيضا ثم حيث إذ
    يذكر يشار جدير الجدير أضاف تابع أردف أكمل استطرد بحسب""".split()
)

_OPENINGS = tuple(
    fold(phrase)
    for phrase in (
        *("من جهة", "من جهته", "من جهتها", "من جانب", "من ناحية", "من ناحيته", "في المقابل"),
        *(
            "في غضون ذلك",
            "في سياق",
            "في السياق",
            "في هذا",
            "في الوقت نفسه",
            "إلى ذلك",
            "يأتي ذلك",
            "على صعيد",
        ),
    )
)
"""Phrases that open a paragraph within a report, never its first."""

_ROOTS = tuple(
    fold(word)
    for word in """وزير وزار وزراء وكال وكيل وفد وفاة وصل وقع وجه وثيق وثائق وحد ورش ولاي وسائل وسط وضع وعد
    وقف ولد وافق وسم واتس واش وادي واحد واصل واجه واقع والد وفق ودع ورد ورث وصف وول ويل ووه ونس وثق وسع
    وباء وتيرة وجبة وظيف وعي وطن ورق وريث ورطة وصاية وصي وقود ويكي وقائع وهم وهاب وساط وثب""".split()
)
"""Openings of words whose و is their own letter and not "and"."""


def goes_on(lead: str, *, joined: bool = True) -> bool:
    """Tell whether a paragraph opens like the continuation of a text: with و and a verb, or كما, يذكر, ...

    Args:
        lead: the paragraph, or its opening.
        joined: whether و is enough; headlines open with it too (names like وليد).

    >>> goes_on("وأضاف الوزير أن اللقاء"), goes_on("أعلن الوزير اليوم"), goes_on("وزير الخارجية يزور")
    (True, False, False)
    """
    key = fold(lead[:40]).lstrip("\"'«»():,.")
    word = key.split(" ")[0].rstrip("\"'«»():,.")
    if key.startswith(_OPENINGS):
        return True
    return word in _GOES_ON or (joined and len(word) > 2 and word[0] == "و" and not word.startswith(_ROOTS))


def is_article(text: str, title: str, headline: tuple[int, int], start: int, share: float = 0.0) -> bool:
    """Tell whether the text at ``start`` is the headline's own article and not the page's text going on.

    Args:
        text: the page.
        title: the title of the page.
        headline: where the headline before ``start`` stands.
        start: where the paragraph after the headline starts.
        share: the least share of the headline's words that the text must hold; `SAME` at least.
    """
    following = text[start : start + SAMPLE]
    if goes_on(following):
        return False
    words = stems(fold(following))
    own = overlap(stems(fold(text[slice(*headline)])), words)
    if own < max(share, SAME) or own < overlap(stems(fold(title)), words) + MORE:
        return False
    above = text[max(0, headline[0] - SAMPLE) : headline[0]]
    return own >= WELL or overlap(words, stems(fold(above))) < GOING_ON


def opens_article(text: str, pieces: Sequence[Piece], i: int, title: str) -> bool:
    """Tell whether a headline and its own article follow a short line; a date or byline may stand between.

    Args:
        text: the page.
        pieces: its pieces.
        i: index of the short line.
        title: the title of the page.
    """
    if pieces[i].kind not in ("line", "caption", "repeated") or pieces[i].words > HEADING:
        return False
    headline = pieces[i + 1] if i + 2 < len(pieces) else None
    if headline is None or headline.kind != "line" or headline.words < HEADING:
        return False
    below = range(i + 2, min(len(pieces), i + 2 + DATELINES))
    prose = next((j for j in below if pieces[j].kind not in DATELINE), i + 1)
    if pieces[prose].kind != "prose" or NUMBERED.match(headline.key):  # the first item of a list
        return False
    if pieces[i].kind == "repeated":  # a heading of the site: the article may be of the same subject
        following = text[pieces[prose].start : pieces[prose].start + SAMPLE]
        return not goes_on(following) and overlap(stems(headline.key), stems(fold(following))) >= WELL
    return is_article(text, title, (headline.start, headline.end), pieces[prose].start)


def is_dated_headline(pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a line as long as a headline stands over a date, and a text over no other line follows."""
    return _dated_text(pieces, i) is not None


def _dated_text(pieces: Sequence[Piece], i: int) -> int | None:
    """Return the paragraph below such a headline and its date, with bylines and buttons alone between."""
    if pieces[i].kind != "line" or pieces[i].words < HEADING:
        return None
    if i + 2 >= len(pieces) or pieces[i + 1].kind not in ("date", "published"):
        return None
    below = range(i + 2, min(len(pieces), i + 2 + DATELINES))
    prose = next((j for j in below if pieces[j].kind not in _BETWEEN), None)
    return prose if prose is not None and pieces[prose].kind == "prose" else None


def opens_dated(text: str, pieces: Sequence[Piece], i: int, title: str) -> bool:
    """Tell whether a headline, its date and its own article follow one another, as a page scrolls on.

    Args:
        text, pieces: the page.
        i: index of the line.
        title: the title of the page.
    """
    prose = _dated_text(pieces, i)
    headline = pieces[i].start, pieces[i].end
    return prose is not None and is_article(text, title, headline, pieces[prose].start)


def is_of_other(text: str, pieces: Sequence[Piece], labels: Sequence[tuple[str, str]], last: int) -> bool:
    """Tell whether tags are told of by the article above them, and hardly by the page's own.

    Args:
        text, pieces: the page.
        labels: zone and reason of the pieces before the tags.
        last: index of the last piece of the tags.
    """
    own = [piece for piece, (zone, _) in zip(pieces, labels, strict=False) if zone in ("title", "body")]
    tags = pieces[len(labels)]
    spans = [(own[0].start, own[-1].end), (own[-1].end, tags.start)] if own else []
    words = stems(fold(text[tags.value : pieces[last].end]))
    here, there = (overlap(words, stems(fold(text[a:b][:TEXT]))) for a, b in spans or [(0, 0), (0, 0)])
    return there > here + SAME


def is_same(text: str, title: str, start: int, stop: int) -> bool:
    """Tell whether the text at ``start`` goes on with the article whose text ends before ``stop``.

    Args:
        text: the page.
        title: the title of the page.
        start: where a paragraph after something in between starts.
        stop: where the text before it ends.
    """
    following = text[start : start + SAMPLE]
    if goes_on(following):
        return True
    words = stems(fold(following))
    above = stems(fold(text[max(0, stop - SAMPLE) : stop]))
    return overlap(stems(fold(title)), words) >= SAME or overlap(words, above) >= TOLD
