"""Parts that a disk or a hand spoiled are made again: the same bytes, never fewer articles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from kill_many import state_of, write_pages

from analysis.engine.build import build
from analysis.engine.parts import NAME

WAYS = {
    "gone": None,
    "cut": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("parts")
    write_pages(base / "raw", 9)
    build([base / "raw"], base / "out", jobs=1)
    (base / "out/manifest.json").rename(base / "manifest.json")
    return base


@pytest.mark.parametrize("way", WAYS)
def test_a_spoiled_part_is_made_again(built, tmp_path, way):
    shutil.copy(built / "manifest.json", built / "out/manifest.json")
    expected = state_of(built / "out")
    (built / "out/manifest.json").unlink()
    files = sorted(
        file.relative_to(built / "out") for file in (built / "out" / NAME).rglob("*") if file.is_file()
    )
    assert len(files) > 8
    for number, file in enumerate(files):
        spoiled = shutil.copytree(built / "out", tmp_path / str(number)) / file
        change = WAYS[way]
        spoiled.unlink() if change is None else spoiled.write_bytes(change(spoiled.read_bytes()))
        build([built / "raw"], tmp_path / str(number), jobs=1)
        assert state_of(tmp_path / str(number)) == expected, file
