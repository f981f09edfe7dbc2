"""An RO-Crate: the tables as they are, with a record of the run that made them."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analysis.export.read import parquet_files, read_manifest
from analysis.tables import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CRATE = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_BESIDE = {"manifest.json": "application/json", "topics.toml": "application/toml"}
_RIGHTS = "The texts of articles belong to their publishers; check their terms before you pass the tables on."


def rocrate(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every table as it was built, manifest and dictionary, then ``ro-crate-metadata.json`` about all.

    The run is one action: the software, its parameters, the raw files by one hash over all, the tables with
    theirs. Its day is that of ``SOURCE_DATE_EPOCH``, else the day the manifest was written.

    Source: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), Process Run Crate 0.5 (see ``PROFILE``).
    """
    manifest = read_manifest(folder)
    files = []
    for name, data in parquet_files(folder):
        table = name.removesuffix(".parquet")
        what = f"One row is {CONTRACTS[table].row}." if table in CONTRACTS else f"Table {table}."
        files.append(_file(name, data, "application/vnd.apache.parquet", what))
        yield name, data
    for name, kind in _BESIDE.items():
        if (folder / name).is_file():
            data = (folder / name).read_bytes()
            files.append(_file(name, data, kind, _ABOUT[name]))
            yield name, data
    graph = _graph(manifest, files, _day(folder / "manifest.json"))
    content = {"@context": f"{CRATE}/context", "@graph": graph}
    yield "ro-crate-metadata.json", json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


_ABOUT = {
    "manifest.json": "What the build was asked for, from which bytes, by which code; the hash of each table.",
    "topics.toml": "The dictionary of topics that were looked up.",
}


def _day(manifest: Path) -> str:
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or manifest.stat().st_mtime)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _file(name: str, data: bytes, kind: str, what: str) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": what,
        "encodingFormat": kind,
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _graph(manifest: Mapping[str, Any], files: list[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    """Return the entities of the crate: what it is, its files, and the action that made them."""
    parameters = [
        {"@id": f"#parameter-{name}", "@type": "PropertyValue", "name": name, "value": json.dumps(value)}
        for name, value in sorted(manifest.get("parameters", {}).items())
    ]
    software = {"@id": "#wusum", "@type": "SoftwareApplication", "name": "wusum"}
    versions = {
        "softwareVersion": manifest.get("wusum"),
        "softwareRequirements": f"polars {manifest['polars']}" if "polars" in manifest else None,
        "sha256": manifest.get("code_sha256"),
    }
    software |= {key: value for key, value in versions.items() if value}
    made = [f for f in files if f["@id"] != "topics.toml"]
    return [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": CRATE},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Tables of an Arabic news corpus, made by wusum",
            "description": "\n\n".join(manifest.get("about", [])) or "Tables that `wusum build` made.",
            "datePublished": day,
            "license": {"@id": "#rights"},
            "conformsTo": {"@id": PROFILE},
            "hasPart": _ids(files),
            "mentions": {"@id": "#build"},
        },
        {
            "@id": PROFILE,
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": PROFILE.rpartition("/")[2],
        },
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "wusum build",
            "endTime": day,
            "instrument": {"@id": "#wusum"},
            "object": _ids([_RAW, *(f for f in files if f["@id"] == "topics.toml"), *parameters]),
            "result": _ids(made),
        },
        software,
        _RAW | _raw(manifest.get("inputs", {})),
        *parameters,
        *files,
    ]


_RAW = {"@id": "#raw", "@type": "Dataset", "name": "Raw files"}


def _raw(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Raw files are not in the crate: inputs.parquet names each with its hash."""
    told = f"{inputs.get('files')} files, {inputs.get('bytes')} bytes, not in this crate; see inputs.parquet."
    return {
        "description": told,
        **({"identifier": f"sha256:{inputs['sha256']}"} if "sha256" in inputs else {}),
    }


def _ids(entities: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"@id": entity["@id"]} for entity in entities]
