"""One person for a terminal: a case that a human reads in a minute."""

from typing import Any

from rich.console import Console

from lanyard.web.words import Words


def print_person(person: dict[str, Any], out: Console, language: str = "en") -> None:
    """Print a person as `person_json` gives her."""
    words = Words(language)
    place = person["place"]
    where = words.place(place["where"]) if place else "in no place yet"
    name = person["name"] or "name not yet known"
    out.print(
        f"\n[bold]{' '.join(person['tags']) or 'no tag'}[/]  {name}, {words.choice('sex', person['sex'])}",
        highlight=False,
    )
    out.print(
        f"  {person['site'] or ''} · {where}{' · [bold red]disputed[/]' if person['disputed'] else ''}", highlight=False
    )
    for mark in person["marks"]:
        colour = "red" if mark["nature"] == "contradiction" else "yellow"
        out.print(f"  [{colour}]{words.rule(mark['rule'])}[/]", highlight=False)
    for duty in person["duties"]:
        out.print(f"  owed: {words.duty(duty['code'])} by {duty['due']} ({duty['owed_by']})", highlight=False)
    for entry in person["entries"]:
        said = ", ".join(
            f"{words.field(entry['kind'], name)}: {_short(value)}" for name, value in entry["fields"].items()
        )
        line = f"  {entry['at'][5:16].replace('T', ' ')}  {entry['where']:<8} {words.kind(entry['kind'])}"
        style = None if entry["stands"] else "strike"
        out.print(f"{line}{'  ' + said if said else ''}", style=style, highlight=False, markup=False)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_short(part) for part in value)
    text = "yes" if value is True else "no" if value is False else str(value)
    return text if len(text) <= 32 else text[:12] + "…"
