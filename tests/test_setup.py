"""The set-up files agree with each other and name no machine and no registry."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "tests/mpl310.lock", "tests/axe.lock", "tests/s3.lock", "tests/fuzz/fuzz.lock"]
CONDA_NAMES = {"matplotlib": "matplotlib-base", "arabic-reshaper": "arabic_reshaper"}
ONLY_OF_PIP = {"ahocorasick-rs"}


def environment() -> dict[str, str]:
    """Return name -> bound of every package of environment.yml."""
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    specs = [line.split("- ", 1)[1] for line in lines if re.match(r"\s+- [a-z]", line)]
    return dict(re.fullmatch(r"([\w.-]+?)(>=.*)?:?", spec).groups(default="") for spec in specs)


def test_environment_yml_lists_the_packages_of_pyproject():
    wanted = dict(re.fullmatch(r"([\w.-]+)(>=.*)", d).groups() for d in PROJECT["project"]["dependencies"])
    wanted = {CONDA_NAMES.get(name, name): bound for name, bound in wanted.items() if name not in ONLY_OF_PIP}
    got = environment()
    extra = {name for name in got if name not in wanted}
    assert {name: got.get(name) for name in wanted} == wanted
    assert extra == {"conda-forge", "python", "pip"}
    assert got["python"] == PROJECT["project"]["requires-python"]


def test_every_dependency_has_a_line_of_reason():
    reasons = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    extras = [d for group in PROJECT["project"]["optional-dependencies"].values() for d in group]
    names = [re.match(r"[\w.-]+", d)[0] for d in [*PROJECT["project"]["dependencies"], *extras]]
    assert [n for n in names if f"| {n} |" not in reasons] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_hashes_and_names_no_place(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--find-links|file:|@ ", text)
    pins = re.findall(r"^[\w.\[\]-]+==\S+.*$", text, re.MULTILINE)
    assert pins
    assert all(pin.endswith("\\") for pin in pins), "a pin without hashes"


def test_locks_cover_pyproject():
    pinned = {name for lock in LOCKS for name in re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(), re.M)}
    extras = [d for group in PROJECT["project"]["optional-dependencies"].values() for d in group]
    names = {re.match(r"[\w.-]+", d)[0] for d in [*PROJECT["project"]["dependencies"], *extras]}
    assert names <= pinned


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"]],
    ids=["lint", "format", "types", "floors"],
)
def test_static_check_is_clean(command):
    tool = Path(sys.executable).parent / command[0]
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_over_300_lines():
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in (ROOT / "analysis").rglob("*.py")}
    assert {str(p): n for p, n in sizes.items() if n > 300} == {}


def test_importing_the_package_does_not_import_matplotlib():
    code = "import analysis, sys; analysis.label; assert 'matplotlib' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_public_door():
    import analysis

    assert sorted(analysis.__all__) == analysis.__all__
    assert all(callable(getattr(analysis, name)) for name in analysis.__all__)
    assert set(analysis.__all__) <= set(dir(analysis))
    with pytest.raises(AttributeError, match="no attribute 'cooc'"):
        analysis.cooc  # noqa: B018


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the sdist, each built twice: kind -> two files."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    for folder in folders:
        build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return {kind: [next(f.glob(f"*{kind}")) for f in folders] for kind in (".whl", ".tar.gz")}


@pytest.mark.xdist_group("wheel")
@pytest.mark.parametrize("kind", [".whl", ".tar.gz"])
def test_built_twice_it_has_the_same_bytes(built, kind):
    first, second = built[kind]
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_all_that_runs(built):
    with zipfile.ZipFile(built[".whl"][0]) as wheel:
        held = set(wheel.namelist())
    package = {p for p in (ROOT / "analysis").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    notebooks = {f"analysis/notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")}
    pages = {f"analysis/sample/{p.name}" for p in (ROOT / "data/raw").iterdir()}
    assert {p.relative_to(ROOT).as_posix() for p in package} | notebooks | pages <= held


@pytest.mark.xdist_group("wheel")
def test_the_sdist_holds_all_that_git_holds(built):
    with tarfile.open(built[".tar.gz"][0]) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert {name for name in tracked - held if not name.startswith(".")} == set()


@pytest.mark.xdist_group("wheel")
def test_installed_it_runs_without_the_checkout(built, tmp_path):
    """The wheel in a folder of its own: command, data files, font, notebooks, sample corpus."""
    place = tmp_path / "installed"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(place),
    ]
    subprocess.run([*install, str(built[".whl"][0])], check=True, capture_output=True)
    env = os.environ | {"PYTHONPATH": str(place), "PYTHONSAFEPATH": "1"}

    def run(*words):
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    wusum = str(place / "bin/wusum")
    assert str(place) in run(sys.executable, "-c", "import analysis; print(analysis.__file__)")
    study = json.loads(run(wusum, "new", "study", "--sample", "--json"))["files"]
    assert sum(name.endswith(".ipynb") for name in study) >= 4
    pages = sorted(str(p) for p in (tmp_path / "study/data/raw").glob("*.txt"))[:8]
    run(wusum, "build", *pages, "--topics", "study/topics.toml", "--out", "tables", "--jobs", "1")
    run(wusum, "figure", "topics", "tables", "--out", "figure.png")
    assert (tmp_path / "figure.png").stat().st_size > 10_000
    assert run(wusum, "verify", "tables") == "tables: no differences\n"
