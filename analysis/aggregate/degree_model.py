"""How often names meet by chance when units and names keep their degrees: the numbers behind `sdsm`."""

from __future__ import annotations

import numpy as np

from analysis.errors import TableError

EXACT = 32
"""Most common articles whose tail is added up exactly; above, the saddlepoint approximation."""

_SMALLEST = 1e-15  # what is left of 1 minus a sum of probabilities has no digits below this
_MOST_ROUNDS, _CLOSE = 10_000, 1e-12
_NEAR = 1e-3  # so near to the mean the difference of two large numbers is replaced by its limit


def configuration_model(
    units: np.ndarray, n_units: np.ndarray, names: np.ndarray, n_names: np.ndarray
) -> np.ndarray:
    """Return how likely a unit of each degree carries a name of each degree: both are kept on average.

    Args:
        units: different numbers of names that units have; ``n_units`` have each.
        names: different numbers of units that names have; ``n_names`` have each.

    Returns:
        One row a degree of units, one column a degree of names. A unit with all names has each of them
        surely, and so on for what is left; the rest is fitted by Newton steps for units and names in turn.

    Raises:
        TableError: the steps do not come to an end, which no tried network made them do.

    >>> configuration_model(np.array([1, 3]), np.array([2, 1]), np.array([1, 2]), np.array([1, 2])).round(3)
    array([[0. , 0.5],
           [1. , 1. ]])
    """
    p, row, column, rows_left, columns_left = _sure(units, n_units, names, n_names)
    if not rows_left.any():
        return p
    inner = np.ix_(rows_left, columns_left)
    m, w = n_units[rows_left].astype(float), n_names[columns_left].astype(float)
    want, want2 = row[rows_left].astype(float), column[columns_left].astype(float)
    links = float(want @ m)
    x, y = np.log(want / np.sqrt(links)), np.log(want2 / np.sqrt(links))
    for _ in range(_MOST_ROUNDS):
        carried = _logistic(x[:, None] + y)
        x += np.clip((want - carried @ w) / ((carried * (1 - carried)) @ w), -2, 2)
        carried = _logistic(x[:, None] + y)
        y += np.clip((want2 - m @ carried) / (m @ (carried * (1 - carried))), -2, 2)
        carried = _logistic(x[:, None] + y)
        off = max(np.abs(carried @ w / want - 1).max(), np.abs(m @ carried / want2 - 1).max())
        if off < _CLOSE:
            break
    else:
        raise TableError(f"sdsm: no fit of the degrees after {_MOST_ROUNDS} rounds (off by {off:.1e}).")
    p[inner] = carried
    return p


