"""What several test files share: the sample corpus, built once, and the folder of shared reference data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: no test of properties fails for the time it took.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference data beside the checkout; tests on it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the tables of data/raw."""
    from analysis.engine.build import build

    return build([ROOT / "data/raw"], tmp_path_factory.mktemp("sample"), jobs=1).folder


@pytest.fixture(scope="session")
def truths() -> list[dict]:
    """What the generator of data/raw planted, one page a row."""
    lines = (ROOT / "data/sample/truths.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
