"""Files and folders that a user may not read or write, and files that vanish: a finding, or one line.

Root may read everything: as root, the commands run without that right.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from hostile_cases import accounted, inputs, page, write

from analysis.__main__ import main
from analysis.engine import build as building
from analysis.engine import reading, stages

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
PAGE = "عنوان خبر عن روسيا رقم {0}\nتاريخ النشر: 3 أكتوبر 2024\nنص الخبر رقم {0} كاملا في جملة.\n"
AS_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
"""What makes root heed the rights of its own files, as any user does."""


def wusum(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody for whom the rights of files hold."""
    before = AS_USER if os.geteuid() == 0 else []
    command = [*before, sys.executable, "-m", "analysis", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def place(tmp_path) -> Iterator[Path]:
    """A folder with two pages in ``raw``."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may read everything")
    (tmp_path / "raw").mkdir()
    for n in (1, 2):
        (tmp_path / f"raw/{n}.txt").write_text(PAGE.format(n), encoding="utf-8")
    yield tmp_path
    (tmp_path / "raw").chmod(0o700)


def findings(out: Path) -> list[tuple[str, str]]:
    rows = pl.read_parquet(out / "page_issues.parquet").select("raw_path", "issue").rows()
    return [(Path(path).name, issue) for path, issue in rows]


def test_a_file_that_may_not_be_read_is_a_finding(place):
    (place / "raw/1.txt").chmod(0)
    done = wusum("build", place / "raw", "--out", place / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert ("1.txt", "unreadable") in findings(place / "out")
    assert pl.read_parquet(place / "out/articles.parquet").height == 1
    (place / "raw/1.txt").chmod(0o600)
    assert wusum("build", place / "raw", "--out", place / "out").returncode == 0
    assert pl.read_parquet(place / "out/articles.parquet").height == 2


def test_a_folder_that_may_not_be_read_is_a_finding(place):
    (place / "raw").chmod(0)
    assert wusum("build", place / "raw", "--out", place / "out").returncode == 0
    assert findings(place / "out") == [("raw", "unreadable")]


REFUSED = {
    "explained page": ("raw/1.txt", 0, ["explain", "raw/1.txt"]),
    "dictionary": ("raw/1.txt", 0, ["build", "raw/2.txt", "--out", "out", "--topics", "raw/1.txt"]),
    "place of the tables": ("raw", 0o500, ["build", "raw", "--out", "raw"]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_not_be_read_or_written_is_one_line(what, place):
    path, rights, words = REFUSED[what]
    (place / path).chmod(rights)
    done = wusum(*(word if word.startswith("-") or n == 0 else place / word for n, word in enumerate(words)))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("wusum: ")


@pytest.mark.parametrize("before", ["read_inputs", "cut_corpus", "draft", "settle"])
def test_a_file_that_vanishes_in_the_middle_of_a_build_is_an_article_or_a_finding(
    before, tmp_path, monkeypatch
):
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(PAGE.format(n), encoding="utf-8")
    module = next(one for one in (building, reading, stages) if hasattr(one, before))
    step = getattr(module, before)

    def vanish(*words: object, **options: object) -> object:
        (tmp_path / "1.txt").unlink(missing_ok=True)
        return step(*words, **options)

    monkeypatch.setattr(module, before, vanish)
    out = building.build([tmp_path], tmp_path / "out", jobs=1).folder
    told = {name for name, _ in findings(out)}
    cut = {Path(path).name for path in pl.read_parquet(out / "articles.parquet")["raw_path"]}
    assert told | cut == {"1.txt", "2.txt"}
    assert ("1.txt" in cut) == (before == "settle")
    assert "2.txt" in cut


def refuse(number: int) -> Callable[..., object]:
    def act(*args: object, **kwargs: object) -> object:
        raise OSError(number, os.strerror(number))

    return act


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT, errno.ELOOP])
def test_a_file_that_cannot_be_read_is_a_finding(number, tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.txt": page(number=1), "b.txt": page(number=2)})
    real = Path.open

    def act(path, *args, **kwargs):
        return refuse(number)() if path.name == "a.txt" else real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", act)
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    monkeypatch.undo()
    assert inputs(tmp_path / "out") <= accounted(tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 1


def test_too_many_open_files_are_no_finding_that_would_stay(tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.txt": page(number=1), "b.txt": page(number=2)})
    words = ["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]
    real = Path.open

    def act(path, *args, **kwargs):
        return refuse(errno.EMFILE)() if path.name == "a.txt" else real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", act)
    assert main(words) == 2
    assert lines()[1].startswith("wusum: ")
    monkeypatch.undo()
    assert main(words) == 0
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 2


def test_a_reader_that_fails_stops_no_corpus(tmp_path, monkeypatch, lines):
    raw = write(tmp_path / "raw", {"a.jsonl": b'{"title": "x"}\n', "b.txt": page(number=2)})
    monkeypatch.setattr("analysis.loader.read.raw.read_table", lambda *a: 1 / 0)
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    issues = pl.read_parquet(tmp_path / "out/page_issues.parquet").filter(issue="page_fault")
    assert issues["detail"].to_list() == ["reading failed: ZeroDivisionError. Please report it."]
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 1


def test_a_note_beside_the_pages_that_cannot_be_read_is_passed_over(tmp_path, lines):
    raw = write(tmp_path / "raw", {"a.txt": page()})
    (raw / "README.md").symlink_to(raw / "README.md")
    assert main(["build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
