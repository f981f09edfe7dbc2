"""What the package never does, read from its own source: run text, load foreign objects, open the network."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

NEVER_IMPORTED = {
    *("pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "ctypes", "imp"),
    *("socket", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib"),
    *("telnetlib", "webbrowser", "xml.sax", "xml.dom", "xmlrpc", "tarfile"),
}
NEVER_CALLED = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "pickle.loads"),
    *("yaml.load", "yaml.full_load", "yaml.unsafe_load", "yaml.load_all", "np.load", "numpy.load"),
    *("Xml.fromstring", "Xml.parse", "ElementTree.parse", "ElementTree.fromstring", "etree.parse"),
    *("zipfile.ZipFile", "ZipFile", "shutil.unpack_archive", "urlopen", "urlretrieve"),
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for file in MODULES:
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))
    for file in NOTEBOOKS:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                yield file.name, ast.parse("".join(cell["source"]))


SOURCES = list(sources())


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def calls(tree: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_all_of_the_source_is_read():
    assert len(SOURCES) > 100


def test_nothing_that_loads_foreign_objects_or_opens_the_network_is_imported():
    found = [(place, name) for place, tree in SOURCES for name in imported(tree) if is_barred(name)]
    assert found == []


def is_barred(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[: n + 1]) in NEVER_IMPORTED for n in range(len(parts)))


def test_no_text_is_run_and_no_archive_unpacked():
    found = [(place, name_of(call.func)) for place, tree in SOURCES for call in calls(tree)]
    assert [one for one in found if one[1] in NEVER_CALLED] == []


def test_other_programs_are_started_without_a_shell():
    for place, tree in SOURCES:
        for call in calls(tree):
            if name_of(call.func).startswith(("subprocess.", "os.", "asyncio.")):
                assert not [word for word in call.keywords if word.arg == "shell"], place


def test_yaml_is_read_by_the_safe_loader_alone():
    used = [call for _, tree in SOURCES for call in calls(tree) if name_of(call.func).startswith("yaml.")]
    loaders = [name_of(word.value) for call in used for word in call.keywords if word.arg == "Loader"]
    assert used
    assert set(loaders) == {"yaml.SafeLoader"}
    allowed = {"yaml.parse", "yaml.compose", "yaml.safe_load", "yaml.safe_dump", "yaml.dump"}
    assert {name_of(call.func) for call in used} <= allowed | {"yaml.representer.SafeRepresenter"}


@pytest.mark.parametrize(("parser", "off"), [("XMLParser", "resolve_entities"), ("HTMLParser", "")])
def test_parsers_fetch_nothing_and_expand_nothing(parser, off):
    made = [call for _, tree in SOURCES for call in calls(tree) if name_of(call.func).endswith(parser)]
    assert made
    for call in made:
        words = {word.arg: getattr(word.value, "value", None) for word in call.keywords}
        assert words.get("no_network") is True
        assert not off or words.get(off) is False
        assert not words.get("load_dtd")
        assert not words.get("huge_tree")


@pytest.mark.parametrize(
    "text", ["import pickle", "from urllib.request import urlopen", "import http.client"]
)
def test_a_barred_import_would_be_found(text):
    assert any(map(is_barred, imported(ast.parse(text))))
