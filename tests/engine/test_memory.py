"""A build holds little: the allocator of polars is told so before polars is imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from analysis.engine.memory import CONF, hold_little

COMMAND = """
import os, sys
import analysis.commands.build as build
from analysis.engine.memory import hold_little
assert "polars" not in sys.modules
hold_little()
import polars
print(os.environ["_RJEM_MALLOC_CONF"])
"""


def test_polars_is_told_before_it_is_imported():
    told = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=True).stdout
    assert "narenas:1" in told


@pytest.mark.parametrize(("before", "last"), [("", "muzzy_decay_ms:0"), ("narenas:4", "narenas:4")])
def test_what_somebody_asked_for_stands_last_and_so_holds(monkeypatch, before, last):
    monkeypatch.setenv(CONF, before)
    hold_little()
    assert os.environ[CONF].rpartition(",")[2] == last
