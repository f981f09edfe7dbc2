"""A corpus whose every text is an attack, built with a dictionary whose labels are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree

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


Said = list[tuple[list[str], subprocess.CompletedProcess[str]]]


@pytest.fixture(scope="session")
def offline(attacked: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """A folder where every command was run on that corpus without a network, and what each said."""
    from security_offline import no_network, run

    place, wrap = tmp_path_factory.mktemp("offline"), no_network()
    raw, html, out = place / "raw", place / "page.html", str(place / "tables")
    copytree(attacked.parent / "raw", raw)
    html.write_text("<title>x</title><img src='http://127.0.0.1:9/x'><p>نص عن روسيا.</p>", encoding="utf-8")
    pages, topics = str(place / "report"), str(attacked.parent / "topics.toml")
    commands = [
        ["build", str(raw), str(html), "--out", out, "--topics", topics, "--jobs", "2"],
        ["report", out, "--out", pages],
        *(["figure", name, out, "--out", f"{pages}/{name}.svg"] for name in ("topics", "tags", "coverage")),
        ["export", out, "--format", "graphml"],
        ["export", out, "--format", "xlsx"],
        ["sample", out, "--out", str(place / "s.csv")],
        ["verify", out],
        ["explain", str(html)],
    ]
    return place, [(words, run(place, ["-m", "analysis", *words], wrap)) for words in commands]
