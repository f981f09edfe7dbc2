"""Fit the weights of the tag model on articles with delimited tags; prints ``tags/weights.py``.

Usage: ``python benchmarks/fit_tag_gaps.py FILE... > analysis/loader/tags/weights.py``. A file is JSONL or
Parquet with ``title``, ``body`` and ``tags`` (or ``hashtags``); lists with a torn tag (one that opens or
closes with a preposition) are left out. Each list is turned into an undelimited run; its true cuts are
fitted by penalised maximum likelihood (L-BFGS) under the semi-Markov model of
``analysis.loader.tags.segment``, once with the page's own text alone and once beside the evidence of the
``GROUP`` pages around it. For every second article a site's block is added: common tags of other
articles over this article's text. Takes half a minute.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from analysis.loader.tags.evidence import TagEvidence
from analysis.loader.tags.features import MAX_WORDS, gap_features, gap_key, make_run, tag_features, tag_key
from analysis.loader.tags.records import TagRecord
from analysis.loader.tags.segment import backward, forward
from analysis.loader.tags.text import index_text, light, tokens
from analysis.loader.tags.words import PREPOSITIONS

GROUP = 250
PENALTY = 1.0
RARE = 5
"""A feature met less often is left out."""
METHOD = {"method": "L-BFGS-B", "options": {"maxiter": 120}}


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its true tags."""

    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One run of words with the true tags as word ranges; ``features[i][k]`` are those of words i..i+k."""

    features: list[list[list[str]]]
    tags: list[tuple[int, int]]


def read_articles(path: Path) -> list[Article]:
    """Return the articles of one file that have two or more tags."""
    if path.suffix == ".parquet":
        rows = pl.read_parquet(path).to_dicts()
    else:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    found = []
    for row in rows:
        printed = row.get("tags") or row.get("hashtags") or ()
        tags = tuple(
            {light(tag): " ".join(tag.replace("_", " ").split()) for tag in printed if tag.strip()}.values()
        )
        if len(tags) > 1 and not any(_torn(tag) for tag in tags):
            found.append(Article(f"{row['title']}\n{row['body']}\n{row.get('related_body') or ''}", tags))
    return found


def _torn(tag: str) -> bool:
    """Return whether a tag opens or closes with a preposition: the newsroom's own list was cut wrong."""
    words = light(f" {tag} ").split()
    return not words or words[0] in PREPOSITIONS or words[-1] in PREPOSITIONS


def groups(articles: Sequence[Article], seed: int = 7) -> Iterator[list[Article]]:
    """Return the articles in shuffled groups, each the corpus of its own."""
    mixed = list(articles)
    random.Random(seed).shuffle(mixed)
    for at in range(0, len(mixed), GROUP):
        yield mixed[at : at + GROUP]


def group_evidence(group: Sequence[Article], shift: int) -> TagEvidence:
    """Return what a group teaches when each third page, from ``shift`` on, prints its tags delimited."""
    records = (
        TagRecord("s", None, a.text, ("، " if at % 3 == shift else " ").join(a.tags))
        for at, a in enumerate(group)
    )
    return TagEvidence.learn(records)


def example(tags: Sequence[str], text: str, evidence: TagEvidence | None) -> Example:
    """Return the run of some tags over a text with all features of all its candidate tags."""
    cut, at = [], 0
    for tag in tags:
        cut.append((at, at + len(tag.split())))
        at = cut[-1][1]
    words = tuple(light(" ".join(tags)).split())
    run = make_run(words, index_text(words, tokens(text)).run(words), evidence)
    gaps = [gap_features(gap_key(run, i)) for i in range(len(words) - 1)]
    rows = []
    for start in range(len(words)):
        inner: list[str] = []
        row = []
        for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1):
            inner = inner + gaps[end - 2] if end - start > 1 else inner
            row.append(inner + tag_features(tag_key(run, start, end)))
        rows.append(row)
    return Example(rows, cut)


