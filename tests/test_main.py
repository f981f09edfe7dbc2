"""The command: each subcommand, and each fault as one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import __version__
from analysis.__main__ import main
from analysis.commands import COMMANDS


def test_version(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"wusum {__version__}\n"


def test_module_is_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "--help"], capture_output=True, text=True, check=True
    )
    assert all(name in done.stdout for name in ("build", "report", "explain"))


def test_build_tells_the_rows_of_each_table(root, tmp_path, capsys):
    page = sorted((root / "data/raw").glob("*.txt"))[0]
    assert main(["build", str(page), "--out", str(tmp_path), "--jobs", "1"]) == 0
    assert "1 articles" in capsys.readouterr().out


def test_explain_prints_every_zone(root, capsys):
    page = sorted((root / "data/raw").glob("*widget.txt"))[0]
    assert main(["explain", str(page)]) == 0
    out = capsys.readouterr().out
    assert all(zone in out for zone in ("title", "published", "body", "tags", "site_tags", "related"))


def test_help_is_quick_because_no_room_is_imported():
    code = "import sys; from analysis.__main__ import _parser; _parser().format_help(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"polars", "numpy", "matplotlib", "lxml", "scipy"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wusum ver", {"verify"}),
        ("wusum export x --format ge", {"gexf"}),
        ("wusum figure --la", {"--lang"}),
        ("wusum completion ", {"bash", "zsh", "fish"}),
    ],
)
def test_a_shell_is_told_how_a_word_may_go_on(line, words, tmp_path):
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "words"),
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    command = Path(sys.executable).with_name("wusum")
    subprocess.run([command], env=os.environ | asked, check=False, capture_output=True)
    assert {word.strip() for word in (tmp_path / "words").read_text().split("\n")} >= words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_code_that_names_the_command(shell, capsys):
    assert main(["completion", shell]) == 0
    assert "wusum" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name, capsys):
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    assert f"usage: wusum {name}" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["csv", "graphml"])
def test_export_writes_whole_files_and_names_them(kind, root, tmp_path, capsys):
    page = sorted((root / "data/raw").glob("*.txt"))[0]
    assert main(["build", str(page), "--out", str(tmp_path), "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["export", str(tmp_path), "--format", kind]) == 0
    written = capsys.readouterr().out.split()
    assert written
    assert sorted(written) == sorted(map(str, (tmp_path / "export" / kind).iterdir()))


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["build", "no/such/folder", "--out", "x"], "no/such/folder"),
        (["explain", "no/such/file"], "no/such/file"),
        (["report", "no/such/tables", "--out", "x"], "run `wusum build RAW"),
        (["build", "data/raw", "--out", "x", "--topics", "no/such.toml"], "no/such.toml"),
    ],
)
def test_bad_input_is_one_line_and_status_2(argv, message, capsys, monkeypatch, root):
    monkeypatch.chdir(root)
    assert main(argv) == 2
    error = capsys.readouterr().err
    assert error.startswith("wusum: ")
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("words", [["--map", "title"], ["--map", "=x"], ["--jobs", "0"], ["--jobs", "many"]])
def test_bad_options_are_refused_with_what_was_expected(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["build", "raw", "--out", "x", *words])
    assert stop.value.code == 2
    assert "is not" in capsys.readouterr().err


def test_a_mapping_reaches_the_reader(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("schlagzeile,inhalt\nخبر عن روسيا,نص عن إيران\n", encoding="utf-8")
    words = [
        "build",
        str(tmp_path / "t.csv"),
        "--out",
        str(tmp_path / "out"),
        "--map",
        "title=schlagzeile,body=inhalt",
    ]
    assert main(words) == 0
    assert "1 articles" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [OSError(28, "No space left", "a\x1b[2J\u202eb"), MemoryError()])
def test_a_refusal_of_the_system_is_one_line_that_cannot_steer_the_terminal(fault, monkeypatch, capsys):
    def build(*args, **kwargs):
        raise fault

    monkeypatch.setattr("analysis.engine.build.build", build)
    assert main(["build", "raw", "--out", "out"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("wusum: ")
    assert error.rstrip("\n").isprintable()
