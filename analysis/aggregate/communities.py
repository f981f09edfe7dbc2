"""Communities of a network: the groups that many seeded runs agree on, and how well they agree."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.aggregate.network import each_network, extra
from analysis.errors import TableError

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from analysis.aggregate.network import Network

_MOST_ROUNDS = 20  # consensus needs two to four; this only bounds the pathological case
_TOGETHER = 0.5  # names that share a community in fewer runs are not linked in the next round


def communities(
    pairs: pl.LazyFrame,
    *,
    weight: str = "equivalence",
    resolution: float = 1.0,
    n_runs: int = 20,
    seed: int = 0,
) -> pl.LazyFrame:
    """Return, one row a name in a network, the community that runs agree on, and how well they agree.

    Leiden (Traag, Waltman and van Eck 2019, Scientific Reports 9) with modularity, run ``n_runs`` times; then
    consensus (Lancichinetti and Fortunato 2012, Scientific Reports 2): two names are linked by the share of
    runs in which they are together, when it is at least half, and Leiden runs on that, until all runs say the
    same. Memory grows with the square of the largest community: of many thousand tags, take the backbone.

    Args:
        pairs: pairs of topics or tags; those of one period are one network.
        weight: column of weights, 0 or null for no link; none may be negative.
        resolution: above 1 for more and smaller communities.
        n_runs: runs of each round; at least 2.
        seed: of the first run; the others follow.

    Returns:
        ``period`` where ``pairs`` has it; ``topic`` (or ``tag``); ``community``, numbered from 1 by size and
        then by first name; ``n_members``; ``modularity`` of the whole partition (Newman 2004; 0: no more
        links inside than by chance); ``stability``: mean adjusted Rand index (Hubert and Arabie 1985) of all
        pairs of runs on the network itself, before consensus (1: always the same; 0: as alike as random
        partitions). A name without a link is a community of its own.

    Raises:
        InputError: igraph is not installed.
        TableError: no pairs, no such weight, a negative one, a pair twice in a period, or too few runs.

    >>> pairs = {"topic_a": ["a", "a", "b", "d"], "topic_b": ["b", "c", "c", "e"], "equivalence": [0.5] * 4}
    >>> table = communities(pl.LazyFrame(pairs)).collect()
    >>> table["community"].to_list(), table["stability"][0]
    ([1, 1, 1, 2, 2], 1.0)
    """
    if n_runs < 2 or not resolution > 0:
        raise TableError(
            f"communities: n_runs {n_runs}, resolution {resolution}; expected n_runs >= 2 and > 0."
        )
    model = _Leiden(extra("igraph"), resolution, n_runs, seed)
    columns = {
        "community": pl.UInt32,
        "n_members": pl.UInt32,
        "modularity": pl.Float64,
        "stability": pl.Float64,
    }
    return each_network(pairs, weight, model.communities, columns)


@dataclass(frozen=True, slots=True)
class _Leiden:
    igraph: ModuleType
    resolution: float
    n_runs: int
    seed: int

    def communities(self, network: Network) -> pl.DataFrame:
        """Return the columns of ``communities`` beside the names."""
        graph, weights = network.graph(), network.weights
        first = self.runs(graph, weights, self.resolution)
        agreed = _numbered(self.consensus(graph, first))
        modularity = graph.modularity(agreed.tolist(), weights=weights.tolist()) if len(weights) else None
        return pl.DataFrame(
            {"community": agreed + 1, "n_members": np.bincount(agreed)[agreed] if len(agreed) else []}
        ).with_columns(
            modularity=pl.lit(modularity, pl.Float64), stability=pl.lit(_agreement(first), pl.Float64)
        )

    def runs(self, graph: Any, weights: np.ndarray, resolution: float) -> list[np.ndarray]:
        """Return the community of each name, once a run."""
        options = {"weights": weights.tolist(), "n_iterations": -1, "resolution": resolution}
        found = []
        try:
            for run in range(self.n_runs):
                self.igraph.set_random_number_generator(random.Random(self.seed + run))  # noqa: S311
                found.append(graph.community_leiden("modularity", **options).membership)
        finally:
            self.igraph.set_random_number_generator(random)  # igraph has one generator for the whole process
        return [np.array(membership, dtype=np.int64) for membership in found]

    def consensus(self, graph: Any, runs: list[np.ndarray]) -> np.ndarray:
        """Return the partition that all runs agree on, run again on what the last ones had in common."""
        for _ in range(_MOST_ROUNDS):
            pairs, together = _together(runs)
            if (together == 1).all():
                break
            kept = together >= _TOGETHER
            common = type(graph)(n=graph.vcount(), edges=pairs[kept].tolist())
            # Resolution 1 never splits names that are together in every run; a higher one does.
            runs = self.runs(common, together[kept], resolution=1.0)
        return runs[0]


def _together(runs: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of names that share a community in any run, in order, and the share of such runs."""
    from scipy import sparse

    n = len(runs[0])
    rows, ones = np.tile(np.arange(n), len(runs)), np.ones(n * len(runs))
    columns = np.concatenate([run + i * n for i, run in enumerate(runs)])
    members = sparse.csr_array((ones, (rows, columns)), shape=(n, n * len(runs)))
    counts = sparse.triu(members @ members.T, k=1).tocsr()
    counts.sort_indices()
    pairs = np.stack(counts.nonzero(), axis=1)
    return pairs, counts.data / len(runs)


def _numbered(labels: np.ndarray) -> np.ndarray:
    """Return the labels numbered from 0: the largest community first, on a tie the one of the first name."""
    _, first, which, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    places = np.empty(len(sizes), dtype=np.int64)
    places[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return places[which]


def _agreement(runs: list[np.ndarray]) -> float | None:
    """Return the mean adjusted Rand index of all pairs of runs; null below two names."""
    if len(runs[0]) < 2:
        return None
    return float(np.mean([adjusted_rand(one, other) for one, other in combinations(runs, 2)]))


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """Return how alike two partitions of the same at least two names are, corrected for chance.

    Args:
        one, other: the community of each name, numbered from 0.

    Source: Hubert and Arabie (1985), Journal of Classification 2. 1: the same; 0: as alike as by chance.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    both = np.unique(np.stack([one, other]), axis=1, return_counts=True)[1]
    same, same_one, same_other = (
        float((sizes * (sizes - 1) // 2).sum()) for sizes in (both, np.bincount(one), np.bincount(other))
    )
    chance = same_one * same_other / (len(one) * (len(one) - 1) / 2)
    most = (same_one + same_other) / 2
    return 1.0 if most == chance else (same - chance) / (most - chance)
