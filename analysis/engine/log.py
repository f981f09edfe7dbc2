"""Steps of long work on the logger ``wusum``: what a notebook or a scheduler can show and keep."""

from __future__ import annotations

import logging

LOG = logging.getLogger("wusum")


def log_step(step: str, done: int, total: int) -> None:
    """Log how far a step is, at each tenth of it; nothing is shown unless logging is switched on.

    Args:
        step: its name.
        done: pieces done.
        total: pieces in all.
    """
    if done and 10 * done // total > 10 * (done - 1) // total:
        LOG.info("%s: %d of %d", step, done, total)
