"""`wusum sample`: mentions of a build to judge, and their precision in the report."""

from __future__ import annotations

import pytest

from analysis.__main__ import main
from analysis.aggregate.check_sample import read_checked
from analysis.engine.sample import sample
from analysis.errors import InputError
from analysis.tables import EVIDENCE

pytestmark = pytest.mark.xdist_group("sample")


def test_a_sample_holds_mentions_that_count(request, tmp_path):
    drawn = read_checked(sample(request.getfixturevalue("sample"), tmp_path / "s.csv", n=5))
    assert drawn["topic"].value_counts().sort("topic").rows() == [
        *(("elections", 5), ("gaza", 5), ("iran", 5), ("russia", 5))
    ]
    assert set(drawn["zone"]) <= set(EVIDENCE)


def test_another_seed_draws_other_mentions(request, tmp_path):
    tables = request.getfixturevalue("sample")
    first, again, other = (
        sample(tables, tmp_path / f"{i}.csv", n=9, seed=seed).read_bytes() for i, seed in enumerate((1, 1, 2))
    )
    assert first == again != other


def test_the_report_prints_the_precision_of_a_judged_sample(request, tmp_path, capsys):
    tables, judged = str(request.getfixturevalue("sample")), tmp_path / "s.csv"
    assert main(["sample", tables, "--out", str(judged), "--n", "4"]) == 0
    rows = judged.read_text(encoding="utf-8-sig").splitlines()
    verdicts = ["", *(["yes"] * (len(rows) - 2)), "no"]
    filled = "\n".join(row + verdict for row, verdict in zip(rows, verdicts, strict=True))
    judged.write_text(filled, encoding="utf-8")
    assert (
        main(["report", tables, "--out", str(tmp_path / "r"), "--checked", str(judged), "--lang", "en"]) == 0
    )
    index = (tmp_path / "r/index.html").read_text(encoding="utf-8")
    assert "100% (51%–100%)" in index
    assert "75% (30%–95%)" in index


def test_no_tables_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="wusum build"):
        sample(tmp_path, tmp_path / "s.csv")


@pytest.mark.parametrize("name", ["articles.parquet", "manifest.json", "topics.toml"])
def test_a_sample_never_takes_the_place_of_a_file_of_the_build(request, tmp_path, name):
    tables = request.getfixturevalue("sample")
    before = (tables / name).read_bytes()
    with pytest.raises(InputError, match=f"{name}: it is a file of the build. Choose another --out"):
        sample(tables, tables / "." / name)
    assert (tables / name).read_bytes() == before
