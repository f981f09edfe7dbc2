"""Delimited tag lists, in every form a newsroom prints one."""

from __future__ import annotations

import re
from itertools import pairwise

WORD = re.compile(r"\S+")
_BROKEN = re.compile(r"[\r\n]+\s*")
_HASHTAG = re.compile(r"#[^\s#،,؛;|]+")
_OTHER = re.compile(r"(?<!\S)([^\w\s،,.؟?!:\"'()])\1*(?=\s|\Z)")
"""Any sign that stands alone between words, so that a sign no newsroom has used yet parts a list too."""
_COUNTER = re.compile(r"\s*[(\[]\s*[\d.,]+\s*[)\]]")
_BLANKED = re.compile(r"#\w[^\s#]*[ \t]+[^\s#،,؛;|][^#،,؛;|\r\n]*#")
"""Hashtags of several words, with blanks in them."""
_COMMAS = re.compile(r"[،,]")
_SIGNED = re.compile(r"\s*#[^#،,]+(?:[،,]\s*#[^#،,]+)+\Z")
"""Hashtags with a comma before each but the first."""
_CLOUD = re.compile(rf"(?:[^()\[\]]++{_COUNTER.pattern}[\s،,]*+){{2,}}\Z")
"""A cloud of tags: how many articles carry it stands in brackets behind each."""
_NUMBER = re.compile(r"(?<!\S)(\d{1,2})\s?[-–.)]\s")
_BRACKETS = r"[\])}》】〉」』]\s*[\[({《【〈「『]|[\"”]\s+[\"“]"
"""Between items in brackets or quotes; newsrooms of other countries print their own."""
_QUOTES = '"“”'
_CLOSE = r"(?<=[ء-ي])[/-](?=[ء-ي])"
"""Between items without a blank, of which there are three at least: a name may hold one."""
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("line breaks", re.compile(r"[\r\n]+")),
    ("[]", re.compile(_BRACKETS)),
    ("|", re.compile(r"[|¦│]")),
    ("•", re.compile(r"[•·●▪■◦★»«›‹]")),
    ("،", re.compile(r"[،,](?!\d)|(?<!\d)[،,]")),
    (";", re.compile(r"[;؛]")),
    (" - ", re.compile(r"\s[-–—/\\*~+>]+(?=\s)")),
    (" . ", re.compile(r"\s[.]+(?=\s)")),
    (" # ", re.compile(r"\s#+(?=\s)")),
    ("\t", re.compile(r"\t+")),
    ("other", _OTHER),
    ("close", re.compile(_CLOSE)),
)
_SCORE = re.compile(r"\d\s[-–—]\s\d")
"""How a match ended, which is no sign between tags."""
_SIGN = re.compile(
    r"[\r\n#\[(|¦│•·●▪■◦★»«›‹،,;؛\t]|\s[-–—/\\*~+>.]|^\s*\d{1,2}\s?[-.)]"
    rf"|{_BRACKETS}|{_CLOSE}|{_OTHER.pattern}"
)
_ODD = re.compile(r"[^\w ]")  # what each such sign has; a run without any is told in a third of the time
_SURE = re.compile(r"[\r\n#\[(|¦│•·●▪■◦★»«›‹،,;؛\t《【〈「『]")
_APART, _OPENING = re.compile(r"\s[^\w\s]"), re.compile(r"\s*(?:[^\w\s]|\d)")
"""Signs that part by themselves; what the others stand behind or in, a curly bracket aside."""
_EDGE = frozenset(" \t\r\n\u00a0[]،,;؛|¦│•·●▪■◦★»«›‹#-–—/\\*~>{}《》【】〈〉「」『』")
LONG = 6
"""Mean words of an item above which a sign is taken for punctuation within an undelimited run."""


def is_parted(line: str) -> bool:
    """Tell whether a line holds a sign that parts lists; without one it has no items."""
    if not _ODD.search(line):
        return False
    if _SURE.search(line):
        return True
    close = "{" in line or line.count("/") > 1 or line.count("-") > 1
    return bool((close or _APART.search(line) or _OPENING.match(line)) and _SIGN.search(line))