def examples(articles: Sequence[Article], with_evidence: bool) -> list[Example]:
    """Return own runs, and site blocks for every second."""
    found = []
    draw = random.Random(11)
    common = Counter(tag for article in articles for tag in article.tags)
    pool = [tag for tag, times in common.items() if times > 1 and len(tag.split()) < 4]
    for group in groups(articles):
        beside = [group_evidence(group, shift) for shift in (0, 1)] if with_evidence else [None, None]
        for at, article in enumerate(group):
            evidence = beside[at % 3 == 0]  # a page that teaches its own cuts would be no example
            found.append(example(article.tags[:14], article.text, evidence))
            if at % 2 == 0:
                found.append(
                    example(draw.sample(pool, min(draw.randint(4, 10), len(pool))), article.text, evidence)
                )
    return [e for e in found if all(b - a <= MAX_WORDS for a, b in e.tags)]


def fit(found: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights that make the true cuts most probable."""
    times = Counter(f for e in found for row in e.features for seg in row for f in seg)
    names = sorted(f for f, n in times.items() if n >= RARE)
    index = {name: at for at, name in enumerate(names)}
    matrix, gold = _matrix(found, index)
    target = matrix.T @ gold

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        expected, total = _expected(found, scores)
        value = total - float(target @ weights) + penalty / 2 * float(weights @ weights)
        return value, matrix.T @ expected - target + penalty * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, bounds=[_bounds(name) for name in names], **METHOD)
    return {name: round(float(w), 2) for name, w in zip(names, best.x, strict=True) if abs(w) >= 0.05}


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Return the range of a weight: what other pages print may not speak against what it shows."""
    if name.startswith(("list_joined", "list_tag", "text_together")):
        return 0.0, None
    return (None, 0.0) if name.startswith(("list_parted", "text_apart")) else (None, None)


def _matrix(found: Sequence[Example], index: dict[str, int]) -> tuple[csr_matrix, np.ndarray]:
    data, places, ends, gold = [], [], [0], []
    for e in found:
        for start, row in enumerate(e.features):
            for size, features in enumerate(row, start=1):
                kept = [index[f] for f in features if f in index]
                places += kept
                data += [1.0] * len(kept)
                ends.append(len(places))
                gold.append(float((start, start + size) in e.tags))
    return csr_matrix((data, places, ends), shape=(len(gold), len(index))), np.array(gold)


def _expected(found: Sequence[Example], scores: np.ndarray) -> tuple[np.ndarray, float]:
    values, total, at = scores.tolist(), 0.0, 0
    expected = []
    for e in found:
        rows = []
        for row in e.features:
            rows.append(values[at : at + len(row)])
            at += len(row)
        before, after = forward(rows), backward(rows)
        total += before[-1]
        expected += [
            exp(before[i] + s + after[i + k] - before[-1])
            for i, row in enumerate(rows)
            for k, s in enumerate(row, 1)
        ]
    return np.array(expected), total


def module(alone: dict[str, float], beside: dict[str, float]) -> str:
    """Return the source of ``tags/weights.py``: one line an entry group, three entries a line."""
    entries = [f"{f} {alone.get(f, 0.0):g} {beside.get(f, 0.0):g}" for f in sorted({*alone, *beside})]
    lines = [" | ".join(entries[at : at + 3]) for at in range(0, len(entries), 3)]
    return HEAD + "\n".join(lines) + TAIL


HEAD = '''"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on {articles} articles of {files} files by penalised maximum likelihood (penalty {penalty:g},
features met {rare} times or more).
"""

from __future__ import annotations

_TABLE = """
'''
TAIL = '''
"""

_ROWS = [entry.split() for line in _TABLE.split("\\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
'''


def main(write: Callable[[str], None] = print) -> None:
    """Fit both tables on the files that the command names, and print the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    articles = [a for path in files for a in read_articles(path)]
    text = module(fit(examples(articles, False)), fit(examples(articles, True)))
    facts = {"articles": len(articles), "files": len(files), "penalty": PENALTY, "rare": RARE}
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", f"{value:g}").replace(f"{{{name}:g}}", f"{value:g}")
    write(text.rstrip("\n"))


if __name__ == "__main__":
    main()
