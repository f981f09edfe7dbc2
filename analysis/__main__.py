"""The command ``wusum``: finds the command that was asked for and turns faults into one line and a status."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from analysis import __version__
from analysis.commands import COMMANDS
from analysis.engine.terminal import inert
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAULT, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (0 done, 1 differs, 2 bad input, 130 interrupted).

    Args:
        argv: the words after ``wusum``; None takes them from the command line.
    """
    _open_streams()
    try:
        _heed()
        parser = _parser()
        if "_ARGCOMPLETE" in os.environ:  # a shell asks how a word may go on
            from argcomplete import autocomplete

            autocomplete(parser)
        args = parser.parse_args(argv)
        return args.run(args)
    except AnalysisError as error:
        print(f"wusum: {inert(str(error))}", file=sys.stderr)
        return FAULT
    except BrokenPipeError:  # `wusum explain FILE | head` is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError as error:
        print(f"wusum: {inert(str(error) or 'out of memory')}", file=sys.stderr)
        return FAULT
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"wusum: {inert(where + (error.strerror or str(error)))}.", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print("wusum: interrupted; nothing half-written was left behind.", file=sys.stderr)
        return INTERRUPTED


def _open_streams() -> None:
    """Let every sign be printed; what the caller closed leads nowhere, before a file takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - stays open to the end
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _heed() -> None:
    """Let what asks a process to end (a scheduler, a closed terminal) end it as Ctrl-C does, in one line."""
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # no SIGHUP on Windows, no handler outside the main thread
            if signal.getsignal(number := getattr(signal, name)) is signal.SIG_DFL:  # not under nohup
                signal.signal(number, signal.default_int_handler)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(inert(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wusum", description="Keyword and tag analytics for Arabic news.")
    parser.add_argument("--version", action="version", version=f"wusum {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = import_module(f"analysis.commands.{name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add(command)
        command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
