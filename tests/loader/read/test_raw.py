"""Files, folders and globs -> pages and findings: every file is one or the other, in one order."""

from __future__ import annotations

import errno
import gzip
import os
import re
import socket
import sys
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import InputError
from analysis.loader.read import files, parquet_child
from analysis.loader.read.raw import RawIssue, RawPage, list_raw, read_file, read_raw

DUMP = "قمة عربية في بغداد\n7 آذار 2024\nبدأت القمة اليوم.\n"
MARKUP = "<!DOCTYPE html><html><head><title>قمة</title></head><body><p>بدأت القمة.</p></body></html>"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, *names: str, text: str = DUMP) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def issues(*paths: str) -> list[tuple[str, str]]:
    return [(r.raw_path, r.issue) for r in read_raw(paths) if isinstance(r, RawIssue)]


def test_folders_files_and_globs_mixed_give_each_file_once_in_order(here: Path) -> None:
    write(
        here,
        "raw/b.txt",
        "raw/deep/er/a.txt",
        "raw/a.txt",
        "other/x1.txt",
        "other/x2.txt",
        "other/y.txt",
        "z.txt",
    )
    expected = ["other/x1.txt", "other/x2.txt", "raw/a.txt", "raw/b.txt", "raw/deep/er/a.txt", "z.txt"]
    mixes = [
        ["raw", "other/x*.txt", "z.txt"],
        ["z.txt", "other/x2.txt", "raw/", "other/x1.txt", Path("raw/a.txt")],
        ["./raw", "raw/deep", "z.txt", "other/x[12].txt"],
    ]
    for paths in mixes:
        assert list_raw(paths) == expected
        assert [page.raw_path for page in read_raw(paths)] == expected


def test_double_star_searches_folders(here: Path) -> None:
    write(here, "raw/a.txt", "raw/deep/er/b.txt", "raw/deep/c.html")
    assert list_raw(["raw/**/*.txt"]) == ["raw/a.txt", "raw/deep/er/b.txt"]


def test_a_name_that_looks_like_a_glob_is_taken_as_it_is(here: Path) -> None:
    write(here, "a[1].txt", "a1.txt")
    assert list_raw(["a[1].txt"]) == ["a[1].txt"]


def test_hidden_files_and_files_about_the_data_are_passed_over_unless_named(here: Path) -> None:
    write(
        here,
        "a.txt",
        ".hidden.txt",
        ".git/b.txt",
        "__MACOSX/c.txt",
        "README.md",
        "LICENSE",
        "readme.txt",
        "notes.md",
    )
    assert list_raw(["."]) == ["a.txt"]
    assert list_raw([".hidden.txt", "README.md"]) == [".hidden.txt", "README.md"]


def test_one_file_by_two_names_of_its_folder_is_read_once(here: Path) -> None:
    write(here, "raw/a.txt")
    assert list_raw(["raw", str(here / "raw")]) == [min("raw/a.txt", str(here / "raw/a.txt"))]


@pytest.mark.parametrize("path", ["nowhere", "nowhere/*.txt", "a.txt/b", "no\nwhere", "", "a\0b"])
def test_path_that_does_not_exist_is_an_error(here: Path, path: str) -> None:
    write(here, "a.txt")
    with pytest.raises(
        InputError, match=r"no such file or folder, and nothing matches it as a glob\. Check the path\."
    ):
        list(read_raw([path]))


def test_dump_and_markup_are_told_apart_by_what_they_hold(here: Path) -> None:
    write(here, "a.txt", "no_ending")
    write(here, "b.txt", "c.html", "d.htm", "e.php", "f.xml", "g", text=MARKUP)
    (here / "h.html.gz").write_bytes(gzip.compress(MARKUP.encode()))
    (here / "i.txt.gz").write_bytes(gzip.compress(DUMP.encode()))
    kinds = {page.raw_path: page.kind for page in read_raw(["."]) if isinstance(page, RawPage)}
    assert kinds == dict.fromkeys(["a.txt", "no_ending", "i.txt.gz"], "dump") | dict.fromkeys(
        ["b.txt", "c.html", "d.htm", "e.php", "f.xml", "g", "h.html.gz"], "html"
    )


