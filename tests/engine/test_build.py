"""A build writes every table by its contract, whole, and the same bytes again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

import polars as pl
import pytest

from analysis.commands.build import _is_long
from analysis.engine.build import build, raw_files
from analysis.engine.local import Local
from analysis.errors import AnalysisError, InputError
from analysis.tables import CONTRACTS, check

PAGE = """{title}
تاريخ النشر: {day} أكتوبر 2024
قالت روسيا إنها ستوقع اتفاقا مع إيران في الشهر المقبل. وأضاف المصدر رقم {day} أن المحادثات مستمرة.
المصدر: وكالة الاختبار
كلمات دلالية: روسيا، إيران
"""


@pytest.fixture
def raw(tmp_path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for day in range(1, 10):
        text = PAGE.format(title=f"خبر قصير رقم {day} عن اتفاق", day=day)
        (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    return folder


def digest(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def test_every_contract_table_is_written_and_holds(raw, tmp_path):
    out = build([raw], tmp_path / "out", jobs=1).folder
    for name, table in CONTRACTS.items():
        check(pl.read_parquet(out / f"{name}.parquet"), table)
    assert pl.read_parquet(out / "measures.parquet").columns[:7] == [
        *("period", "topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total")
    ]


def test_the_manifest_counts_what_was_read_and_written(raw, tmp_path):
    manifest = json.loads((build([raw], tmp_path / "out", jobs=1).folder / "manifest.json").read_text())
    assert manifest["inputs"]["files"] == 9
    assert manifest["rows"]["articles"] == 9
    assert manifest["dictionary"]["topics"]["gaza"]["ar"] == "غزة"


def test_building_again_gives_the_same_bytes(raw, tmp_path):
    assert digest(build([raw], tmp_path / "a", jobs=1).folder) == digest(
        build([raw], tmp_path / "b", jobs=2).folder
    )


def test_a_failed_build_leaves_the_last_one(raw, tmp_path, monkeypatch):
    out = build([raw], tmp_path / "out", jobs=1).folder
    before = digest(out)
    (raw / "1.txt").write_text("خبر جديد\nنص جديد قصير عن الطقس في المدينة.\n", encoding="utf-8")
    monkeypatch.setattr("analysis.engine.build.to_text", lambda manifest: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build([raw], out, jobs=1)
    assert digest(out) == before
    assert not (out / ".building").exists()


def test_a_dictionary_is_proved_once_and_another_one_again(raw, tmp_path, monkeypatch):
    own = tmp_path / "own.toml"
    own.write_text('[sea]\nlabel_ar = "البحر"\nlabel_en = "Sea"\nterms = ["بحر"]\n', encoding="utf-8")
    build([raw], tmp_path / "out", topics=own)
    monkeypatch.setattr("analysis.dictionary._prove", lambda *_: 1 / 0)
    (raw / "new.txt").write_text("خبر جديد\nنص جديد قصير عن البحر في المدينة.\n", encoding="utf-8")
    assert build([raw], tmp_path / "out", topics=own).fresh
    not_looked_up = 'on = ["sea"]\n[sun]\nlabel_ar = "شمس"\nlabel_en = "Sun"\nterms = ["شمس"]\n'
    own.write_text(not_looked_up + own.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        build([raw], tmp_path / "out", topics=own)


def test_a_proof_that_another_build_takes_away_meanwhile_is_made_again(raw, tmp_path, monkeypatch):
    def gone(parts, stage, items):
        raise FileNotFoundError(stage)

    build([raw], tmp_path / "out")
    monkeypatch.setattr("analysis.engine.parts.Parts.finished", gone)
    assert not build([raw], tmp_path / "out").fresh


def test_finished_work_is_not_done_again(raw, tmp_path, monkeypatch):
    first = build([raw], tmp_path / "out", jobs=1)
    monkeypatch.setattr("analysis.engine.build.cut_corpus", lambda *a: 1 / 0)
    again = build([raw], tmp_path / "out", jobs=1)
    assert (first.fresh, again.fresh) == (True, False)
    assert again.manifest == first.manifest


@pytest.mark.parametrize("change", ["page", "table", "manifest", "mapping"])
def test_a_build_is_done_again_when_anything_of_it_changed(raw, tmp_path, change):
    out, mapping = build([raw], tmp_path / "out", jobs=1).folder, {}
    if change == "page":
        (raw / "1.txt").write_text("خبر جديد\nنص جديد قصير عن الطقس في المدينة.\n", encoding="utf-8")
    elif change == "table":
        (out / "measures.parquet").unlink()
    elif change == "manifest":
        (out / "manifest.json").write_text("{")
    else:
        mapping = {"title": "headline"}
    assert build([raw], out, jobs=1, mapping=mapping).fresh


def test_a_page_that_stands_twice_is_one_article_and_one_finding(raw, tmp_path):
    (raw / "again.txt").write_bytes((raw / "1.txt").read_bytes())
    out = build([raw], tmp_path / "out", jobs=1).folder
    assert pl.read_parquet(out / "articles.parquet").height == 9
    issues = pl.read_parquet(out / "page_issues.parquet").filter(issue="duplicate")
    assert issues["raw_path"].str.ends_with("again.txt").to_list() == [True]


def test_every_raw_file_ends_as_an_article_or_a_finding(raw, tmp_path):
    (raw / "empty.txt").write_bytes(b"")
    (raw / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (raw / "broken.jsonl").write_text('{"title": "خبر"\n', encoding="utf-8")
    out = build([raw], tmp_path / "out", jobs=1).folder
    seen = set(pl.read_parquet(out / "articles.parquet")["raw_path"])
    seen |= set(pl.read_parquet(out / "page_issues.parquet")["raw_path"])
    assert {p.name for p in raw.iterdir()} == {Path(s.split("#")[0]).name for s in seen}


def test_no_raw_file_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="no raw file in"):
        build([tmp_path], tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_one_clear_line(raw, tmp_path):
    (tmp_path / "out").write_text("a file stands here")
    with pytest.raises(InputError, match=r"cannot write into .*Choose another --out"):
        build([raw], tmp_path / "out", jobs=1)


def test_a_corpus_without_any_topic_or_date_builds(tmp_path):
    (tmp_path / "a.txt").write_text(
        "عنوان بلا تاريخ\nنص قصير عن الطقس والمطر في المدينة.\n", encoding="utf-8"
    )
    out = build([tmp_path / "a.txt"], tmp_path / "out", jobs=1).folder
    counts = pl.read_parquet(out / "topic_counts.parquet")
    assert counts["n_articles"].sum() == 0
    assert counts["n_total"].unique().to_list() == [1]
    assert counts["period"].unique().to_list() == [None]


@pytest.mark.parametrize("jobs", [1, 2])
def test_spread_keeps_the_order_of_the_pieces(jobs):
    with Local(jobs) as engine:
        assert list(engine.spread("-".join, ["01", "23", "45", "6"])) == ["0-1", "2-3", "4-5", "6"]


def test_workers_that_are_started_early_do_the_work_and_end():
    with Local(2) as engine:
        engine.start()
        started = set(active_children())
        assert list(engine.spread(len, ["", "a", "bc"])) == [0, 1, 2]
        assert len(started) == 2
        assert set(active_children()) == started
    assert not started & set(active_children())


@pytest.mark.parametrize(
    ("files", "more", "early"), [(3, "", True), (2, "", False), (3, "manifest.json", False)]
)
def test_workers_start_early_for_the_first_build_of_many_files(tmp_path, monkeypatch, files, more, early):
    monkeypatch.setattr("analysis.commands.build.MANY", 2)
    place = tmp_path / "raw" / "inner"
    place.mkdir(parents=True)
    for number in range(files):
        (place / f"{number}.txt").touch()
    if more:
        (tmp_path / more).touch()
    assert _is_long([str(tmp_path / "raw")], tmp_path) is early


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_what_a_build_or_an_export_left_is_no_raw_file_under_any_name(tmp_path):
    out = tmp_path / "raw" / "out"
    for name in ("articles.parquet", "export/pairs.csv", "more.csv", "exported.csv"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("title\nخبر\n", encoding="utf-8")
    (tmp_path / "raw" / "link.parquet").symlink_to(out / "articles.parquet")
    (tmp_path / "raw" / "folder").symlink_to(out / "export")
    (tmp_path / "raw" / "mine.csv").symlink_to(out / "more.csv")
    found = [Path(path).name for path in raw_files([tmp_path / "raw"], out)]
    assert sorted(found) == ["exported.csv", "folder", "mine.csv", "more.csv"]


def test_one_path_in_place_of_a_list_is_that_path(raw, tmp_path):
    assert build(str(raw), tmp_path / "out").manifest["rows"]["articles"] == 9
    assert not build(raw, tmp_path / "out").fresh


def test_a_mapping_of_a_field_that_is_none_is_refused_though_no_table_is_read(raw, tmp_path):
    with pytest.raises(InputError, match=r"--map titel=x: 'titel' is no field; fields are title, body"):
        build([raw], tmp_path / "out", mapping={"titel": "x"})


def test_a_slash_at_the_end_of_a_folder_changes_nothing(raw, tmp_path):
    build([f"{raw}/"], tmp_path / "out")
    assert not build([str(raw)], tmp_path / "out").fresh


def test_an_earlier_build_among_the_pages_is_not_counted_again(raw, tmp_path):
    build([raw], raw / "monday")
    (raw / "monday/export").mkdir()
    (raw / "monday/export/articles.csv").write_text("title\nخبر\n", encoding="utf-8")
    (raw / "monday/mine.txt").write_text(PAGE.format(title="خبر في غير مكانه", day=30), encoding="utf-8")
    again = build([raw], tmp_path / "tuesday").manifest["rows"]
    assert (again["inputs"], again["articles"]) == (10, 10)
    named = build([raw / "monday/articles.parquet"], tmp_path / "named").manifest["rows"]
    assert named["articles"] == 9


def test_workers_ended_from_outside_are_one_clear_line():
    with Local(2) as engine, pytest.raises(AnalysisError, match=r"one of 2 worker .* ended .* fewer --jobs"):
        list(engine.spread(os._exit, [1, 1]))


@pytest.mark.parametrize(
    "fault", [ImportError("No module named 'x'"), MemoryError(), OSError(5, "Input/output error")]
)
@pytest.mark.parametrize("kind", ["dump", "html"])
def test_a_fault_of_the_machine_ends_the_build_and_is_no_finding(raw, tmp_path, monkeypatch, fault, kind):
    def broken(*_args, **_more):
        raise fault

    monkeypatch.setattr(f"analysis.loader.corpus.{'parse_html' if kind == 'html' else '_finished'}", broken)
    (raw / "1.html").write_text("<html><body><p>نص قصير</p></body></html>", encoding="utf-8")
    with pytest.raises(
        AnalysisError, match=rf"this machine could not cut it \({type(fault).__name__}: .*\)\. "
    ):
        build([raw], tmp_path / "out")
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_a_fault_of_the_machine_in_a_worker_is_one_line_and_a_status(raw, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "trafilatura.py").write_text("raise ImportError('broken installation')\n", encoding="utf-8")
    (raw / "1.html").write_text("<html><body><p>نص قصير</p></body></html>", encoding="utf-8")
    (raw / "2.html").write_text("<html><body><p>نص آخر</p></body></html>", encoding="utf-8")
    code = "from analysis.engine import spread; spread.FILES = 2; from analysis.__main__ import main; "
    code += "raise SystemExit(main())"
    command = [sys.executable, "-c", code, "build", str(raw), "--out", str(tmp_path / "out"), "--jobs", "2"]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(site)}
    )
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert "this machine could not cut it (ImportError: broken installation)" in done.stderr
