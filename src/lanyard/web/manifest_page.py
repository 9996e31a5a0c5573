"""One boarding list for a terminal: who is on it, what became of each, and every entry of the list itself."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lanyard.web.person_page import print_entries, print_open, spoken_age
from lanyard.words import Words


def print_manifest(manifest: dict[str, Any], out: Console, language: str = "en") -> None:
    """Print a list as `manifest_json` gives it."""
    words = Words(language)
    counts = manifest["counts"]
    title = words.terminal("list", what=manifest["label"], people=len(manifest["people"]), count=manifest["seats"])
    out.print(f"\n{title}", style="bold", highlight=False, markup=False)
    way = " → ".join(part for part in (manifest["site"], manifest["to"]) if part)
    about = (way, manifest["route"], manifest["officer"], manifest["plate"])
    out.print("  " + " · ".join(part for part in about if part), highlight=False, markup=False)
    numbers = {name: counts[name] for name in ("boarded", "left", "born", "received")}
    said = words.terminal("list_counts", **numbers, others=counts["not_on_list"])
    out.print(f"  {said}", highlight=False, markup=False)
    print_open(manifest, out, words)
    out.print(_people(manifest, words))
    print_entries(manifest, out, words)


def not_one(number: str, called: list[str], language: str = "en") -> str:
    """What to say when no list is called that, or `called` are."""
    words = Words(language)
    if called:
        return words.terminal("several_lists", what=", ".join(called))
    return words.terminal("no_list", what=number)


def _people(manifest: dict[str, Any], words: Words) -> Table:
    table = Table()
    for head in ("tag", "ride", "now", "about", "what"):
        table.add_column(words.terminal(f"heads_{head}"))
    for one in manifest["people"]:
        ride = words.choice("outcome", one["outcome"]) if one["outcome"] else ""
        now = words.place(one["place"]) if one["place"] else words.terminal("no_place")
        seen = ", ".join(part for part in (words.choice("sex", one["sex"]), spoken_age(one["age"], words)) if part)
        broken = " ".join(words.rule(rule) for rule in one["marks"])
        table.add_row(one["tag"], ride, now, seen, escape(broken))
    return table
