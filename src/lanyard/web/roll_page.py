"""The roll for a terminal: what does not balance first, then where everyone is, then the waits."""

from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lanyard.words import Words

NAMES_SHOWN: Final = 12


def print_roll(roll: dict[str, Any], out: Console, language: str = "en") -> None:
    """Print a roll as `roll_json` gives it."""
    words = Words(language)
    counts = {name: roll[name] for name in ("at", "people", "unaccounted")}
    out.print(f"\n{words.terminal('roll', **counts)}", style="bold", highlight=False)
    _differences(roll, out, words)
    _not_here(roll["not_here"], out, words)
    if roll["balanced"]:
        out.print(words.terminal("balanced"), style="bold green")
    out.print(_places(roll, words))
    out.print(_waits(roll, words))
    if roll["overdue"]:
        out.print(_overdue(roll, words))
    if roll["breaches"]:
        out.print(_breaches(roll, words))


def _differences(roll: dict[str, Any], out: Console, words: Words) -> None:
    for gap in roll["gaps"]:
        about = [words.gap(gap["what"]), gap["site"], gap["of"] or ""]
        if gap["since"]:
            about.append(words.terminal("since", when=gap["since"]))
        out.print(
            f"[bold red]{gap['number']:+d}[/] {escape(' · '.join(part for part in about if part))}", highlight=False
        )
        names = _some(gap["names"])
        responsible = words.terminal("last_responsible", who=gap["last_responsible"])
        out.print(f"    {names}  ({responsible})", highlight=False, markup=False)
    for one in roll["contradicting"]:
        out.print(f"[bold red]≠[/] {escape(one['about'])}: {words.rule(one['rule'])}", highlight=False)
    for one in roll["seen_elsewhere"]:
        what = " ".join((words.place(one["recorded"]), one["of"] or "")).strip()
        said = words.terminal(
            "seen_elsewhere", who=one["about"], where=one["seen_at"], when=one["since"], by=one["by"], what=what
        )
        out.print(f"[bold red]≠[/] {escape(said)}", highlight=False)


def _some(names: list[str]) -> str:
    """As many names as fit, and how many more there are."""
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" … +{more}" if more > 0 else "")


def _not_here(lacks: dict[str, Any], out: Console, words: Words) -> None:
    lines = [words.refusal(notice["code"], notice["detail"]) for notice in lacks["notices"]]
    lines += [
        words.terminal("missing", what=hole["chain"], low=hole["first"], high=hole["last"]) for hole in lacks["missing"]
    ]
    lines += [words.terminal("forks", what=fork["chain"], low=fork["first"]) for fork in lacks["forks"]]
    lines += [words.terminal("unread", count=lacks["unread"])] if lacks["unread"] else []
    lines += [words.terminal("waiting", count=lacks["waiting"])] if lacks["waiting"] else []
    lines += [words.terminal("quarantined", count=lacks["quarantined"])] if lacks["quarantined"] else []
    if lines:
        out.print(words.terminal("not_here"), style="bold red")
    for line in lines:
        out.print(f"    {line}", highlight=False, markup=False)


def _places(roll: dict[str, Any], words: Words) -> Table:
    sites = list(roll["sites"])
    table = Table(title=words.on_status_page()["places"], title_justify="left")
    table.add_column("")
    for site in sites:
        table.add_column(site, justify="right")
    for place in sorted({place for places in roll["sites"].values() for place in places}):
        counts = (str(roll["sites"][site].get(place, "")) for site in sites)
        table.add_row(words.place(place), *counts)
    return table


def _waits(roll: dict[str, Any], words: Words) -> Table:
    table = Table(title=words.terminal("waits"), title_justify="left")
    table.add_column("")
    for head in ("people", "median", "p90", "worst", "waiting", "longest"):
        table.add_column(words.terminal(f"heads_{head}"), justify="right")
    for name, wait in roll["waits"].items():
        times = (_time(wait[key], words) for key in ("median_s", "p90_s", "worst_s"))
        longest = _time(wait["longest_s"], words)
        table.add_row(words.terminal(name), str(wait["people"]), *times, str(wait["waiting"]), longest)
    return table


def _overdue(roll: dict[str, Any], words: Words) -> Table:
    table = Table(title=words.terminal("overdue", count=len(roll["overdue"])), title_justify="left")
    for head in ("what", "about", "owed_by", "due"):
        table.add_column(words.terminal(f"heads_{head}"))
    for one in roll["overdue"][:NAMES_SHOWN]:
        style = "bold red" if one["red"] else "yellow"
        owed_by = words.choice("role", one["owed_by"])
        table.add_row(words.duty(one["code"]), escape(one["about"]), owed_by, one["due"], style=style)
    return table


def _breaches(roll: dict[str, Any], words: Words) -> Table:
    count = sum(one["number"] for one in roll["breaches"])
    table = Table(title=words.terminal("breaches", count=count), title_justify="left")
    for head in ("what", "times", "about"):
        table.add_column(words.terminal(f"heads_{head}"))
    for one in roll["breaches"]:
        table.add_row(words.rule(one["rule"]), str(one["number"]), escape(_some(one["names"])))
    return table


def _time(seconds: int | None, words: Words) -> str:
    if seconds is None:
        return "–"
    if seconds < 3600:
        return words.terminal("minutes", count=f"{seconds / 60:.1f}")
    return words.terminal("hours", hours=seconds // 3600, minutes=f"{seconds % 3600 // 60:02d}")
