"""Steps on a logger: each tenth, and silence unless somebody listens."""

from __future__ import annotations

import logging

import pytest

from analysis.engine.log import log_step


@pytest.mark.parametrize(("total", "lines"), [(1, 1), (7, 7), (1000, 10)])
def test_a_step_is_told_at_each_tenth_and_at_its_end(total, lines, caplog):
    caplog.set_level(logging.INFO, "wusum")
    for done in range(total + 1):
        log_step("cut", done, total)
    assert len(caplog.messages) == lines
    assert caplog.messages[-1] == f"cut: {total} of {total}"


def test_a_build_tells_its_steps(root, tmp_path, caplog):
    from analysis.engine.build import build

    caplog.set_level(logging.INFO, "wusum")
    build(sorted((root / "data/raw").glob("*.txt"))[:2], tmp_path / "out")
    assert {"cut", "count"} <= {message.partition(":")[0] for message in caplog.messages}
