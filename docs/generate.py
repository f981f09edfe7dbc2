"""Write what the code says into docs/: tables.md, command.md, figures beside their commands (`make docs`)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from analysis.__main__ import _parser
from analysis.aggregate.artefact import artefact
from analysis.aggregate.measures import add_measures
from analysis.engine.build import build
from analysis.report.figures import write_figure
from analysis.tables import ARTICLE_TOPICS, ARTICLES, CONTRACTS, TOPIC_PAIRS, meaning, meanings

FIGURE = re.compile(r"<!-- wusum figure (\w+) data/processed(?: --lang (\w+))? --out (\S+) -->")
NOTE = "<!-- Written by `make docs` from the code; the tests compare. Change it there. -->"
TYPES = {
    pl.String: "text",
    pl.UInt32: "whole number",
    pl.UInt64: "whole number",
    pl.Float64: "number",
    pl.Date: "day",
    pl.Boolean: "true or false",
}


def tables_page() -> str:
    """Return docs/tables.md: every table of a build, the unit of its row, its key, its columns."""
    parts = [f"# Tables\n\n{NOTE}\n", TABLES]
    for name, table in CONTRACTS.items():
        parts.append(_table(name, table.row, table.key, table.columns))
    parts.append(NO_CONTRACT)
    for name, columns in _others().items():
        parts.append(_table(name, meanings()["others"][name], (), columns))
    return "\n".join(parts)


def _others() -> dict[str, Mapping[str, pl.DataType]]:
    measures = add_measures(TOPIC_PAIRS.empty().lazy()).collect_schema()
    pairs = artefact(ARTICLE_TOPICS.empty().lazy(), ARTICLES.empty().lazy()).collect_schema()
    return {
        "measures": measures,
        "artefact": pairs,
        "inputs": {"raw_path": pl.String(), "n_bytes": pl.UInt64(), "sha256": pl.String()},
    }


def _table(name: str, row: str, key: tuple[str, ...], columns: Mapping) -> str:
    keyed = f" Key: {', '.join(f'`{k}`' for k in key)}." if key else ""
    lines = [f"## {name}\n", f"One row is {row}.{keyed}\n", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c}` | {TYPES[_base(t)]} | {meaning(c)} |" for c, t in columns.items()]
    return "\n".join(lines) + "\n"


def _base(dtype: object) -> type[pl.DataType]:
    return dtype if isinstance(dtype, type) else dtype.base_type()


def command_page() -> str:
    """Return docs/command.md: every command with its options, and what its exit status says."""
    parser = _parser()
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    parts = [f"# The command\n\n{NOTE}\n", COMMAND]
    for name, command in commands.choices.items():
        parts += [f"## wusum {name}\n", f"{command.description[0].upper()}{command.description[1:]}.\n"]
        parts += ["| argument | meaning |", "|---|---|", *_arguments(command), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def _arguments(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        if action.dest == "help":
            continue
        names = ", ".join(action.option_strings)
        taken = "" if action.nargs == 0 else _value(action)
        need = "; required" if action.required and action.option_strings else ""
        default = f"; default {action.default}" if _told(action) else ""
        yield f"| `{' '.join(filter(None, (names, taken)))}` | {action.help}{need}{default} |"


def _value(action: argparse.Action) -> str:
    if action.choices:
        return "\\|".join(map(str, action.choices))
    return action.metavar or action.dest.upper()


def _told(action: argparse.Action) -> bool:
    plain = action.default not in (None, False, argparse.SUPPRESS) and action.default != {}
    return plain and "default" not in (action.help or "")


TABLES = """\
`wusum build` writes these as Parquet, and `wusum export` hands them on ([exports](exports.md)). They are the
public interface: names, types and keys hold, and further columns come at the end. `wusum list tables` prints
the short form.

An unordered pair has its two names in sorted order. Calendars are complete: a month without articles is a
row. Counts take what stands in `title`, `body` and `tags`; the other zones are kept so that their effect can
be shown.
"""

NO_CONTRACT = """\
# Further tables of a build

[method](method.md) says of each measure what 0 means and where it comes from.
"""

COMMAND = """\
`wusum` and `python -m analysis` are the same. Paths are relative to where you stand. Long work draws a bar on
a terminal and nothing elsewhere.

| status | means |
|---|---|
| 0 | done |
| 1 | the answer is no: `wusum verify` found a difference |
| 2 | it could not be done; one line on stderr says what, where, what was expected and what to do |
| 130 | interrupted; nothing half-written was left behind |

`--json` prints one object on one line instead of text, on stdout; faults stay one line on stderr, status 2.
`wusum completion bash >> ~/.bashrc` (or `zsh`, `fish`) teaches your shell the words of the command.
"""


def main() -> None:
    """Write the pages and draw the figures, the latter from the sample corpus."""
    here = Path(__file__).parent
    (here / "tables.md").write_text(tables_page(), encoding="utf-8")
    (here / "command.md").write_text(command_page(), encoding="utf-8")
    with TemporaryDirectory() as tables:
        build([here.parent / "data/raw"], tables)
        for page in (*here.parent.glob("README*.md"), *here.glob("*.md")):
            for name, lang, file in FIGURE.findall(page.read_text(encoding="utf-8")):
                write_figure(name, tables, here.parent / file, lang=lang or "ar")


if __name__ == "__main__":
    main()
