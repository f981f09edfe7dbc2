"""The command ``wusum``; no logic of its own."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from analysis import __version__
from analysis.engine.terminal import inert
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from collections.abc import Sequence

DIFFERS, FAULT, INTERRUPTED = 1, 2, 130
FORMATS = ("csv", "datapackage", "gexf", "graphml", "pajek", "vosviewer", "xlsx")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (0 done, 1 differs, 2 bad input, 130 interrupted).

    Args:
        argv: the words after ``wusum``; None takes them from the command line.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    args = _parser().parse_args(argv)
    try:
        return args.run(args)
    except AnalysisError as error:
        print(f"wusum: {inert(str(error))}", file=sys.stderr)
        return FAULT
    except BrokenPipeError:  # `wusum explain FILE | head` is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError) as error:
        print(f"wusum: {inert(str(error) or 'out of memory')}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print("wusum: interrupted; nothing half-written was left behind.", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(inert(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wusum", description="Keyword and tag analytics for Arabic news.")
    parser.add_argument("--version", action="version", version=f"wusum {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands.add_parser("build", help="raw pages -> all tables and manifest.json"))
    _add_report(commands.add_parser("report", help="tables -> executed notebooks as self-contained HTML"))
    _add_figure(commands.add_parser("figure", help="one figure of a build as PNG, SVG or PDF"))
    _add_export(commands.add_parser("export", help="hand the tables over to other tools"))
    _add_sample(commands.add_parser("sample", help="mentions to judge by hand, as a table for a spreadsheet"))
    _add_verify(commands.add_parser("verify", help="whether tables and raw files are those of the manifest"))
    _add_explain(commands.add_parser("explain", help="how one raw file was cut, zone by zone"))
    return parser


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "raw", nargs="+", metavar="RAW", help="files, folders or globs of raw pages or tables"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    parser.add_argument("--topics", metavar="FILE", help="topics.toml that overrides the packaged one")
    parser.add_argument("--jobs", type=_positive, metavar="N", help="worker processes (default: one a core)")
    parser.add_argument(
        "--map", type=_mapping, default={}, metavar="FIELD=COLUMN,...", help="columns of table files"
    )
    parser.set_defaults(run=_build)


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for index.html and the chapters")
    parser.add_argument("--lang", choices=["ar", "en"], default="ar", help="language of prose and labels")
    parser.add_argument("--checked", metavar="FILE", help="a judged sample, whose precision is printed")
    parser.set_defaults(run=_report)


def _add_figure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", help="artefact, coverage, pairs, panels, shares, tags or topics"
    )
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")
    parser.add_argument("--out", required=True, metavar="FILE", help="file to write; .png, .svg or .pdf")
    parser.add_argument("--lang", choices=["ar", "en"], default="ar", help="language of the labels")
    parser.set_defaults(run=_figure)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")
    parser.add_argument("--format", required=True, choices=FORMATS, help="what to write")
    parser.add_argument(
        "--out", metavar="DIR", help="folder for the files (default: export/FORMAT in the tables' folder)"
    )
    parser.add_argument("--lang", choices=["ar", "en"], default="ar", help="language of the labels")
    parser.add_argument(
        "--bom", action="store_true", help="csv: start with a byte order mark, for old spreadsheets"
    )
    parser.add_argument(
        "--min-weight", type=_positive, default=1, metavar="N", help="networks: leave out weaker ties"
    )
    parser.set_defaults(run=_export)


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="CSV to write; fill its column `correct`"
    )
    parser.add_argument("--topics", metavar="FILE", help="another dictionary than that of the build")
    parser.add_argument("--n", type=_positive, default=50, metavar="N", help="mentions of each topic")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed draws other mentions")
    parser.set_defaults(run=_sample)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tables", metavar="DIR", help="folder that `wusum build` filled")
    parser.set_defaults(run=_verify)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="one raw page")
    parser.set_defaults(run=_explain)


def _build(args: argparse.Namespace) -> int:
    from analysis.engine.build import build

    built = build(
        args.raw,
        args.out,
        topics=args.topics,
        jobs=args.jobs or os.cpu_count() or 1,
        mapping=args.map,
        on_step=_Progress(sys.stderr.isatty()),
    )
    rows = ", ".join(f"{n} {name}" for name, n in built.manifest["rows"].items())
    print(inert(f"{args.out}: {rows}" if built.fresh else f"{args.out}: nothing new to do ({rows})"))
    return 0


def _report(args: argparse.Namespace) -> int:
    from analysis.report import report

    index = report(
        args.tables, args.out, lang=args.lang, checked=args.checked, on_step=_Progress(sys.stderr.isatty())
    )
    print(inert(str(index)))
    return 0


def _figure(args: argparse.Namespace) -> int:
    from analysis.report.figures import write_figure

    print(inert(str(write_figure(args.name, args.tables, args.out, lang=args.lang))))
    return 0


def _export(args: argparse.Namespace) -> int:
    from pathlib import Path

    from analysis.engine.write import Folder
    from analysis.export import export

    out = Path(args.out) if args.out else Path(args.tables) / "export" / args.format
    files = export(args.tables, args.format, lang=args.lang, bom=args.bom, min_weight=args.min_weight)
    with Folder(out) as folder:
        for name, content in files:
            folder.data(name, content)
            print(inert(str(out / name)))
    return 0


def _sample(args: argparse.Namespace) -> int:
    from analysis.engine.sample import sample

    print(inert(str(sample(args.tables, args.out, topics=args.topics, n=args.n, seed=args.seed))))
    return 0


def _verify(args: argparse.Namespace) -> int:
    from analysis.engine.verify import verify

    found = verify(args.tables)
    for line in (*found.differences, *(f"note: {note}" for note in found.notes)):
        print(inert(line))
    print(inert(f"{args.tables}: {len(found.differences) or 'no'} differences"))
    return DIFFERS if found.differences else 0


def _explain(args: argparse.Namespace) -> int:
    from pathlib import Path

    from analysis.loader.explain import explain

    print(explain(Path(args.file)))
    return 0


class _Progress:
    """Print a step and how far it is on one line of a terminal; silent elsewhere."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.shown:
            filled = 24 * done // max(total, 1)
            end = "\n" if done == total else ""
            print(f"\r{step:<16} [{'#' * filled:<24}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def _mapping(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not FIELD=COLUMN,..., for instance title=headline,body=text"
        )
    return {field.strip(): column.strip() for field, _, column in pairs}


if __name__ == "__main__":
    sys.exit(main())
