"""Helpers of these tests are imported by their name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
collect_ignore = ["kill_many.py"]


@pytest.fixture
def lines(capsys) -> Callable[[], tuple[str, str]]:
    """What a command printed: nothing in it can steer a terminal, and no traceback."""

    def read() -> tuple[str, str]:
        out, err = capsys.readouterr()
        for sign in set(out + err) - set("\n\u2066\u2067\u2068\u2069\u200e"):
            assert sign.isprintable(), f"{sign!r} reached the terminal"
        assert "Traceback" not in out + err
        return out, err

    return read
