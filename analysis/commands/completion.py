"""``wusum completion``: what makes a shell complete the command's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.commands.options import DONE

if TYPE_CHECKING:
    import argparse

HELP = "print what makes a shell complete `wusum`, for its start-up file"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("shell", choices=["bash", "zsh", "fish"], help="your shell")


def run(args: argparse.Namespace) -> int:
    """Print the shell code."""
    from argcomplete import shellcode

    print(shellcode(["wusum"], shell=args.shell))
    return DONE
