"""A corpus whose every text is an attack, built with a dictionary whose labels are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the tables of a corpus of attacks."""
    from security_attacks import write_corpus, write_topics

    from analysis.engine.build import build

    base = tmp_path_factory.mktemp("attacked")
    write_corpus(base / "raw")
    return build([base / "raw"], base / "tables", topics=write_topics(base / "topics.toml"), jobs=1).folder