def items(line: str) -> tuple[list[tuple[int, int]], str]:
    """Return the items of a delimited list with the delimiter's name, or none of an undelimited line.

    >>> items("غزة، لبنان ، مصر")[1]
    '،'
    >>> [("غزة (12) لبنان (3)"[a:b]) for a, b in items("غزة (12) لبنان (3)")[0]]
    ['غزة', 'لبنان']
    >>> [("1- غزة 2- لبنان"[a:b]) for a, b in items("1- غزة 2- لبنان")[0]]
    ['غزة', 'لبنان']
    >>> [("#غزة #لبنان"[a:b]) for a, b in items("#غزة #لبنان")[0]]
    ['غزة', 'لبنان']
    """
    if not is_parted(line):
        return [], ""
    if _SIGNED.match(line):
        return _trimmed(line, _split(line, _edges(line, _COMMAS))), "#"
    if line.lstrip()[:1] == "#" and _BLANKED.search(line):
        return _trimmed(line, _split(line, [at for at, sign in enumerate(line) if sign == "#"])), "#"
    tags = [match.span() for match in _HASHTAG.finditer(line)] if "#" in line else []
    marked = bool(tags) and len(_BROKEN.split(line.strip())) == line.count("#")
    if (len(tags) > 1 and not marked) or (tags and sum(b - a for a, b in tags) >= len(line.strip())):
        found = _trimmed(line, _split(line, [edge for a, b in tags for edge in (a, b)]))
        return found, "#"
    if _CLOUD.match(line):
        return _trimmed(line, _split(line, _edges(line, _COUNTER))[::2]), "(n)"
    if numbers := _numbers(line):
        return _trimmed(line, _split(line, numbers)[2::2]), "1."
    for name, form in _FORMS:
        if name in (" - ", "other") and _SCORE.search(line):
            continue
        edges = _edges(line, form)
        found = _trimmed(line, _split(line, edges)) if edges else []
        least = 3 if name == "close" else 2
        if len(found) >= least and sum(len(line[a:b].split()) for a, b in found) <= LONG * len(found):
            return _finer(line, _unstopped(line, found), name), name
    return [], ""


def _numbers(line: str) -> list[int]:
    """Return the edges of the numbers that open the items of a list, counted from one; none without."""
    found = list(_NUMBER.finditer(line)) if line.lstrip()[:1].isdigit() else []
    counted = len(found) > 1 and [int(one.group(1)) for one in found] == list(range(1, len(found) + 1))
    return [edge for one in found for edge in one.span()] if counted else []


def _unstopped(line: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the full stop behind a list off its last item."""
    start, end = found[-1]
    stopped = line[end - 1] == "." and end - start > 1 and "." not in line[found[0][0] : end - 1]
    return [*found[:-1], (start, end - 1)] if stopped else found


def words(line: str) -> list[tuple[int, int]]:
    """Return the words of an undelimited line, without stray delimiters at their edges.

    >>> [("غزة، مصر"[a:b]) for a, b in words("غزة، مصر")]
    ['غزة', 'مصر']
    """
    return _trimmed(line, [match.span() for match in WORD.finditer(line)])


def _finer(line: str, found: list[tuple[int, int]], name: str) -> list[tuple[int, int]]:
    """Split the lines of a list further when they are lists themselves."""
    if name != "line breaks":
        return found
    parts = []
    for start, end in found:
        inner, _ = items(line[start:end])
        parts += [(start + a, start + b) for a, b in inner] or [(start, end)]
    return parts


def _edges(line: str, form: re.Pattern[str]) -> list[int]:
    return [edge for match in form.finditer(line) for edge in match.span()]


def _split(line: str, edges: list[int]) -> list[tuple[int, int]]:
    cuts = [0, *edges, len(line)]
    return list(pairwise(cuts))


def _trimmed(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found, quoted = [], '"' in line or "“" in line
    for start, end in spans:
        while start < end and line[start] in _EDGE:
            start += 1
        if line[start : start + 2] == "+ ":
            start += 2
        while start < end and line[end - 1] in _EDGE:
            end -= 1
        if start < end and line[start] == "(" and line.find(")", start, end) in (-1, end - 1):
            start += 1
        if start < end and line[end - 1] == ")" and line.rfind("(", start, end) < 0:
            end -= 1
        if quoted and start < end and sum(map(line[start:end].count, _QUOTES)) == 1:
            start += line[start] in _QUOTES
            end -= line[end - 1] in _QUOTES
        if any(map(str.isalnum, line[start:end])):
            found.append((start, end))
    return found