@pytest.mark.parametrize(
    "data",
    [DUMP.encode(), b"\xef\xbb\xbf" + DUMP.encode(), DUMP.encode("utf-16"), DUMP.encode("cp1256"),
     DUMP.encode("iso8859-6"), DUMP.encode().decode("cp1256").encode(), DUMP.replace("\n", "\r\n").encode()],
    ids=["utf-8", "bom", "utf-16", "cp1256", "iso8859-6", "mojibake", "crlf"],
)  # fmt: skip
def test_every_encoding_gives_the_text(here: Path, data: bytes) -> None:
    (here / "a.txt").write_bytes(data)
    (page,) = read_raw(["a.txt"])
    assert isinstance(page, RawPage)
    assert page.text == DUMP


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.html", b" \n\t", "empty"),
    ("bom.txt", b"\xef\xbb\xbf", "empty"),
    ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    ("image.html", b"\xff\xd8\xff\xe0" + bytes(range(256)), "binary"),
    ("office.docx", b"PK\x03\x04", "unknown_format"),
    ("twice.txt.gz.gz", b"x", "unknown_format"),
    ("plain.txt.gz", b"not gzip at all", "unreadable"),
    ("cut.txt.gz", gzip.compress(DUMP.encode() * 50)[:-20], "truncated"),
    ("bomb.txt.gz", gzip.compress(b" " * 40 * 2**20), "too_large"),
    ("bomb.html.gz", gzip.compress(b"x" * 40 * 2**20), "too_large"),
]


@pytest.mark.parametrize(("name", "data", "issue"), BAD, ids=[row[0] for row in BAD])
def test_bad_file_is_one_finding(here: Path, name: str, data: bytes, issue: str) -> None:
    (here / name).write_bytes(data)
    (found,) = read_raw(["."])
    assert isinstance(found, RawIssue)
    assert (found.raw_path, found.issue) == (name, issue)
    assert found.detail.endswith(".")
    assert "\n" not in found.detail


def test_gigantic_page_is_a_finding(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_PAGE_BYTES", 1000)
    write(here, "a.txt", text="خبر " * 400)
    assert issues("a.txt") == [("a.txt", "too_large")]


def test_vanished_file_is_a_finding(here: Path) -> None:
    write(here, "a.txt", "b.txt")
    found = read_raw(["."])
    assert next(found).raw_path == "a.txt"
    (here / "b.txt").unlink()
    assert [(r.raw_path, r.issue) for r in found if isinstance(r, RawIssue)] == [("b.txt", "vanished")]


def test_unreadable_file_is_a_finding(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (found,) = read_file("a.txt")
    assert found == RawIssue("a.txt", "unreadable", "the file cannot be read: Permission denied.")


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC, errno.ENOMEM])
def test_a_machine_without_room_is_no_finding_about_a_file(here: Path, monkeypatch, number: int) -> None:
    write(here, "a.txt")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=rf"a.txt: could not be read now \({os.strerror(number)}\)"):
        list(read_file("a.txt"))


def test_a_reader_of_parquet_that_does_not_start_is_no_finding_about_a_file(here: Path, monkeypatch) -> None:
    pl.DataFrame({"title": ["خبر"]}).write_parquet(here / "a.parquet")
    monkeypatch.setattr(parquet_child, "_idle", list)
    monkeypatch.setattr(sys, "executable", str(here / "missing"))
    with pytest.raises(
        InputError, match=r"the process that reads Parquet does not start: .*missing: No such"
    ):
        list(read_file("a.parquet"))


