"""Raw files in a store: the tables of local files, nothing copied twice, one line when the store is away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import fsspec
import polars as pl
import pytest
from engine_pages import digest, write_pages
from fsspec.implementations.memory import MemoryFileSystem

from analysis.engine import spread
from analysis.engine.build import build
from analysis.engine.local import Local
from analysis.engine.verify import verify
from analysis.errors import AnalysisError, InputError

TABLES = ("articles", "article_tags", "article_topics", "topic_pairs", "measures", "tag_pairs", "page_issues")


class Shelf(MemoryFileSystem):
    """A store of this process that notes what is copied, and fails as it is told."""

    protocol = "shelf"
    store: dict = {}  # noqa: RUF012 - as its parent has it
    pseudo_dirs: list = [""]  # noqa: RUF012
    copied: list[str] = []  # noqa: RUF012
    faults: dict[str, Exception] = {}  # noqa: RUF012

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.removeprefix("shelf://"))

    def get_file(self, rpath, lpath, **options):
        name = rpath.rpartition("/")[2]
        if name in self.faults:
            raise self.faults[name]
        super().get_file(rpath, lpath, **options)
        self.copied.append(name)


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    """A store with 12 pages under ``shelf://corpus/raw``."""
    fsspec.register_implementation("shelf", Shelf, clobber=True)
    found = fsspec.filesystem("shelf")
    for kept in (found.store, found.copied, found.faults):
        kept.clear()
    put(found, write_pages(tmp_path / "pages", 12))
    return found


def put(shelf: Shelf, folder: Path, place: str = "/corpus/raw") -> None:
    for file in folder.iterdir():
        shelf.pipe(f"{place}/{file.name}", file.read_bytes())


def tables(out: Path, old: str = "", new: str = "") -> dict[str, pl.DataFrame]:
    found = {name: pl.read_parquet(out / f"{name}.parquet") for name in TABLES}
    path = pl.col("^raw_path$").str.replace(old, new, literal=True)
    return {name: frame.with_columns(path) for name, frame in found.items()}


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_files_of_a_store_give_the_tables_of_local_files(tmp_path, engine):
    raw = write_pages(tmp_path / "raw", 12)
    (raw / "deep").mkdir()
    rows = '{"title": "خبر عن روسيا", "body": "نص عن إيران"}\n{"title": '
    (raw / "deep/table.jsonl").write_text(rows, encoding="utf-8")
    (raw / "README.md").write_text("about", encoding="utf-8")
    (raw / ".hidden.txt").write_text("خبر", encoding="utf-8")
    expected = tables(build([raw], tmp_path / "local").folder)
    if engine == "dask":
        from analysis.engine.cluster import Cluster
    running = Cluster(jobs=2) if engine == "dask" else Local(2)
    out = build([raw.as_uri()], tmp_path / "out", engine=running).folder
    found = tables(out, raw.as_uri(), str(raw))
    assert [name for name, frame in found.items() if not frame.equals(expected[name])] == []
    assert pl.read_parquet(out / "inputs.parquet").height == 13
    assert verify(out).differences == ()


def test_nothing_that_is_known_is_copied_again_and_nothing_is_written(shelf, tmp_path):
    before = {name: bytes(file.getbuffer()) for name, file in shelf.store.items()}
    build(["shelf://corpus/raw"], tmp_path / "out")
    assert len(shelf.copied) == 12
    assert {name: bytes(file.getbuffer()) for name, file in shelf.store.items()} == before
    shelf.copied.clear()
    assert not build(["shelf://corpus/raw"], tmp_path / "out").fresh
    shelf.pipe("/corpus/raw/new.txt", "خبر عن حديقة\nنص الخبر هنا.\n".encode())
    build(["shelf://corpus/raw"], tmp_path / "out")
    assert shelf.copied == ["new.txt"]
    assert digest(tmp_path / "out") == digest(build(["shelf://corpus/raw"], tmp_path / "full").folder)


def test_what_changed_in_the_store_is_told_and_read(shelf, tmp_path):
    build(["shelf://corpus/raw"], tmp_path / "out")
    shelf.pipe("/corpus/raw/003.txt", "خبر عن حديقة\nنص الخبر هنا.\n".encode())
    shelf.rm("/corpus/raw/004.txt")
    assert [line.rpartition("/")[2] for line in verify(tmp_path / "out").differences] == [
        "003.txt: changed since the build",
        "004.txt: gone since the build",
    ]
    build(["shelf://corpus/raw"], tmp_path / "out")
    assert verify(tmp_path / "out").differences == ()
    assert digest(tmp_path / "out") == digest(build(["shelf://corpus/raw"], tmp_path / "full").folder)


