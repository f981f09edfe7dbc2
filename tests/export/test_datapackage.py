from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date

import pytest
from export_tables import HOSTILE, write

from analysis.export import export
from analysis.tables import CONTRACTS

READ = {
    "string": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def load(folder):
    files = dict(export(folder, "datapackage"))
    return json.loads(files["datapackage.json"]), files


def test_every_file_is_a_resource_with_its_hash_size_and_rows(folder):
    package, files = load(folder)
    assert {r["path"] for r in package["resources"]} == set(files) - {"datapackage.json"}
    for resource in package["resources"]:
        data = files[resource["path"]]
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        assert resource["rows"] == len(list(csv.reader(io.StringIO(data.decode(), newline="")))) - 1


def test_every_cell_can_be_read_as_the_type_its_field_names(sample):
    package, files = load(sample)
    for resource in package["resources"]:
        rows = csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline=""))
        fields = resource["schema"]["fields"]
        for row in rows:
            assert list(row) == [f["name"] for f in fields]
            for field in fields:
                cell = row[field["name"]]
                if cell not in resource["schema"]["missingValues"]:
                    READ[field["type"]](cell)
                else:
                    assert "constraints" not in field


@pytest.mark.parametrize("name", CONTRACTS)
def test_schema_says_what_the_contract_says(folder, name):
    resource = next(r for r in load(folder)[0]["resources"] if r["name"] == name)
    schema = resource["schema"]
    assert [f["name"] for f in schema["fields"]] == list(CONTRACTS[name].columns)
    assert (schema.get("primaryKey") or schema["uniqueKeys"][0]) == list(CONTRACTS[name].key)
    assert CONTRACTS[name].row in resource["description"]


def test_key_that_may_be_null_is_unique_but_not_primary(folder):
    schemas = {r["name"]: r["schema"] for r in load(folder)[0]["resources"]}
    assert schemas["topic_pairs"]["uniqueKeys"] == [["period", "topic_a", "topic_b"]]
    assert "primaryKey" not in schemas["topic_pairs"]
    required = [f["name"] for f in schemas["topic_pairs"]["fields"] if "constraints" in f]
    assert required == ["topic_a", "topic_b"]
    assert schemas["articles"]["primaryKey"] == ["article_id"]


def test_rows_about_an_article_refer_to_it(folder):
    schemas = {r["name"]: r["schema"] for r in load(folder)[0]["resources"]}
    assert {name for name, schema in schemas.items() if "foreignKeys" in schema} == {
        "article_tags",
        "article_topics",
    }
    (key,) = schemas["article_tags"]["foreignKeys"]
    assert key == {"fields": ["article_id"], "reference": {"resource": "articles", "fields": ["article_id"]}}


def test_package_carries_where_the_data_came_from_in_arabic(folder):
    data = dict(export(folder, "datapackage"))["datapackage.json"]
    assert "مجموعة".encode() in data
    assert json.loads(data)["wusum"]["inputs"] == {"files": 3}


def test_hostile_text_stays_in_its_cell(hostile):
    _, files = load(hostile)
    rows = list(csv.reader(io.StringIO(files["page_issues.csv"].decode(), newline="")))
    assert len(rows) == len(HOSTILE) + 1
    assert {len(row) for row in rows} == {3}


def test_package_is_valid_for_frictionless(sample, save):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(save(sample, "datapackage") / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_tables_without_a_contract_have_the_types_of_their_columns(tmp_path):
    import polars as pl

    write(tmp_path, measures=pl.DataFrame({"pmi": [0.5], "exact": [True], "n_ab": [3]}))
    (measures,) = (r for r in load(tmp_path)[0]["resources"] if r["name"] == "measures")
    assert {f["name"]: f["type"] for f in measures["schema"]["fields"]} == {
        "pmi": "number",
        "exact": "boolean",
        "n_ab": "integer",
    }
    assert "measure" in measures["description"]


def test_every_column_of_a_build_says_what_it_means(sample):
    resources = load(sample)[0]["resources"]
    assert [
        f"{r['name']}.{f['name']}"
        for r in resources
        for f in r["schema"]["fields"]
        if not f.get("description")
    ] == []
    assert all(r["description"] for r in resources)
