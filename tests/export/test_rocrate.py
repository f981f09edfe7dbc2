"""The run record, read back by the rocrate package: every file described, every reference found."""

from __future__ import annotations

import hashlib
import json

import pytest
from rocrate.rocrate import ROCrate

from analysis.export import export
from analysis.export.rocrate import CRATE, PROFILE


@pytest.fixture
def crate(sample, save):
    return ROCrate(save(sample, "rocrate"))


def test_every_file_of_the_crate_is_described_with_its_hash(sample, save, crate):
    out = save(sample, "rocrate")
    described = {e.id: e for e in crate.data_entities}
    assert set(described) == {f.name for f in out.iterdir()} - {"ro-crate-metadata.json"}
    for name, entity in described.items():
        data = (out / name).read_bytes()
        assert entity["sha256"] == hashlib.sha256(data).hexdigest()
        assert int(entity["contentSize"]) == len(data)


def test_tables_are_those_of_the_build(sample):
    files = dict(export(sample, "rocrate"))
    assert {name: files[name] == (sample / name).read_bytes() for name in files if name.endswith(".parquet")}
    assert all(files[f.name] == f.read_bytes() for f in sample.glob("*.parquet"))


def test_the_run_has_its_software_its_inputs_and_its_results(sample, crate):
    manifest = json.loads((sample / "manifest.json").read_text(encoding="utf-8"))
    assert crate.root_dataset["conformsTo"].id == PROFILE
    action = crate.root_dataset["mentions"]
    assert action.type == "CreateAction"
    assert action["instrument"]["softwareVersion"] == manifest["wusum"]
    objects = {one.id: one for one in action["object"]}
    assert objects["#raw"]["identifier"] == f"sha256:{manifest['inputs']['sha256']}"
    assert objects["#parameter-min_tag_pair"]["value"] == json.dumps(manifest["parameters"]["min_tag_pair"])
    assert "topics.toml" in objects
    assert {one.id for one in action["result"]} == {
        *(f"{t}.parquet" for t in manifest["tables"]),
        "manifest.json",
    }


def test_no_reference_leads_nowhere(sample):
    content = json.loads(dict(export(sample, "rocrate"))["ro-crate-metadata.json"])
    entities = {e["@id"] for e in content["@graph"]}
    assert len(entities) == len(content["@graph"])
    refs = {
        ref["@id"]
        for entity in content["@graph"]
        for value in entity.values()
        for ref in (value if isinstance(value, list) else [value])
        if isinstance(ref, dict)
    }
    assert refs - entities == {CRATE}


def test_arabic_stays_arabic_and_the_day_can_be_given(folder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    data = dict(export(folder, "rocrate"))["ro-crate-metadata.json"]
    assert "مجموعة".encode() in data
    root = next(e for e in json.loads(data)["@graph"] if e["@id"] == "./")
    assert root["datePublished"] == "2024-01-01"
