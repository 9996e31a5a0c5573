"""What is shown when the story has been told: the figures and whose they are, the roll, and one person's way."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rich.console import Console
from rich.table import Table

from lanyard.desk.node import Node
from lanyard.web.demo import walk
from lanyard.web.demo.measured import Measured
from lanyard.web.demo.walk import Line
from lanyard.web.roll_page import print_roll


@cache
def words() -> dict[str, dict[str, str]]:
    """The demo's own words, by table."""
    return tomllib.loads(files(__package__).joinpath("words", "en.toml").read_text(encoding="utf-8"))


def show(out: Console, roll: dict[str, object], measured: list[Measured]) -> None:
    """Print the figures and the roll."""
    print_roll(roll, out)
    out.print(figures(measured))
    out.print(words()["demo"]["drawn"], highlight=False)


def figures(measured: list[Measured]) -> Table:
    """Each figure beside its source."""
    said = words()
    table = Table(title=said["demo"]["figures"], title_justify="left")
    for head in ("figure", "whose", "source_says", "this_run", "source"):
        table.add_column(said["demo"][head], justify="right" if head in ("source_says", "this_run") else "left")
    for one in measured:
        figure = one.figure
        table.add_row(
            said["figures"][figure.code],
            said["how"][figure.how],
            "" if one.expected is None else f"{one.expected:,}",
            f"{one.counted:,}",
            figure.source,
        )
    return table


def show_way(out: Console, node: Node, tag: str, beside: Iterable[Line]) -> None:
    """Print one person's way; `beside` is what was said of the vehicles that she came and went on."""
    said = words()
    out.print(f"\n[bold]{said['demo']['walk'].format(tag=tag)}[/]", highlight=False)
    with node.look() as look:
        lines = [*walk.hers(look, tag), *beside]
    for line in walk.way(lines, node.plan, said["walk"]):
        out.print(line, highlight=False, markup=False)
