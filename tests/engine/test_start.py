"""What is imported when nothing is asked for yet; a measured time would fail on a busy machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"polars", "numpy", "scipy", "lxml", "trafilatura", "matplotlib", "distributed", "concurrent.futures"}


@pytest.mark.parametrize("code", ["import analysis", "import analysis.__main__"])
def test_start_up_waits_for_no_heavy_package(code):
    shown = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    assert not HEAVY & set(subprocess.run(shown, check=True, capture_output=True, text=True).stdout.split())


def test_a_build_on_this_machine_does_not_wait_for_dask():
    shown = [sys.executable, "-c", "import sys, analysis.engine.build; print(*sys.modules)"]
    found = set(subprocess.run(shown, check=True, capture_output=True, text=True).stdout.split())
    assert not {"distributed", "matplotlib", "jupyterlab"} & found


def test_polars_has_numpy_before_a_second_thread_may_ask_for_it():
    code = (
        "import polars._dependencies as polars, analysis.engine.local as local\n"
        "assert isinstance(polars.numpy, polars._LazyModule)\n"
        "with local.Local(2) as engine: engine._workers(); print(type(polars.numpy).__name__)"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout == "module\n"
