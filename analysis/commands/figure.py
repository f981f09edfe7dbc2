"""``wusum figure``: one figure of a build as a file."""

from __future__ import annotations

import argparse

from analysis.commands.options import DONE, add_json, add_lang, add_tables, answer, place
from analysis.plots.names import BY_TOPIC, FIGURES
from analysis.plots.sizes import SIZES

HELP = "one figure of a build as PNG, SVG or PDF"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    shows = "\n".join(f"  {name:<10} {what}" for name, what in FIGURES.items())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"figures:\n{shows}\n\n--topics is for {', '.join(BY_TOPIC)}."
    parser.add_argument("name", metavar="NAME", help="one of the figures below")
    add_tables(parser)
    parser.add_argument(
        "--out", required=True, type=place, metavar="FILE", help="file to write; .png, .svg or .pdf"
    )
    add_lang(parser)
    parser.add_argument(
        "--size", choices=SIZES, default="page", help="newspaper column, page (default) or social card"
    )
    parser.add_argument(
        "--topics", default="", metavar="TOPIC,...", help="which topics (context and sources take one)"
    )
    parser.add_argument("--source", metavar="TEXT", help="the source line; default: the sources of the build")
    parser.add_argument("--title", metavar="TEXT", help="another title than the usual one")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Draw the figure, and print the path of its file."""
    from analysis.report.figures import write_figure

    topics = [topic.strip() for topic in args.topics.split(",") if topic.strip()]
    options = {"size": args.size, "topics": topics, "source": args.source, "title": args.title}
    file = write_figure(args.name, args.tables, args.out, lang=args.lang, **options)
    answer(args, {"file": file}, file)
    return DONE
