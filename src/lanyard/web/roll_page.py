"""The roll for a terminal: what does not balance first, then where everyone is, then the waits."""

from typing import Any

from rich.console import Console
from rich.table import Table

from lanyard.web.words import Words

NAMES_SHOWN = 12


def print_roll(roll: dict[str, Any], out: Console, language: str = "en") -> None:
    """Print a roll as `roll_json` gives it."""
    words = Words(language)
    out.print(
        f"\n[bold]The roll[/] at {roll['at']}: {roll['people']} people, [bold]{roll['unaccounted']}[/] unaccounted for",
        highlight=False,
    )
    _differences(roll, out, words)
    out.print(_places(roll, words))
    out.print(_waits(roll))
    if roll["overdue"]:
        out.print(_overdue(roll, words))


def _differences(roll: dict[str, Any], out: Console, words: Words) -> None:
    for gap in roll["gaps"]:
        of = f" · {gap['of']}" if gap["of"] else ""
        since = f" · since {gap['since']}" if gap["since"] else ""
        out.print(
            f"[bold red]{gap['number']:+d}[/] {words.gap(gap['what'])} · {gap['site']}{of}{since}", highlight=False
        )
        out.print(
            f"    {', '.join(gap['names'][:NAMES_SHOWN])}  (last responsible: {gap['last_responsible']})",
            highlight=False,
        )
    for one in roll["contradicting"]:
        out.print(f"[bold red]≠[/] {one['about']}: {words.rule(one['rule'])}", highlight=False)
    if not roll["gaps"] and not roll["contradicting"]:
        out.print("[bold green]The books balance: nobody is missing, nothing contradicts.[/]")


def _places(roll: dict[str, Any], words: Words) -> Table:
    sites = list(roll["sites"])
    table = Table(title="Where everyone is", title_justify="left")
    table.add_column("")
    for site in sites:
        table.add_column(site, justify="right")
    for place in sorted({place for places in roll["sites"].values() for place in places}):
        counts = (str(roll["sites"][site].get(place, "")) for site in sites)
        table.add_row(words.place(place), *counts)
    return table


def _waits(roll: dict[str, Any]) -> Table:
    table = Table(title="From arrival to …", title_justify="left")
    for head in ("", "people", "median", "nine in ten", "worst", "waiting still", "longest so far"):
        table.add_column(head, justify="left" if not head else "right")
    for name, wait in roll["waits"].items():
        times = (_minutes(wait[key]) for key in ("median_s", "p90_s", "worst_s"))
        table.add_row(
            name.replace("_", " "), str(wait["people"]), *times, str(wait["waiting"]), _minutes(wait["longest_s"])
        )
    return table


def _overdue(roll: dict[str, Any], words: Words) -> Table:
    table = Table(title=f"Owed and late: {len(roll['overdue'])}", title_justify="left")
    for head in ("what", "about", "owed by", "due"):
        table.add_column(head)
    for one in roll["overdue"][:NAMES_SHOWN]:
        style = "bold red" if one["red"] else "yellow"
        table.add_row(words.duty(one["code"]), one["about"], one["owed_by"], one["due"], style=style)
    return table


def _minutes(seconds: int | None) -> str:
    return (
        "–"
        if seconds is None
        else f"{seconds // 3600}:{seconds % 3600 // 60:02d} h"
        if seconds >= 3600
        else f"{seconds / 60:.1f} min"
    )
