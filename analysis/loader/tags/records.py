"""Pages with a tag line -> what others learn: counters of what they say, and a sample of their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from analysis.loader.tags.batch import LINE_CHANNELS, LINE_WORDS, Batch
from analysis.loader.tags.chrome import chrome
from analysis.loader.tags.lists import items
from analysis.loader.tags.shared import ANY
from analysis.loader.tags.text import light, word_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

SAMPLE = 12
"""Lines kept of one source and week: those with the smallest hashes, so that any order keeps the same."""
ANY_SAMPLE = 48
"""Lines kept of one week."""
BATCH = 64
"""Pages whose counters are added up at once."""

Key = tuple[str, str]
Line = tuple[int, ...]
Span = tuple[int, int]
Held: TypeAlias = "dict[Key, dict[Line, None]]"


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A page; ``running_text`` is title, body and related body, never a tag or headline line.

    ``more`` are its further tag lines, under markers of their own; ``foot`` is a line that pages of its site
    close with.
    """

    source: str | None
    week: str | None
    running_text: str
    line: str
    before_source: str = ""
    more: tuple[str, ...] = ()
    foot: str = ""


def site_key(foot: str) -> str:
    """Return what stands for the site of some pages among the sources; no source is named so."""
    return f"\r{foot}" if foot else ""


def key_batches(records: Iterable[TagRecord], lines: Held) -> Iterator[np.ndarray]:
    """Yield the counters of what some pages say, of `BATCH` pages at a time, and hold their tag lines.

    Args:
        records: pages with a tag line, read once.
        lines: by source and week; those of the pages are added.
    """
    batch = Batch([], {channel: ([], []) for channel in LINE_CHANNELS})
    for number, record in enumerate(records, start=1):
        listed = items(record.line)[0]
        batch.take(record, listed)
        _hold(lines, record, listed)
        if number % BATCH == 0:
            yield batch.keys()
    yield batch.keys()


def hold(records: Iterable[TagRecord], lines: Held) -> None:
    """Hold the tag lines of some pages, and learn nothing else from them.

    Args:
        records, lines: as for `key_batches`.
    """
    for record in records:
        _hold(lines, record, items(record.line)[0])


def _hold(lines: Held, record: TagRecord, listed: Sequence[Span]) -> None:
    line = _hashed(record.line, listed)
    line = sum((_hashed(other, items(other)[0]) for other in record.more), line)[:LINE_WORDS]
    for source in (record.source, site_key(record.foot), record.week and ANY):
        if source:
            _keep(lines, (source, record.week or ""), line)


def sampled(lines: Held) -> dict[Key, tuple[Line, ...]]:
    """Return the lines of each source and week that are kept, in the order of their keys."""
    return {key: sample(key, found) for key, found in sorted(lines.items())}


def _keep(lines: Held, key: Key, line: Line) -> None:
    kept = lines.setdefault(key, {})
    kept[line] = None
    if len(kept) > 4 * room(key):
        lines[key] = dict.fromkeys(sample(key, kept))


def room(key: Key) -> int:
    """Return how many lines of a source and week are kept."""
    return ANY_SAMPLE if key[0] == ANY else SAMPLE


def sample(key: Key, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines of a source and week that are kept: those with the smallest hashes."""
    return tuple(sorted(lines, key=lambda line: (crc32(repr(line).encode()), line))[: room(key)])


def _hashed(line: str, listed: Sequence[Span]) -> Line:
    printed = " ".join(line[a:b] for a, b in listed) if listed else line
    found = light(printed.replace("_", " ")).split()[:LINE_WORDS]
    return tuple(word_hash(word) for word in found[: len(found) - chrome(found)])
