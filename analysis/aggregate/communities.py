"""Communities of a network: the groups that many seeded runs agree on, and how well they agree."""

from __future__ import annotations

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

_MOST_ROUNDS = 20  # consensus needs two or three; this only bounds the pathological case
_TOGETHER = 0.5  # links whose ends share a community in fewer runs are dropped


def communities(
    pairs: pl.LazyFrame,
    *,
    weight: str = "equivalence",
    resolution: float = 1.0,
    n_runs: int = 20,
    seed: int = 0,
) -> pl.LazyFrame:
    """Return, one row a name in a network, the community that runs agree on, and how well they agree.

    Leiden (Traag, Waltman and van Eck 2019, Scientific Reports 9) with modularity, run ``n_runs`` times;
    then consensus (Lancichinetti and Fortunato 2012, Scientific Reports 2) over the links there are (Tandon
    et al. 2019, Physical Review E 99): a link weighs as often as its ends were together, below half it is
    dropped, and Leiden runs again until all runs say the same.

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
        InputError: igraph and leidenalg are not installed.
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
    model = _Leiden(extra("leidenalg"), resolution, n_runs, seed)
    columns = {
        "community": pl.UInt32,
        "n_members": pl.UInt32,
        "modularity": pl.Float64,
        "stability": pl.Float64,
    }
    return each_network(pairs, weight, model.communities, columns)


@dataclass(frozen=True, slots=True)
class _Leiden:
    package: ModuleType
    resolution: float
    n_runs: int
    seed: int

    def communities(self, network: Network) -> pl.DataFrame:
        """Return the columns of ``communities`` beside the names."""
        graph, weights = network.graph(), network.weights
        first = self.runs(graph, weights)
        agreed = _numbered(self.consensus(graph, network.links, first))
        modularity = graph.modularity(agreed.tolist(), weights=weights.tolist()) if len(weights) else None
        return pl.DataFrame(
            {"community": agreed + 1, "n_members": np.bincount(agreed)[agreed] if len(agreed) else []}
        ).with_columns(
            modularity=pl.lit(modularity, pl.Float64), stability=pl.lit(_agreement(first), pl.Float64)
        )

    def runs(self, graph: Any, weights: np.ndarray) -> list[np.ndarray]:
        """Return the community of each name, once a run."""
        kind = self.package.RBConfigurationVertexPartition
        options = {"weights": weights.tolist(), "n_iterations": -1, "resolution_parameter": self.resolution}
        found = (
            self.package.find_partition(graph, kind, seed=self.seed + run, **options)
            for run in range(self.n_runs)
        )
        return [np.array(partition.membership, dtype=np.int64) for partition in found]

    def consensus(self, graph: Any, links: np.ndarray, runs: list[np.ndarray]) -> np.ndarray:
        """Return the partition all runs agree on, once links of ends that seldom are together are dropped."""
        for _ in range(_MOST_ROUNDS):
            together = np.mean([run[links[:, 0]] == run[links[:, 1]] for run in runs], axis=0)
            if not ((together > 0) & (together < 1)).any():
                break
            kept = together >= _TOGETHER
            graph = type(graph)(n=graph.vcount(), edges=links[kept].tolist())
            runs = self.runs(graph, together[kept])
        return runs[0]


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