def _sure(
    units: np.ndarray, n_units: np.ndarray, names: np.ndarray, n_names: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Return what is certain, what is left of the degrees, and which units and names are left.

    A unit that has all names, a name of all units: they leave, and others may be certain without them.
    """
    p = np.zeros((len(units), len(names)))
    row, column, n_units, n_names = (side.astype(np.int64) for side in (units, names, n_units, n_names))
    rows, columns = np.ones(len(units), dtype=bool), np.ones(len(names), dtype=bool)
    while True:
        rows, columns = rows & (row > 0), columns & (column > 0)
        full = rows & (row == n_names[columns].sum())
        everywhere = columns & (column == n_units[rows].sum())
        if full.any():
            p[np.ix_(full, columns)] = 1.0
            column[columns] -= n_units[full].sum()
            rows &= ~full
        elif everywhere.any():
            p[np.ix_(rows, everywhere)] = 1.0
            row[rows] -= n_names[everywhere].sum()
            columns &= ~everywhere
        else:
            return p, row, column, rows, columns


def _logistic(x: np.ndarray) -> np.ndarray:
    from scipy.special import expit

    return expit(x)


def poisson_binomial_tail(k: np.ndarray, q: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return how likely at least ``k`` of many independent events are.

    Args:
        k: one count a row.
        q: the probabilities, one row a count, one column a kind of event.
        n: how many events there are of each kind.

    Returns:
        The exact sum for ``k`` up to ``EXACT``, above it the saddlepoint approximation (Eisinga, Te
        Grotenhuis and Pelzer 2013, Statistica Neerlandica 67), within a tenth of the exact tail, however far
        out; never below 1e-15.

    >>> poisson_binomial_tail(np.array([2]), np.array([[0.5, 0.2]]), np.array([1.0, 1.0])).round(3)
    array([0.1])
    """
    few = k <= EXACT
    tail = np.empty(len(k))
    tail[few] = _summed_tail(k[few], q[few], n)
    tail[~few] = _saddlepoint_tail(k[~few], q[~few], n)
    return np.clip(tail, _SMALLEST, 1.0)


def _summed_tail(k: np.ndarray, q: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return 1 minus the probabilities of all smaller counts, kinds of events added one after the other."""
    width = int(k.max(initial=1))
    fewer = np.zeros((len(k), width))
    fewer[:, 0] = 1.0
    for kind, size in enumerate(n):
        more = _binomial(q[:, kind], size, width)
        both = np.zeros_like(fewer)
        for i in range(min(width, int(size) + 1)):
            both[:, i:] += fewer[:, : width - i] * more[:, [i]]
        fewer = both
    below = np.arange(width) < k[:, None]
    return 1.0 - (fewer * below).sum(axis=1)


def _binomial(q: np.ndarray, size: float, width: int) -> np.ndarray:
    """Return the probabilities of 0, 1, ... events of one kind, one row a probability.

    Each comes from the one before it: differences of log-gammas of a large corpus lose their digits.
    """
    i = np.arange(width - 1)
    sure = q == 1
    odds = q / np.where(sure, 1.0, 1 - q)
    steps = np.maximum(size - i, 0) / (i + 1) * odds[:, None]
    none = np.exp(size * np.log1p(-np.where(sure, 0.0, q)))
    likely = none[:, None] * np.cumprod(np.pad(steps, ((0, 0), (1, 0)), constant_values=1.0), axis=1)
    return np.where(sure[:, None], np.arange(width) == size, likely)


def _saddlepoint_tail(k: np.ndarray, q: np.ndarray, n: np.ndarray) -> np.ndarray:
    unsure = (q > 0) & (q < 1)
    events, left = n * unsure, k - (q == 1) @ n
    most = events.sum(axis=1)
    tail = np.where(left <= 0, 1.0, 0.0)
    all_of_them = np.exp((events * np.log(np.where(unsure, q, 1.0))).sum(axis=1))
    tail[left == most] = np.where(left > 0, all_of_them, 1.0)[left == most]
    inside = (left > 0) & (left < most)
    tail[inside] = _lugannani_rice(left[inside], np.where(unsure, q, 0.5)[inside], events[inside])
    return tail


def _lugannani_rice(k: np.ndarray, q: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return the tail on whole numbers (Daniels 1987), for each row with its own ``n``; 0 < k < sum of n."""
    from scipy.special import logit, ndtr

    odds = logit(q)
    t = _tilt(k, odds, n)
    p = _logistic(odds + t[:, None])
    variance, third = (n * p * (1 - p)).sum(axis=1), (n * p * (1 - p) * (1 - 2 * p)).sum(axis=1)
    grown = (n * np.log1p(q * np.expm1(t)[:, None])).sum(axis=1)
    width = np.sign(t) * np.sqrt(2 * np.maximum(t * k - grown, 0))
    sigma, near = np.sqrt(variance), np.abs(t) < _NEAR
    one, other = (np.where(near, 1.0, x) for x in (-np.expm1(-t) * sigma, width))
    apart = np.where(near, 1 / (2 * sigma) - third / (6 * sigma**3), 1 / one - 1 / other)
    return ndtr(-width) + np.exp(-width * width / 2) / np.sqrt(2 * np.pi) * apart


def _tilt(k: np.ndarray, odds: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return what to add to the log odds of all events so that their mean is ``k``.

    Newton steps on the log odds of the mean, which are a straight line where all events are alike.
    """
    from scipy.special import logit

    most, t = n.sum(axis=1), np.zeros(len(k))
    for _ in range(_MOST_ROUNDS):
        p = _logistic(odds + t[:, None])
        part = (n * p).sum(axis=1) / most
        slope = (n * p * (1 - p)).sum(axis=1) / (most * part * (1 - part))
        step = (logit(part) - logit(k / most)) / slope
        t -= step
        if np.abs(step).max(initial=0.0) < _CLOSE:
            break
    return t
