"""Breaks the rules of access one by one, and counts how many the generated access test notices: it has to be all.

Each mutant changes one rule of the tables of access, of the floorplan's recorders or of the code that applies them, in
memory; then the same check as in the tests runs against docs/manual/access.md.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from bench.measuring import Machine, answer, parser
from lanyard.access import pages, table
from lanyard.access.pages import PAGES
from lanyard.access.table import TABLE, Sight
from lanyard.desk import scope, seen
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment
from lanyard.terms import Role
from lanyard.web import guard
from tests.access import page
from tests.access.canaries import office
from tests.access.checking import differences
from tests.access.doors import doors_wrong, tokens
from tests.web.at_hand import serving

OF_A_SORT: Final = 24
"""So many mutants of one sort at the most, drawn by the seed."""
QUICK: Final = 2
USED: Final = tuple(sorted({kind.compartment for kind in KINDS.values() if kind.compartment is not None}))


class Mutant(NamedTuple):
    """One rule changed: what it is called, of which sort, and how it is changed until the block ends."""

    sort: str
    name: str
    changed: Callable[[], Any]


@contextmanager
def put(whole: Any, key: Any, value: Any) -> Iterator[None]:
    """An entry of a table is another for a while."""
    kept, whole[key] = whole[key], value
    try:
        yield
    finally:
        whole[key] = kept


@contextmanager
def instead(module: Any, name: str, value: Any) -> Iterator[None]:
    """A name of a module stands for something else for a while."""
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def sights() -> Iterator[Mutant]:
    """Every compartment added or taken, every exception dropped, some added."""
    for role, sight in TABLE.items():
        for comp in USED:
            there = comp in sight.compartments
            comps = sight.compartments - {comp} if there else sight.compartments | {comp}
            sort, verb = ("compartment taken", "loses") if there else ("compartment added", "gains")
            yield _sight(sort, f"{role} {verb} {comp.name.lower()}", role, replace(sight, compartments=comps))
        for one in sorted(sight.without):
            less = replace(sight, without=sight.without - {one})
            if _tells(role, one, less):
                yield _sight("exception dropped", f"{role} gains {one}", role, less)
        for kind in KINDS.values():
            for name in (kind.name, *(f"{kind.name}.{q.name}" for q in kind.shape.questions)):
                if table.may_see(role, *name.split(".")):
                    more = replace(sight, without=sight.without | {name})
                    yield _sight("exception added", f"{role} loses {name}", role, more)


def _tells(role: Role, name: str, less: Sight) -> bool:
    """Does dropping this exception change what the role sees? One beside a closed compartment says nothing."""
    before = table.may_see(role, *name.split("."))
    with put(TABLE, role, less):
        return table.may_see(role, *name.split(".")) is not before


def _sight(sort: str, name: str, role: Role, sight: Sight) -> Mutant:
    return Mutant(sort, name, lambda: put(TABLE, role, sight))


def doors() -> Iterator[Mutant]:
    """Every page opened to another role, or shut to one; a page taken out of the table."""
    for name, roles in PAGES.items():
        for role in TABLE:
            changed = roles ^ {role}
            sort = "page shut" if role in roles else "page opened"
            yield Mutant(sort, f"{sort}: {name} to {role}", lambda n=name, c=changed: put(PAGES, n, c))


def recorders() -> Iterator[Mutant]:
    """Every kind recorded by another role, or not by one."""
    for name, kind in KINDS.items():
        for role in TABLE:
            may = table.may_record(role, name)
            who = tuple(one for one in TABLE if table.may_record(one, name) is not (one is role))
            sort = "recorder taken" if may else "recorder added"
            if who:
                other = replace(kind, who=who)
                yield Mutant(sort, f"{sort}: {role} {name}", lambda n=name, o=other: put(KINDS, n, o))


def sealed() -> Iterator[Mutant]:
    """A kind said to be of another compartment."""
    for name, kind in KINDS.items():
        if kind.compartment is Compartment.MEDICAL:
            other = replace(kind, compartment=Compartment.REGISTER)
            yield Mutant("compartment of a kind", f"{name} in the register", lambda n=name, o=other: put(KINDS, n, o))


def code() -> Iterator[Mutant]:
    """The functions that apply the tables, each without the one thing that it is for."""
    every = "code"
    yield Mutant(every, "may_see grants everything", lambda: instead(seen, "may_see", lambda *_: True))
    yield Mutant(every, "may_record grants everything", lambda: instead(scope, "may_record", lambda *_: True))
    yield Mutant(every, "may_open grants everything", lambda: instead(guard, "may_open", lambda *_: True))
    yield Mutant(every, "a locked screen is not asked", lambda: instead(guard.Guard, "_while_locked", lambda *_: True))
    yield Mutant(every, "all history is for everybody", lambda: instead(seen, "HISTORY", frozenset({"no such kind"})))
    yield Mutant(
        every, "marks on what is hidden", lambda: instead(seen, "marks_seen", lambda known, _: tuple(known.all_marks()))
    )
    yield Mutant(every, "no compartment is required", lambda: instead(scope.Scope, "require", lambda *_: None))
    yield Mutant(every, "an entry's compartment is not asked", lambda: instead(seen, "entry_seen", _any_compartment))
    yield Mutant(every, "a page that is not declared is open", lambda: instead(guard, "may_open", _unless_declared))


_ENTRY_SEEN: Final = seen.entry_seen


def _any_compartment(role: Role, e: Any, _comp: Any, *, stands: bool) -> Any:
    return _ENTRY_SEEN(role, e, Compartment.SITE, stands=stands)


def _unless_declared(role: Role, name: str) -> bool:
    return role in pages.PAGES.get(name, TABLE) or name == "undo"


def mutants(seed: int, most: int = OF_A_SORT) -> list[Mutant]:
    """All of them, of each sort at most so many."""
    by_sort: dict[str, list[Mutant]] = {}
    for one in (*sights(), *doors(), *recorders(), *sealed(), *code()):
        by_sort.setdefault(one.sort, []).append(one)
    chance = random.Random(seed)
    return [one for some in by_sort.values() for one in chance.sample(some, min(most, len(some)))]


def measure(seed: int, most: int = OF_A_SORT) -> dict[str, Any]:
    """The tables as they are, then each mutant."""
    begun = time.perf_counter()
    declared, drawn = page.declared(), mutants(seed, most)
    with tempfile.TemporaryDirectory() as parent, office(Path(parent) / "site") as desk, serving(desk):
        held = tokens(desk)

        def wrong() -> Iterator[str]:
            yield from doors_wrong(desk, declared, held)
            yield from differences(desk, declared)

        as_it_is, survived = list(wrong()), []
        for one in drawn:
            with one.changed():
                if next(wrong(), None) is None:
                    survived.append(one.name)
        again = list(wrong())
    whole = len(declared.cells) + len(TABLE) * (len(PAGES) + len(KINDS))
    return {
        "cells": whole,
        "as_declared": whole - len(as_it_is),
        "wrong": as_it_is[:20],
        "mutants": len(drawn),
        "mutants_caught": len(drawn) - len(survived),
        "survived": survived,
        "passed": not as_it_is and not survived and not again,
        "seconds": round(time.perf_counter() - begun, 1),
        "seed": seed,
    }


def main() -> None:
    """Break, count and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(said.seed, QUICK if said.quick else OF_A_SORT)
    answer("access", {**found, "quick": said.quick}, on, said)
    sys.exit(0 if cast("bool", found["passed"]) else 1)


if __name__ == "__main__":
    main()
