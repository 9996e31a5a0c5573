"""Show one person: where she is, what does not hold, what is owed to her, and every entry in order.

TAG is a code as printed, typed or scanned. JSON: tags, place, site, disputed, sex, name, travel_group, marks [{rule,
nature, entries}], duties [{code, owed_by, due}], entries [{id, at, kind, where, done_by, basis, recorded_by, fields,
stands}]. Nothing is found: exit status 1. Medical fields are shown: whoever has the passphrase is the site.
"""

import argparse
from collections.abc import Iterable
from typing import Any

from lanyard.casefile.known import Known
from lanyard.desk.look_up import Person
from lanyard.desk.node import Node
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.web.commands.common import add_folder, answer_json, on_node, out
from lanyard.web.person_page import print_person
from lanyard.web.roll_json import iso


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("tag", help="the code on her tag, e.g. BG7K3Q92AB")
    add_folder(parser)


def person_of(node: Node, tag: str) -> dict[str, Any] | None:
    """A person as JSON has her."""
    node.settle()
    with node.look() as look:
        person = look.person(tag)
    return None if person is None else person_json(person)


def run(said: argparse.Namespace) -> int:
    """Print it."""
    answer = on_node(said.folder, "person", lambda node: person_of(node, said.tag), tag=said.tag)
    if answer is None:
        text = f"No person here wears the tag {said.tag}. Look at the code again: O is never used, only 0."
        if said.json:
            answer_json({"ok": False, "error": {"code": "no-such-tag", "detail": said.tag, "words": text}})
        else:
            out.print(text, highlight=False)
        return 1
    if said.json:
        answer_json(answer)
    else:
        print_person(answer, out)
    return 0


def person_json(person: Person) -> dict[str, Any]:
    """The keys are documented in `./lanyard person --help`."""
    case = person.case
    place = case.place
    return {
        "tags": case.tags,
        "place": None if place is None else {"where": place.where.value, "which": place.which},
        "site": case.episodes[-1].site if case.episodes else None,
        "disputed": case.disputed,
        "sex": case.body.sex.value,
        "name": case.body.name_written or case.body.name_said or None,
        "travel_group": case.body.travel_group or None,
        "colour": case.care.colour.value if case.care.colour else None,
        "marks": marks_json(case),
        "duties": duties_json(case),
        "entries": entries_json(person.entries, person.taken_back),
    }


def marks_json(known: Known) -> list[dict[str, Any]]:
    """What does not hold about a noun."""
    return [
        {"rule": m.rule.code, "nature": m.rule.nature.value, "entries": [e.hex() for e in m.entries]}
        for m in known.all_marks()
    ]


def duties_json(known: Known) -> list[dict[str, Any]]:
    """What is owed about a noun."""
    return [{"code": o.duty.code, "owed_by": o.duty.owed_by.value, "due": iso(o.red_ms)} for o in known.duties]


def entries_json(entries: Iterable[Entry], taken_back: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries that stand, then those that were taken back or corrected."""
    return [_entry(e, stands=True) for e in entries] + [_entry(e, stands=False) for e in taken_back]


def _entry(e: Entry, *, stands: bool) -> dict[str, Any]:
    fields = KINDS[e.kind].shape.write(e.record)
    return {
        "id": e.id.hex(),
        "at": iso(e.at_ms),
        "kind": e.kind,
        "where": e.where,
        "done_by": e.done_by.hex() if isinstance(e.done_by, bytes) else e.done_by,
        "basis": e.basis.name.lower(),
        "recorded_by": e.staff.hex() or "device",
        "fields": {name: _plain(value) for name, value in fields.items()},
        "stands": stands,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return [_plain(part) for part in value] if isinstance(value, list) else value
