"""Show one boarding list: who is on it and what became of each, what does not hold, the counts and the signatures.

NUMBER is what the roll calls the list, its plate, its route, or the first four or more digits of its id. JSON: number,
label, site, to, route, officer, plate, seats, counts {boarded, born, left, received, not_on_list, aboard, sealed,
counted_in}, despite, departed, heard, expected, counted, handed_over, signatures {giver, receiver}, people [{tag,
outcome, place, sex, age, marks}], marks [{rule, nature, entries}], duties [{code, owed_by, due}], entries (as of
a person). No list, or more than one, is called that: exit status 1.
"""

import argparse
from typing import Any

from lanyard.casefile.case import Case
from lanyard.casefile.manifest import Manifest
from lanyard.desk.lists import BoardingList
from lanyard.desk.node import Node
from lanyard.ledger.noun import Ref
from lanyard.web.commands.common import add_folder, answer_json, on_node, out
from lanyard.web.commands.person import duties_json, entries_json, marks_json
from lanyard.web.manifest_page import not_one, print_manifest
from lanyard.web.roll_json import iso


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("number", help="what the roll calls it, its plate, or the beginning of its id")
    add_folder(parser)


def manifest_of(node: Node, number: str) -> dict[str, Any]:
    """A list as JSON has it; where not one is called that, `called` says which may be meant."""
    node.settle()
    with node.look() as look:
        called = look.lists.called(number)
        read = look.lists.read(next(iter(called))) if len(called) == 1 else None
    if read is None:
        return {"called": list(called.values())}
    return manifest_json(read, {site.ref: site.letters for site in node.plan.sites})


def run(said: argparse.Namespace) -> int:
    """Print it."""
    answer = on_node(said.folder, "manifest", lambda node: manifest_of(node, said.number), number=said.number)
    if "called" in answer:
        return _not_one(said, answer["called"])
    if said.json:
        answer_json(answer)
    else:
        print_manifest(answer, out)
    return 0


def _not_one(said: argparse.Namespace, called: list[str]) -> int:
    text = not_one(said.number, called)
    if said.json:
        code = "several-lists" if called else "no-such-list"
        answer_json({"ok": False, "error": {"code": code, "detail": ", ".join(called) or said.number, "words": text}})
    else:
        out.print(text, highlight=False, markup=False)
    return 1


def manifest_json(read: BoardingList, letters: dict[Ref, str]) -> dict[str, Any]:
    """The keys are documented in `./lanyard manifest --help`. `letters` says what the sites are called."""
    m = read.manifest
    return {
        "number": m.ref.key.hex(),
        "label": read.label,
        "site": m.site,
        "to": None if m.to is None else letters.get(m.to, m.to.key.hex()),
        "route": m.route,
        "officer": m.officer,
        "plate": m.plate,
        "seats": m.seats,
        "counts": _counts(m),
        "despite": list(m.despite),
        "departed": iso(m.departed_ms),
        "heard": iso(m.heard_ms),
        "expected": iso(m.expected_ms),
        "counted": iso(m.counted_in_ms),
        "handed_over": iso(m.handed_over_ms),
        "signatures": _signatures(read),
        "people": [_rider(case, m.ref.key) for case in read.people.values()],
        "marks": marks_json(m),
        "duties": duties_json(m),
        "entries": entries_json(read.entries, read.taken_back),
    }


def _counts(m: Manifest) -> dict[str, int | None]:
    return {
        "boarded": len(m.boarded),
        "born": len(m.born),
        "left": len(m.left),
        "received": len(m.received),
        "not_on_list": len(m.received - m.boarded - m.born),
        "aboard": len(m.aboard),
        "sealed": m.sealed_people,
        "counted_in": m.counted_in,
    }


def _signatures(read: BoardingList) -> dict[str, str | None]:
    """The names of both signatures' blobs, of the last hand-over that has them; nothing where one did not sign."""
    giver = receiver = None
    for record in (e.record for e in read.entries if e.kind == "handed_over"):
        giver, receiver = record.signed_by_giver or giver, record.signed_by_receiver or receiver
    return {"giver": giver and giver.name.hex(), "receiver": receiver and receiver.name.hex()}


def _rider(case: Case, ride: bytes) -> dict[str, Any]:
    outcome, age = case.rides.get(ride), case.body.age
    return {
        "tag": case.tags[0] if case.tags else case.ref.key.hex()[:8],
        "outcome": None if outcome is None else outcome.value,
        "place": None if case.place is None else case.place.where.value,
        "sex": case.body.sex.value,
        "age": list(age) if isinstance(age, tuple) else age,
        "marks": [mark.rule.code for mark in case.all_marks()],
    }