def test_a_page_of_invisible_signs_is_empty(here: Path) -> None:
    write(here, "a.txt", text="\u200f\ufeff\n\u200c \u061c\n")
    assert issues("a.txt") == [("a.txt", "empty")]


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
class TestLinksAndPipes:
    """What is neither a plain file nor a plain folder never hangs and never loops."""

    def test_loop_is_a_finding_and_ends(self, here: Path) -> None:
        write(here, "raw/a.txt")
        (here / "raw/loop").symlink_to(here / "raw")
        (here / "raw/self").symlink_to(here / "raw/self")
        assert [r.raw_path for r in read_raw(["raw"])] == ["raw/a.txt", "raw/loop", "raw/self"]
        assert issues("raw") == [("raw/loop", "symlink_loop"), ("raw/self", "symlink_loop")]

    def test_folder_behind_a_link_is_read(self, here: Path) -> None:
        write(here, "far/a.txt")
        (here / "raw").mkdir()
        (here / "raw/near").symlink_to(here / "far")
        assert list_raw(["raw"]) == ["raw/near/a.txt"]

    def test_links_among_many_folders_stay_linear(self, here: Path) -> None:
        for i in range(12):
            write(here, f"raw/f{i:02}/a.txt")
        for i in range(12):
            for j in range(12):
                (here / f"raw/f{i:02}/to{j:02}").symlink_to(here / f"raw/f{j:02}")
        found = list(read_raw(["raw"]))
        assert sum(isinstance(r, RawPage) for r in found) == 12
        assert len(found) == 12 + 144

    def test_dangling_link_is_a_finding(self, here: Path) -> None:
        (here / "a.txt").symlink_to(here / "gone.txt")
        assert issues("a.txt") == [("a.txt", "vanished")]

    def test_pipe_and_socket_are_findings(self, here: Path) -> None:
        os.mkfifo(here / "a.txt")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("b.txt")
            assert issues(".") == [("a.txt", "not_a_file"), ("b.txt", "not_a_file")]

    @pytest.mark.parametrize(
        "name", ["خبر رقم ١.txt", "two\nlines.txt", "tab\there.txt", "quote'.txt", " .txt"]
    )
    def test_any_name_is_kept(self, here: Path, name: str) -> None:
        write(here, name)
        (page,) = read_raw(["."])
        assert page.raw_path == name
        assert isinstance(page, RawPage)

    def test_name_that_is_no_utf8_is_shown_with_its_bytes(self, here: Path) -> None:
        raw = os.fsencode(here) + b"/\xe4\xe5.txt"
        try:
            Path(os.fsdecode(raw)).write_bytes(DUMP.encode())
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        (page,) = read_raw(["."])
        assert isinstance(page, RawPage)
        assert page.raw_path == r"\xe4\xe5.txt"


def test_every_file_is_a_page_or_a_finding(here: Path) -> None:
    for name, data, _ in BAD:
        (here / name).write_bytes(data)
    write(here, "a/good.txt", "b/good.txt", text=DUMP)
    assert (
        sorted(r.raw_path for r in read_raw(["."]))
        == list_raw(["."])
        == sorted([name for name, _, _ in BAD] + ["a/good.txt", "b/good.txt"])
    )


def test_order_does_not_depend_on_the_order_of_writing(tmp_path: Path) -> None:
    names = [f"{i}/{j}.txt" for i in range(5) for j in range(5)]
    write(tmp_path / "one", *names)
    write(tmp_path / "two", *reversed(names))
    first, second = (
        [page.raw_path.removeprefix(str(tmp_path / top)) for page in read_raw([tmp_path / top])]
        for top in ("one", "two")
    )
    assert first == second


def test_documentation_lists_every_ending_and_every_finding(root: Path) -> None:
    text = (root / "docs/loading.md").read_text(encoding="utf-8")
    endings = {ending for names in files.FORMATS.values() for ending in names if ending}
    assert all(f"`{ending}`" in text for ending in endings)
    sources = [path.read_text(encoding="utf-8") for path in (root / "analysis/loader").rglob("*.py")]
    call = re.compile(r'Raw(?:Fault|Issue)\((?:\w+, )?"([a-z_]+)"')
    raised = {name for source in sources for name in call.findall(source)}
    assert len(raised) > 10
    assert all(f"| `{name}` |" in text for name in raised)
