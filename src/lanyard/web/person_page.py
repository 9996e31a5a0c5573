"""One person for a terminal: a case that a human reads in a minute."""

from typing import Any, Final

from rich.console import Console
from rich.markup import escape

from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question, wire_name
from lanyard.words import NoWord, Words

LONGEST: Final = 40
_QUESTIONS: Final = {(name, q.name): q for name, kind in KINDS.items() for q in kind.shape.questions}


def print_person(person: dict[str, Any], out: Console, language: str = "en") -> None:
    """Print a person as `person_json` gives her."""
    words = Words(language)
    place = person["place"]
    where = words.place(place["where"]) if place else words.terminal("no_place")
    name = person["name"] or words.terminal("no_name")
    tags = " ".join(person["tags"]) or words.terminal("no_tag")
    out.print(f"\n[bold]{tags}[/]  {escape(name)}, {words.choice('sex', person['sex'])}", highlight=False)
    disputed = f" · [bold red]{words.terminal('disputed')}[/]" if person["disputed"] else ""
    out.print(f"  {person['site'] or ''} · {where}{disputed}", highlight=False)
    print_open(person, out, words)
    print_entries(person, out, words)


def print_open(noun: dict[str, Any], out: Console, words: Words) -> None:
    """Print what does not hold about a noun, and what is owed."""
    for mark in noun["marks"]:
        colour = "red" if mark["nature"] == "contradiction" else "yellow"
        out.print(f"  [{colour}]{words.rule(mark['rule'])}[/]", highlight=False)
    for duty in noun["duties"]:
        who = words.choice("role", duty["owed_by"])
        out.print(
            f"  {words.terminal('owed', what=words.duty(duty['code']), when=duty['due'], who=who)}", highlight=False
        )


def print_entries(noun: dict[str, Any], out: Console, words: Words) -> None:
    """Print its entries, a line each."""
    for entry in noun["entries"]:
        _print_entry(entry, out, words)


def _print_entry(entry: dict[str, Any], out: Console, words: Words) -> None:
    kind = entry["kind"]
    said = (
        f"{words.field(kind, name)}: {spoken(_QUESTIONS[kind, name], value, words)}"
        for name, value in entry["fields"].items()
    )
    back = "" if entry["stands"] else f" ({words.terminal('taken_back')})"
    line = f"  {entry['at'][5:16].replace('T', ' ')}  {entry['where']:<8} {words.kind(kind)}{back}"
    style = None if entry["stands"] else "strike"
    out.print("  ".join((line, ", ".join(said))).rstrip(), style=style, highlight=False, markup=False)


def spoken_age(age: list[int] | str | None, words: Words) -> str:
    """A range of months, or that nobody knows; nothing where nobody asked."""
    if isinstance(age, list):
        return words.terminal("months", low=age[0], high=age[1])
    return words.choice("age_band", "unknown") if age else ""


def spoken(question: Question, value: Any, words: Words) -> str:
    """An answer in words: a choice by its name, an age as a range, an id by its beginning."""
    if question.type is AgeRange and isinstance(value, list):
        return spoken_age(value, words)
    if question.type is Blob:
        return words.terminal("sound", size=value[2])
    if isinstance(value, bool):
        return words.terminal("yes" if value else "no")
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], int):
            return str(value[1])[:8]
        return ", ".join(spoken(question, part, words) for part in value)
    if question.choices:
        return words.choice(wire_name(question.type), value)
    text = str(value)
    if question.ask.form == "code":
        return _named(text, words)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _named(code: str, words: Words) -> str:
    """A sign, a rule or a duty by its words; another code as it is."""
    for look in (words.sign, words.duty, words.rule):
        try:
            return look(code)
        except NoWord:
            continue
    return code
