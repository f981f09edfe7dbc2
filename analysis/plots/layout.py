"""Where the nodes of a network stand, and how boxes are moved until none lies over another."""

from __future__ import annotations

import random
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ROUNDS = 400  # 40 names on a page need about 60
_PATIENCE = 40
_FULL = 0.45  # part of a room that boxes may fill and still be moved apart in a few rounds


def network_places(
    n: int, links: Sequence[tuple[int, int]], lengths: Sequence[float], seed: int = 0
) -> np.ndarray:
    """Return a place between 0 and 1 for each node: linked ones near each other, the same on every run.

    The springs of Kamada and Kawai (1989), Information Processing Letters 31, started from a circle.

    Args:
        n: number of nodes.
        links: pairs of nodes.
        lengths: how long each link should be.
        seed: of igraph's generator, which this layout hardly needs.

    Raises:
        InputError: igraph is not installed.
    """
    igraph = _igraph()
    graph = igraph.Graph(n=n, edges=list(links))
    turns = np.arange(n) * 2 * np.pi / max(n, 1)
    start = np.stack([np.cos(turns), np.sin(turns)], axis=1) * max(n, 1) ** 0.5
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311
    try:
        options: dict[str, Any] = {"weights": list(lengths)} if links else {}
        placed = np.array(graph.layout_kamada_kawai(seed=start.tolist(), **options).coords)
    finally:
        igraph.set_random_number_generator(random)
    return _fitted(placed)


def _igraph() -> Any:
    try:
        return import_module("igraph")
    except ImportError as error:
        raise InputError("figures of networks need igraph: pip install 'wusum[network]'.") from error


def _fitted(places: np.ndarray) -> np.ndarray:
    """Return the places turned so that they are widest from side to side, between 0 and 1 both ways."""
    if not len(places):
        return places
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]  # svd leaves signs open
    turned = centred @ axes.T if len(axes) == 2 else centred
    low, high = turned.min(axis=0), turned.max(axis=0)
    return (turned - low) / np.where(high > low, high - low, 1) + np.where(high > low, 0, 0.5)


def apart(centres: np.ndarray, sizes: np.ndarray, room: tuple[float, float]) -> np.ndarray:
    """Return the centres of boxes moved as little as need be until no two overlap and all stand in the room.

    Two boxes that overlap are pushed apart along the side where they overlap less, half each, until all is
    still; what leaves the room is put back to its edge.

    Args:
        centres: n x 2, in points.
        sizes: n x 2, width and height in points.
        room: width and height in points.
    """
    places, half = centres.astype(float).copy(), sizes / 2
    low, high = half, np.maximum(np.array(room) - half, half)
    first, second = np.triu_indices(len(places), 1)
    needed = half[first] + half[second]
    for turn in range(_MOST_ROUNDS):
        places = np.clip(places, low, high)
        gap = places[second] - places[first]
        over = needed - np.abs(gap)
        meet = np.flatnonzero((over > 0.01).all(axis=1))
        if not len(meet):
            break
        for k in meet:
            _push(places, int(first[k]), int(second[k]), needed[k], turn)
    return np.clip(places, low, high)


def that_fit(boxes: Sequence[tuple[float, float]], room: tuple[float, float]) -> int:
    """Return how many boxes, the first ones, can be moved apart in a room; at least one."""
    filled = np.cumsum([(width + 1) * (height + 1) for width, height in boxes])
    return max(1, int((filled <= _FULL * room[0] * room[1]).sum()))


def _push(places: np.ndarray, i: int, j: int, needed: np.ndarray, turn: int) -> None:
    gap = places[j] - places[i]
    over = needed - np.abs(gap)
    if (over <= 0).any():
        return  # an earlier push of this round has parted them
    # A wall may undo the shorter way out in every round; then the longer one is taken in every second.
    axis = int((over[1] <= over[0]) != (turn > _PATIENCE and turn % 2 == 1))
    step = (over[axis] / 2 + 0.05) * (1 if gap[axis] >= 0 else -1)
    places[i, axis] -= step
    places[j, axis] += step
