"""Measure a figure: ours and the peer or the physical limit side by side in one run.

NAME is a file of bench/ without its ending. Each prints JSON as its last line and says what it needs; further words
are handed to it. The figures of documents come from these commands alone.
"""

import argparse
import runpy
import sys

from lanyard.web.commands.common import HOME, err

FOLDER = HOME / "bench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("name", help=f"one of: {', '.join(names())}")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="words for the bench, --json among them")


def names() -> list[str]:
    """The benches there are: files of bench/ that can be run."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if "def main(" in path.read_text())


def run(said: argparse.Namespace) -> int:
    """Run it as a program of its own."""
    if said.name not in names():
        err.print(f"There is no bench called {said.name}. There are: {', '.join(names())}.", highlight=False)
        return 2
    sys.argv = [said.name, *said.rest]
    sys.path.insert(0, str(HOME))
    runpy.run_path(str(FOLDER / f"{said.name}.py"), run_name="__main__")
    return 0
