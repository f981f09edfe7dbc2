"""The command: each subcommand, and each fault as one clear line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import __version__
from analysis.__main__ import main
from analysis.commands import COMMANDS
from analysis.commands.options import as_json


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


@pytest.mark.xdist_group("sample")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["verify", "TABLES"], {"differences": []}),
        (["figure", "pairs", "TABLES", "--out", "OUT/p.svg"], {"file": "OUT/p.svg"}),
        (
            ["export", "TABLES", "--format", "gexf", "--out", "OUT"],
            {"files": ["OUT/topics.gexf", "OUT/tags.gexf"]},
        ),
        (["sample", "TABLES", "--out", "OUT/s.csv", "--n", "1"], {"file": "OUT/s.csv"}),
        (["list", "figures"], {}),
        (["list", "formats"], {}),
        (["list", "tables"], {}),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, list) else "",
)
def test_json_is_one_object_on_one_line(words, found, sample, tmp_path, capsys):
    def placed(text):
        return text.replace("TABLES", str(sample)).replace("OUT", str(tmp_path))

    assert main([placed(word) for word in [*words, "--json"]]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    record = json.loads(out)
    assert record.items() >= json.loads(placed(json.dumps(found))).items()
    assert all(record.get(what) for what in words[1:2] if words[0] == "list")


def test_build_tells_programs_and_people_what_was_found_in_pages(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(
        "وزير يزور القاهرة\nتاريخ النشر: 1 كذا 2024\nنص الخبر كاملا هنا عن الزيارة.", encoding="utf-8"
    )
    (tmp_path / "raw/b.txt").write_bytes(b"")
    words = ["build", str(tmp_path / "raw"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert main([*words, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["fresh"] is True
    assert record["rows"]["articles"] == 1
    assert record["issues"].items() >= {"date_unread": 1, "empty": 1}.items()
    assert main(words) == 0
    assert "1 date_unread" in capsys.readouterr().out


def test_explain_as_json_has_the_fields_and_the_zones(root, capsys):
    page = sorted((root / "data/raw").glob("*widget.txt"))[0]
    assert main(["explain", str(page), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    text = page.read_text(encoding="utf-8")
    (title,) = (zone for zone in record["zones"] if zone["name"] == "title")
    assert text[title["start"] : title["end"]].strip() == record["title"]


def test_json_cannot_steer_a_terminal():
    record = {"a\x1b]0;": "b\u202e\x9bc\n\U000e0001"}
    assert as_json(record).isprintable()
    assert json.loads(as_json(record)) == record


def test_topics_of_ones_own_file_are_listed_before_the_others(tmp_path, capsys):
    (tmp_path / "t.toml").write_text(
        '[bees]\nlabel_ar = "النحل"\nlabel_en = "Bees"\nterms = ["نحل"]\n', "utf-8"
    )
    assert main(["list", "topics", "--topics", str(tmp_path / "t.toml")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[0] == "bees"
    assert len(lines) > 70


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


@pytest.mark.parametrize(
    "words",
    [
        ["build", "data/raw", "--out", ""],
        ["report", "TABLES", "--out", " "],
        ["sample", "TABLES", "--out", ""],
        ["export", "TABLES", "--format", "csv", "--out", ""],
        ["list", "topics", "--topics", ""],
        ["new", ""],
    ],
    ids=lambda words: words[0],
)
def test_an_empty_path_is_refused_and_is_not_the_folder_where_one_stands(
    words, sample, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main([word.replace("TABLES", str(sample)) for word in words]) == 2
    assert capsys.readouterr().err.startswith("wusum: a path is empty. Name")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_the_caller_closed_change_nothing(closed, root, tmp_path):
    page = sorted((root / "data/raw").glob("*.txt"))[0]
    script = f'"$@" {closed}'
    words = [sys.executable, "-m", "analysis", "build", str(page), "--out", str(tmp_path), "--jobs", "1"]
    done = subprocess.run(["sh", "-c", script, "sh", *words], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert main(["verify", str(tmp_path)]) == 0


def test_a_refusal_of_the_system_says_where_and_why_without_its_number(monkeypatch, capsys):
    def build(*args, **kwargs):
        raise PermissionError(13, "Permission denied", "out/manifest.json")

    monkeypatch.setattr("analysis.engine.build.build", build)
    assert main(["build", "raw", "--out", "out"]) == 2
    assert capsys.readouterr().err == "wusum: out/manifest.json: Permission denied.\n"


EARLY = """
import sys
from analysis import __main__ as command
def stop():
    raise KeyboardInterrupt
command._parser = stop
sys.exit(command.main(["list", "topics"]))
"""


def test_ctrl_c_before_the_command_is_read_is_one_line():
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr.count("\n")) == (130, 1)


ASKED = """
import os, signal, sys
from analysis.__main__ import main
from analysis.commands import list as command
command.run = lambda args: os.kill(os.getpid(), getattr(signal, sys.argv[1]))
sys.exit(main(["list", "topics"]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_command_that_is_asked_to_end_says_so_in_one_line(name):
    done = subprocess.run([sys.executable, "-c", ASKED, name], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr.count("\n")) == (130, 1)
    assert done.stderr.startswith("wusum: interrupted")
