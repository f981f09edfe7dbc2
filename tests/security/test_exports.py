"""What strangers wrote is text in every export: no formula, no link, no entity, no name of a file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from analysis.__main__ import main
from analysis.export import FORMATS

PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*\.(?:csv|json|xlsx|gexf|graphml|net|txt|parquet|toml|clu|vec|md)")


@pytest.fixture(scope="module")
def exported(attacked, tmp_path_factory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("exported")
    for kind in FORMATS:
        assert (
            main(["export", str(attacked), "--format", kind, "--out", str(base / kind), "--lang", "en"]) == 0
        )
    return {kind: base / kind for kind in FORMATS}


def files(exported: dict[str, Path], ending: str) -> list[Path]:
    found = [file for folder in exported.values() for file in sorted(folder.rglob(f"*{ending}"))]
    assert found
    return found


def test_names_of_files_come_from_the_package_alone(exported):
    names = [file.name for folder in exported.values() for file in folder.rglob("*") if file.is_file()]
    assert [name for name in names if not PLAIN_NAME.fullmatch(name)] == []
    assert not Path("/tmp/ran").exists()


def test_no_cell_of_a_csv_begins_as_a_formula(exported):
    for file in files(exported, ".csv"):
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")):
            for cell in row:
                assert not re.match(r"\s*[=@＝＋－＠]|[\t\r\n]", cell), (file, cell)
                assert not re.match(r"\s*[+-]", cell) or is_number(cell), (file, cell)


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(exported):
    for file in files(exported, ".xlsx"):
        for sheet in load_workbook(file).worksheets:
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


@pytest.mark.parametrize("ending", [".gexf", ".graphml"])
def test_a_network_is_xml_without_entities(exported, ending):
    for file in files(exported, ending):
        data = file.read_bytes()
        assert b"<!DOCTYPE" not in data
        assert b"<!ENTITY" not in data
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        names = {
            etree.QName(element).localname.lower() for element in tree.iter() if isinstance(element.tag, str)
        }
        assert not names & {"script", "img", "svg", "iframe", "base", "link"}


def test_json_is_read_back(exported):
    for file in files(exported, ".json"):
        json.loads(file.read_text(encoding="utf-8"))


def test_nothing_of_it_steers_a_terminal(attacked, capsys):
    topics = ["--topics", str(attacked / "topics.toml")]
    commands = (
        ["verify", str(attacked)],
        ["list", "topics", *topics],
        ["list", "topics", *topics, "--json"],
        ["sample", str(attacked), "--out", str(attacked.parent / "s.csv")],
    )
    raw = sorted((attacked.parent / "raw").iterdir())
    for command in (*commands, *(["explain", str(file)] for file in raw)):
        main(list(command))
        out, err = capsys.readouterr()
        signs = set(out + err) - set("\n\u2066\u2067\u2068\u2069\u200e")
        assert sorted(sign for sign in signs if not sign.isprintable()) == [], command
