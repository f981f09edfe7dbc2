"""An undelimited run of words -> tags: the most probable cut of its gaps, with certainty.

The model is a semi-Markov random field (Sarawagi and Cohen 2004): a tag of words i..j scores the sum of the
weights of its inner gaps and of its features as a whole; forward and backward sums give its probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise, zip_longest
from math import exp, log
from typing import TYPE_CHECKING, TypeVar

from analysis.loader.tags.features import (
    MAX_WORDS,
    Run,
    gap_features,
    gap_key,
    make_run,
    tag_features,
    tag_key,
)
from analysis.loader.tags.weights import ALONE, WITH_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analysis.loader.tags.evidence import TagEvidence
    from analysis.loader.tags.text import InText

_LOWEST = -1e9
HOPELESS = -5.0
"""Score of a tag's inner gaps below which no feature of the whole can save it; more than halves the work."""
WORTH = 0.5
"""Probability that a tag must have to be worth giving, when right tags and given tags weigh the same (F1)."""
SURE = 0.4
"""Mean certainty of its tags below which a run is kept whole: hardly one tag in six was right there."""
PREPOSITION = 4.0
"""Score of a gap beside a preposition, beyond the fit: such gaps are too rare for it to be sure."""

REMEMBERED = 1 << 15
"""Tags and gaps, as their features tell them apart, whose weights are remembered at most; 10 MB."""

Key = TypeVar("Key")

Scores = list[list[float]]
"""Score of the tag from word i over k words at ``[i][k - 1]``."""


class _Sums(dict[Key, float]):
    """What the features of a tag or a gap weigh together, worked out when first met: they are soon known."""

    def __init__(self, weights: Mapping[str, float], features: Callable[[Key], Sequence[str]]) -> None:
        super().__init__()
        self.weights, self.features = weights, features

    def __missing__(self, key: Key) -> float:
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = total = sum([self.weights.get(name, 0.0) for name in self.features(key)])
        return total


class _Weights:
    """What tags and gaps weigh."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.tags, self.gaps = _Sums(weights, tag_features), _Sums(weights, gap_features)


_ALONE, _BESIDE = _Weights(ALONE), _Weights(WITH_EVIDENCE)


@dataclass(frozen=True, slots=True)
class RunCut:
    """Tags of one run as word ranges, and how probable each one is (0 to 1)."""

    tags: tuple[tuple[int, int], ...]
    certainty: tuple[float, ...]

    @property
    def is_sure(self) -> bool:
        """Whether its tags can be given; else the run is kept whole."""
        return self.tags == ((0, 1),) or sum(self.certainty) >= SURE * len(self.tags)

    def key(self, words: tuple[str, ...]) -> int:
        """Return one number for these words, cut into just these tags."""
        told = repr((words, self.tags, self.is_sure)).encode("utf-8", "replace")
        return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")


def cut_run(
    words: tuple[str, ...],
    text: InText,
    evidence: TagEvidence | None = None,
    weights: Mapping[str, float] | None = None,
    *,
    own: bool = False,
) -> RunCut:
    """Cut a run of words into its most probable tags.

    Args:
        words: the run in light form; time is linear in their number.
        text: how the run stands in the page's running text.
        evidence: what other pages teach.
        weights: weight by feature name; the committed tables by default.
        own: the run is of the article's own tags. Where the page names most of their words, it knows
            as much as other pages do, and the probability of a tag is the mean of both.

    Returns:
        Ranges that together cover the run, with their probabilities under the model.

    >>> from analysis.loader.tags.text import index_text
    >>> words = ("فلسطين", "مجلس", "الامن", "الدولي")
    >>> cut_run(words, index_text(words, []).run(words)).tags
    ((0, 1), (1, 4))
    """
    if not words:
        return RunCut((), ())
    table = _Weights(weights) if weights is not None else _ALONE if evidence is None else _BESIDE
    sure = _certainty(tag_scores(make_run(words, text, evidence), table))
    if own and evidence is not None and 2 * sum(count > 0 for count in text.seen) >= len(words):
        sure = _mean(sure, _certainty(tag_scores(make_run(words, text, None), _ALONE)))
    tags = _best([[p - WORTH for p in row] for row in sure])
    return RunCut(tags, tuple([sure[start][end - start - 1] for start, end in tags]))


def _mean(ours: Scores, theirs: Scores) -> Scores:
    """Return the mean of two models' probabilities; a candidate that one left out has none from it."""
    return [
        [(a + b) / 2 for a, b in zip_longest(mine, other, fillvalue=0.0)]
        for mine, other in zip(ours, theirs, strict=True)
    ]


def tag_scores(run: Run, weights: _Weights) -> Scores:
    """Return the score of every run of up to ``MAX_WORDS`` words as one tag, hopeless ones left out."""
    total = len(run.words)
    gaps = [weights.gaps[gap_key(run, at)] for at in range(total - 1)]
    for at, pair in enumerate(pairwise(run.classes)):
        gaps[at] += PREPOSITION if "prep" in pair else 0.0
    scores: Scores = []
    for start in range(total):
        inner, row = 0.0, []
        for end in range(start + 1, min(start + MAX_WORDS, total) + 1):
            inner += gaps[end - 2] if end - start > 1 else 0.0
            if inner < HOPELESS:
                break
            row.append(inner + weights.tags[tag_key(run, start, end)])
        scores.append(row)
    return scores


def _best(scores: Scores) -> tuple[tuple[int, int], ...]:
    """Return the cut with the highest sum of scores (Viterbi)."""
    total = len(scores)
    best = [0.0] + [_LOWEST] * total
    opened = [0] * (total + 1)
    for start in range(total):
        for size, score in enumerate(scores[start], start=1):
            if best[start] + score > best[start + size]:
                best[start + size], opened[start + size] = best[start] + score, start
    tags, end = [], total
    while end:
        tags.append((opened[end], end))
        end = opened[end]
    return tuple(reversed(tags))


def _certainty(scores: Scores) -> Scores:
    """Return the probability of every candidate tag (forward-backward over the run)."""
    before, after = forward(scores), backward(scores)
    whole = before[-1]
    return [
        [
            exp(min(before[start] + score + after[start + size] - whole, 0.0))
            for size, score in enumerate(row, 1)
        ]
        for start, row in enumerate(scores)
    ]


def forward(scores: Scores) -> list[float]:
    """Return the log of the summed weight of all cuts of the first i words."""
    sums = [0.0] + [_LOWEST] * len(scores)
    for start, row in enumerate(scores):
        for size, score in enumerate(row, start=1):
            sums[start + size] = _log_add(sums[start + size], sums[start] + score)
    return sums


def backward(scores: Scores) -> list[float]:
    """Return the log of the summed weight of all cuts of the words from i on."""
    sums = [_LOWEST] * len(scores) + [0.0]
    for start in range(len(scores) - 1, -1, -1):
        for size, score in enumerate(scores[start], start=1):
            sums[start] = _log_add(sums[start], sums[start + size] + score)
    return sums


def _log_add(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    return a if a - b > 40 else a + log(1.0 + exp(b - a))
