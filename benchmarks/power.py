"""How often each detector finds what was planted, and how much of what it finds was not.

    python benchmarks/power.py --out benchmarks/power.json

Every corpus is drawn anew from a seed: 4 years, 4 sources, 40 topics, of which half hold a planted truth and
half are constant. The corpora go through the public functions as a user's would; a finding is a row with
q < .05. Power is the part of the planted truths that is found, the false-discovery rate the mean part of the
findings that is not planted, and false alarms are the part of the constant topics with p < .05, before any
correction. Noise is binomial ("independent"), has memory (log odds of neighbouring months correlate by .6, a
standard deviation of .25), is that of reprints (a story has 1 to 8 prints that name the same), or of degrees
(some articles have many tags and some few).
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from analysis.aggregate.bootstrap import bootstrap_measures
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.change_points import change_points
from analysis.aggregate.changes import month_changes, weekday_profile
from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.keyness import keyness
from analysis.aggregate.measures import add_measures
from analysis.aggregate.ramadan import ramadan_profile, ramadans
from analysis.aggregate.sdsm import sdsm
from analysis.aggregate.trends import trend_test

FIRST, N_DAYS, N_ARTICLES, N_TOPICS = date(2020, 1, 1), 1461, 12_000, 40
N_TAGS = 200
PLANTED = [f"t{i:02}" for i in range(0, N_TOPICS, 2)]
PAIRS = [(f"t{i:02}", f"t{i + 1:02}") for i in range(0, N_TOPICS, 2)]
MEMORY, SPREAD = 0.6, 0.25

Tables = tuple[pl.LazyFrame, pl.LazyFrame]
Found = tuple[set, set | None, set]  # what q finds, what p finds, and all that was tested


def days_of(rng: np.random.Generator, n: int) -> np.ndarray:
    return np.sort(rng.integers(0, N_DAYS, n))


def months_of(days: np.ndarray) -> np.ndarray:
    dates = np.datetime64(FIRST) + days
    return (dates.astype("datetime64[M]") - np.datetime64(FIRST, "M")).astype(int)


def shares(rng: np.random.Generator, days: np.ndarray, *, memory: bool) -> np.ndarray:
    """Return the share of each topic (columns) on the day of each article (rows), with nothing planted."""
    base = rng.uniform(0.06, 0.15, N_TOPICS)
    if not memory:
        return np.broadcast_to(base, (len(days), N_TOPICS)).copy()
    months = np.empty((48, N_TOPICS))
    months[0] = rng.normal(0, SPREAD, N_TOPICS)
    for month in range(1, 48):
        step = rng.normal(0, SPREAD * np.sqrt(1 - MEMORY**2), N_TOPICS)
        months[month] = MEMORY * months[month - 1] + step
    odds = np.log(base / (1 - base)) + months[months_of(days)]
    return 1 / (1 + np.exp(-odds))


def tables(days: np.ndarray, named: np.ndarray, story: np.ndarray | None = None) -> Tables:
    n = len(days)
    articles = pl.LazyFrame(
        {
            "article_id": np.arange(n).astype(str),
            "source": [f"s{i % 4}" for i in range(n)],
            "published": pl.Series((np.datetime64(FIRST) + days).astype("datetime64[D]")),
            "story_id": (np.arange(n) if story is None else story).astype(str),
        }
    )
    rows, topics = np.nonzero(named)
    names = np.array([f"t{i:02}" for i in range(N_TAGS)])
    mentions = pl.LazyFrame({"article_id": rows.astype(str), "zone": "body", "topic": names[topics]})
    return mentions, articles


def planted(effect: Callable, *, memory: bool) -> Callable[[np.random.Generator], Tables]:
    """Return what draws a corpus: ``effect`` multiplies the shares of every second topic."""

    def draw(rng: np.random.Generator) -> Tables:
        days = days_of(rng, N_ARTICLES)
        p = shares(rng, days, memory=memory)
        for topic in range(0, N_TOPICS, 2):
            p[:, topic] *= effect(rng, days)
        return tables(days, rng.random(p.shape) < p)

    return draw


def rising(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    return 0.75 + 0.5 * days / N_DAYS


def stepping(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    return np.where(months_of(days) < rng.integers(12, 37), 0.8, 1.2)


def bursting(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    start = rng.integers(3, 43)
    return np.where((months_of(days) >= start) & (months_of(days) < start + 2), 2.0, 1.0)


def fasting(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    inside = np.zeros(N_DAYS + 400, dtype=bool)
    for start, end in ramadans().select("start", "end").collect().rows():
        if (at := (start - FIRST).days) >= 0 and at < N_DAYS:
            inside[at : (end - FIRST).days + 1] = True
    return np.where(inside[days], 1.4, 1.0)


def on_fridays(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    return np.where((days + FIRST.weekday()) % 7 == 4, 1.4, 1.0)


def of_source(rng: np.random.Generator, days: np.ndarray) -> np.ndarray:
    return np.where(np.arange(len(days)) % 4 == 0, 1.3, 1.0)


def together(*, reprints: bool) -> Callable[[np.random.Generator], Tables]:
    """Return what draws a corpus in which the topics of each pair meet 1.5 times as often as by chance."""

    def draw(rng: np.random.Generator) -> Tables:
        prints = rng.integers(1, 9, N_ARTICLES) if reprints else np.ones(N_ARTICLES, dtype=int)
        story = np.repeat(np.arange(N_ARTICLES), prints)[:N_ARTICLES]
        days = days_of(rng, N_ARTICLES)
        p = shares(rng, days, memory=False)
        named = rng.random(p.shape) < p
        for a in range(0, N_TOPICS, 2):
            drawn_along = named[:, a] & (rng.random(len(days)) < 0.5 * p[:, a + 1] / (1 - p[:, a + 1]))
            named[:, a + 1] |= drawn_along
        return tables(days, named[story], story)

    return draw


def tagged(rng: np.random.Generator) -> Tables:
    """Draw articles with few and with many of 200 tags; 20 pairs in the middle meet 5 times as often."""
    middle = rng.permutation(np.arange(20, 20 + N_TOPICS))
    rest = rng.permutation(np.setdiff1d(np.arange(N_TAGS), middle))
    share = 0.3 / (np.concatenate([middle, rest]) + 1) ** 0.7
    carried = rng.random((N_ARTICLES, N_TAGS)) < rng.lognormal(0, 0.7, N_ARTICLES)[:, None] * share
    for a in range(0, N_TOPICS, 2):
        carried[:, a + 1] |= carried[:, a] & (rng.random(N_ARTICLES) < 4 * share[a + 1])
    return tables(days_of(rng, N_ARTICLES), carried)


def by_topic(table: pl.LazyFrame) -> Found:
    rows = table.collect()
    found, alarmed = (set(rows.filter(pl.col(name) < 0.05)["topic"]) for name in ("q", "p"))
    return found, alarmed, {f"t{i:02}" for i in range(N_TOPICS)}


def by_pair(table: pl.LazyFrame, column: str = "q") -> Found:
    rows = table.collect()
    sides = [pl.col(column) < 0.05, pl.col("p") < 0.05, pl.lit(value=True)]
    return tuple(set(rows.filter(side).select("topic_a", "topic_b").rows()) for side in sides)


def any_month(mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Found:
    """A topic with a change in any month; without q, 47 comparisons nearly always hold one p below .05."""
    found, _, tested = by_topic(month_changes(count_topics(mentions, articles)))
    return found, None, tested


def key(mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Found:
    target, rest = (articles.filter((pl.col("source") == "s0") == same) for same in (True, False))
    return by_topic(keyness(mentions, target, rest))


RISE, STEP = "share rises by two thirds in 4 years", "share steps up by half, once"
DETECTORS = {
    "trend_test": (RISE, rising, lambda m, a: by_topic(trend_test(count_topics(m, a)))),
    'trend_test, correction="none"': (
        RISE,
        rising,
        lambda m, a: by_topic(trend_test(count_topics(m, a), correction="none")),
    ),
    "change_points": (STEP, stepping, lambda m, a: by_topic(change_points(count_topics(m, a)))),
    "change_points, block=1": (
        STEP,
        stepping,
        lambda m, a: by_topic(change_points(count_topics(m, a), block=1)),
    ),
    "find_bursts": (
        "share doubles for 2 months",
        bursting,
        lambda m, a: by_topic(find_bursts(count_topics(m, a))),
    ),
    "month_changes": ("share doubles for 2 months", bursting, any_month),
    "ramadan_profile": (
        "share 1.4 times in Ramadan",
        fasting,
        lambda m, a: by_topic(ramadan_profile(m, a)),
    ),
    "weekday_profile": (
        "share 1.4 times on Fridays",
        on_fridays,
        lambda m, a: by_topic(weekday_profile(m, a)),
    ),
    "keyness": ("share 1.3 times in one of 4 sources", of_source, key),
}
PAIR_DETECTORS = {
    "add_measures": lambda m, a: by_pair(add_measures(count_pairs(m, a, every=None))),
    'add_measures, unit="story"': lambda m, a: by_pair(
        add_measures(count_pairs(m, a, every=None, unit="story"))
    ),
    "bootstrap_measures": lambda m, a: by_pair(bootstrap_measures(m, a)),
    "sdsm": lambda m, a: by_pair(sdsm(m, a)),
    'sdsm, unit="story"': lambda m, a: by_pair(sdsm(m, a, unit="story")),
}


TAG_DETECTORS = {
    "add_measures": lambda m, a: by_pair(add_measures(count_pairs(m, a, every=None))),
    "sdsm": lambda m, a: by_pair(sdsm(m, a)),
}


def judged(found: list[Found], truth: set) -> dict[str, float]:
    power = [len(q & truth) / len(truth) for q, _, _ in found]
    false = [len(q - truth) / max(len(q), 1) for q, _, _ in found]
    alarms = [len(p - truth) / len(tested - truth) for _, p, tested in found if p is not None]
    return {
        "power": round(float(np.mean(power)), 3),
        "false_discovery_rate": round(float(np.mean(false)), 3),
        "false_alarms": round(float(np.mean(alarms)), 3) if alarms else None,
    }


def measure(n_corpora: int, seed: int) -> list[dict]:
    lines = []
    for noise in ("independent", "memory"):
        for name, (truth, effect, detect) in DETECTORS.items():
            draw = planted(effect, memory=noise == "memory")
            found = [detect(*draw(np.random.default_rng([seed, i]))) for i in range(n_corpora)]
            lines.append({"detector": name, "planted": truth, "noise": noise, **judged(found, set(PLANTED))})
            print(*lines[-1].values(), sep=" | ", flush=True)
    for noise in ("independent", "reprints"):
        for name, detect in PAIR_DETECTORS.items():
            draw = together(reprints=noise == "reprints")
            found = [detect(*draw(np.random.default_rng([seed, i]))) for i in range(n_corpora)]
            truth = "20 of 780 pairs meet 1.5 times as often"
            lines.append({"detector": name, "planted": truth, "noise": noise, **judged(found, set(PAIRS))})
            print(*lines[-1].values(), sep=" | ", flush=True)
    for name, detect in TAG_DETECTORS.items():
        found = [detect(*tagged(np.random.default_rng([seed, i]))) for i in range(n_corpora)]
        truth = "20 of 19,900 pairs of tags meet 5 times as often"
        lines.append({"detector": name, "planted": truth, "noise": "degrees", **judged(found, set(PAIRS))})
        print(*lines[-1].values(), sep=" | ", flush=True)
    return lines


def markdown(lines: list[dict]) -> str:
    """Return the table that docs/method shows."""
    head = ["detector", "planted", "noise", "power", "false discoveries", "false alarms"]
    rows = [
        [f"`{line['detector']}`", *("" if one is None else str(one) for one in list(line.values())[1:])]
        for line in lines
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=int, default=20, help="corpora of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="JSON to write")
    asked = parser.parse_args()
    result = {
        "command": f"python benchmarks/power.py --corpora {asked.corpora} --seed {asked.seed}",
        "python": platform.python_version(),
        "polars": pl.__version__,
        "numpy": np.__version__,
        "lines": measure(asked.corpora, asked.seed),
    }
    if asked.out:
        asked.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(markdown(result["lines"]))


if __name__ == "__main__":
    main()