def test_a_store_that_goes_away_ends_the_build_with_a_line_and_the_next_goes_on(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "FILES", 4)
    shelf.faults["009.txt"] = ConnectionError("no route\nto host")
    with pytest.raises(
        AnalysisError, match=r"009\.txt: the store cannot be reached: ConnectionE.*kept\."
    ) as told:
        build(["shelf://corpus/raw"], tmp_path / "out")
    assert "\n" not in str(told.value)
    assert not (tmp_path / "out/manifest.json").exists()
    shelf.faults.clear()
    shelf.copied.clear()
    build(["shelf://corpus/raw"], tmp_path / "out")
    assert sorted(shelf.copied) == ["008.txt", "009.txt", "010.txt", "011.txt"]
    assert digest(tmp_path / "out") == digest(build(["shelf://corpus/raw"], tmp_path / "full").folder)


def test_a_file_that_cannot_be_had_is_a_finding_and_is_asked_for_again(shelf, tmp_path):
    shelf.faults |= {"002.txt": FileNotFoundError("002"), "005.txt": PermissionError("denied")}
    build(["shelf://corpus/raw"], tmp_path / "out")
    found = pl.read_parquet(tmp_path / "out/page_issues.parquet").select("raw_path", "issue").rows()
    place = "shelf:///corpus/raw"  # as fsspec writes what is in memory
    assert [row for row in found if row[1] in ("vanished", "unreadable")] == [
        (f"{place}/002.txt", "vanished"),
        (f"{place}/005.txt", "unreadable"),
    ]
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 10
    shelf.faults.clear()
    shelf.pipe("/corpus/raw/new.txt", "خبر عن حديقة\nنص الخبر هنا.\n".encode())
    build(["shelf://corpus/raw"], tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 13


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("shelf://corpus/raw/00[0-3].txt", 4),
        ("shelf://corpus/*", 14),
        ("shelf://corpus/raw/[1].txt", 1),
        ("shelf://corpus/raw/007.txt", 1),
        ("shelf://corpus/raw/", 14),
        ("shelf://corpus/raw/README.md", 1),
    ],
)
def test_files_folders_and_globs_of_a_store(shelf, tmp_path, raw, count):
    for name in (".hidden/x.txt", "README.md", "__MACOSX/y.txt", "sub/z.txt", "[1].txt"):
        shelf.pipe(f"/corpus/raw/{name}", "خبر\nنص الخبر هنا.\n".encode())
    out = build([raw, raw], tmp_path / "out").folder
    assert pl.read_parquet(out / "inputs.parquet").height == count


LINES = {
    "shelf://corpus/none": "RAW 'shelf://corpus/none': no file stands there. Check the address.",
    "nosuch://corpus/raw": "RAW 'nosuch://corpus/raw': no store that can be opened: "
    "ValueError: Protocol not known: nosuch.",
    "zip://*::shelf://a.zip": "RAW 'zip://*::shelf://a.zip': an address within another is not read. "
    "Unpack it first.",
    "s3://corpus/raw": r"s3:// needs a package that is not here (ImportError: Install s3fs to access S3.) "
    "For s3:// install it with: pip install 'wusum[s3]'",
}


@pytest.mark.parametrize("raw", LINES)
@pytest.mark.usefixtures("shelf")
def test_an_address_that_cannot_be_read_is_one_line(tmp_path, monkeypatch, raw):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(InputError) as told:
        build([raw], tmp_path / "out")
    assert str(told.value) == LINES[raw]
    assert not (tmp_path / "out").exists()


def test_tables_are_not_written_to_a_store(tmp_path):
    with pytest.raises(InputError, match=r"--out s3://b/out: tables are written to a folder\. Build there"):
        build([write_pages(tmp_path / "raw", 1)], "s3://b/out")


def test_a_result_in_a_store_is_copied_first():
    with pytest.raises(InputError, match=r"^s3:/b/out: tables in a store are copied to a folder first\."):
        verify("s3://b/out")


def test_local_files_need_no_package_for_stores(tmp_path):
    raw = write_pages(tmp_path / "raw", 3)
    program = (
        "import sys; from analysis.engine.build import build; build(sys.argv[1:2], sys.argv[2]);"
        "sys.exit(' '.join({'fsspec', 's3fs', 'aiohttp'} & sys.modules.keys()) or 0)"
    )
    subprocess.run([sys.executable, "-c", program, raw, tmp_path / "out"], check=True)
