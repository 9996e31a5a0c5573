"""Cases of the one order, and of what stands after corrections and errors."""

from random import Random
from typing import Any

from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import in_error, order, standing
from vectors.forms import Json, accepted, draw, hexes, order_entry, order_form

NOW = 1550822400000
CORRECTS, IN_ERROR, MENTIONS = LinkKind.CORRECTS, LinkKind.IN_ERROR, LinkKind.MENTIONS


def said(label: str, hlc: int, *refs: tuple[LinkKind, Entry], **more: Any) -> Entry:
    """Return an entry stamped `hlc` ms after a fixed time; its staff, chain and kind follow from what is given."""
    staff, chain, at = more.get("staff", "a"), more.get("chain", "one"), more.get("at")
    form = {
        "id": draw(f"entry {label}").hex(),
        "chain": draw(f"chain {chain}", 16).hex(),
        "seq": more.get("seq", hlc),
        "hlc": str(NOW + hlc << 16),
        "at": None if at is None else str(NOW // 1000 + at),
        "kind": more.get("kind", "placed"),
        "staff": draw(f"staff {staff}", 16).hex() if staff else "",
        "refs": [[int(how), target.id.hex()] for how, target in refs],
        "flagged": more.get("flagged", False),
    }
    return order_entry(form)


def error(label: str, hlc: int, target: Entry, staff: str, **more: Any) -> Entry:
    """Return the word of one member of staff that an entry was recorded in error."""
    return said(label, hlc, (IN_ERROR, target), staff=staff, kind="recorded_in_error", **more)


def ordering() -> list[Json]:
    """Return entries and their order."""
    one, two = sorted(draw(f"chain {name}", 16).hex() for name in ("one", "two"))
    first = "one" if draw("chain one", 16).hex() == one else "two"
    second = "two" if first == "one" else "one"
    assert one != two
    same = said("x", 5, chain=first, seq=1)
    groups = {
        "by the stamp": [said(f"a{i}", i) for i in range(6)],
        "by when it happened, as stated in seconds": [said("b1", 9000, at=1), said("b2", 2000), said("b3", 3000, at=5)],
        "stated and stamped at once: by the stamp": [said("c1", 1000), said("c2", 7000, at=1), said("c3", 500, at=1)],
        "same stamp: by chain": [said("d1", 5, chain=second), said("d2", 5, chain=first)],
        "same stamp and chain: by number": [said("e1", 5, seq=2), said("e2", 5, seq=10), said("e3", 5, seq=1)],
        "a fork: by id": [said("f1", 5), said("f2", 5), said("f3", 5)],
        "before 1970": [said("g1", 1, at=-NOW // 1000 - 50), said("g2", 1, at=-NOW // 1000 - 60), said("g3", 1)],
        "flagged come first": [
            said("h1", 9),
            said("h2", 10**10, flagged=True),
            said("h3", 10**10 + 1, flagged=True),
            same,
        ],
    }
    return [_ordered(name, entries) for name, entries in groups.items()]


def _ordered(name: str, entries: list[Entry]) -> Json:
    given = shuffled(name, entries)
    return accepted(
        name, {"entries": [order_form(e) for e in given]}, {"ids": hexes(e.id for e in sorted(given, key=order))}
    )


def shuffled(name: str, entries: list[Entry]) -> list[Entry]:
    """Return the entries in some order, and one of them twice."""
    draw_from = Random(name)
    given = [*entries, draw_from.choice(entries)]
    draw_from.shuffle(given)
    return given


def standing_cases() -> list[Json]:
    """Return sets of entries and what stands of each."""
    return [
        _stands(name, entries) for group in (_corrections, _errors, _both, _odd) for name, entries in group().items()
    ]


def _stands(name: str, entries: list[Entry]) -> Json:
    given = shuffled(name, entries)
    left = standing(given)
    return accepted(
        name,
        {"entries": [order_form(entry) for entry in given]},
        {
            "ids": hexes(entry.id for entry in left),
            "at_ms": [str(entry.at_ms) for entry in left],
            "in_error": sorted(hexes(in_error(given))),
        },
    )


def _corrections() -> dict[str, list[Entry]]:
    first, second, third = said("1", 1), said("2", 2), said("3", 3)
    once = said("1c", 10, (CORRECTS, first))
    timed = said("1t", 10, (CORRECTS, first), at=5)
    again = said("1cc", 20, (CORRECTS, once))
    rival = said("1r", 15, (CORRECTS, first), chain="two")
    stated = said("s", 30, at=-100)
    slow = said("1slow", 0, (CORRECTS, once))
    late_flag = said("1f", 10**10, (CORRECTS, first), flagged=True)
    flagged = said("f", 10**10, flagged=True)
    both = said("12", 12, (CORRECTS, first), (CORRECTS, second))
    return {
        "nothing corrected": [first, second, third],
        "a correction takes the place and the time": [first, second, once],
        "a correction with its own time takes its own place": [first, second, timed],
        "a correction of a correction": [first, second, once, again],
        "a correction of a correction with a time": [first, second, timed, said("1tc", 20, (CORRECTS, timed))],
        "two corrections at once: the last recorded": [first, second, once, rival],
        "the last recorded wins, whatever time it tells of": [first, once, said("1e", 11, (CORRECTS, first), at=-50)],
        "corrected twice, one branch corrected again": [first, once, rival, again],
        "a slow clock does not bring back what it corrects": [first, once, slow],
        "a correction of what was stated": [first, stated, said("sc", 40, (CORRECTS, stated))],
        "a flagged correction alone": [first, second, late_flag],
        "a flagged correction does not outrank another": [first, second, once, late_flag],
        "a correction of what was flagged": [first, flagged, said("fc", 50, (CORRECTS, flagged))],
        "one correction of two": [first, second, third, both],
        "one correction of two, one of them corrected again": [first, second, both, said("1z", 30, (CORRECTS, first))],
        "a correction of what is not here": [second, once],
        "a correction of another kind is none": [first, said("1k", 9, (CORRECTS, first), kind="boarded")],
        "a mention is no correction": [first, said("1m", 9, (MENTIONS, first))],
    }


def _errors() -> dict[str, list[Entry]]:
    first, second = said("1", 1), said("2", 2)
    ann, bob = error("ea", 5, first, "ann"), error("eb", 6, first, "bob")
    return {
        "one person says so": [first, second, ann],
        "two people say so": [first, second, ann, bob],
        "one person says so twice": [first, second, ann, error("ea2", 7, first, "ann", chain="two")],
        "a person and the device": [first, second, ann, error("e0", 7, first, "")],
        "the device on two chains": [first, error("e01", 7, first, ""), error("e02", 8, first, "", chain="two")],
        "another kind cannot say so": [first, said("k1", 5, (IN_ERROR, first), staff="ann"), bob],
        "an error of what is not here": [second, ann, bob],
        "one of the two in error itself": [first, ann, bob, error("c1", 8, ann, "cay"), error("c2", 9, ann, "dan")],
        "half of what calls one of the two in error": [first, ann, bob, error("c1", 8, ann, "cay")],
        "one of the two taken back by a correction": [
            first, second, ann, bob,
            said("eac", 9, (CORRECTS, ann), (IN_ERROR, second), staff="ann", kind="recorded_in_error"),
        ],
        "an error in error in error": [
            first, ann, bob, error("c1", 8, ann, "cay"), error("c2", 9, ann, "dan"),
            error("d1", 10, error("c1", 8, ann, "cay"), "ann"), error("d2", 11, error("c1", 8, ann, "cay"), "bob"),
        ],
    }  # fmt: skip


def _both() -> dict[str, list[Entry]]:
    first, second = said("1", 1), said("2", 2)
    once = said("1c", 10, (CORRECTS, first))
    again = said("1cc", 20, (CORRECTS, once))
    wrong_first = [error("f1", 30, first, "ann"), error("f2", 31, first, "bob")]
    wrong_once = [error("o1", 32, once, "ann"), error("o2", 33, once, "bob")]
    wrong_again = [error("g1", 34, again, "ann"), error("g2", 35, again, "bob")]
    return {
        "the correction in error: the first stands again": [first, second, once, *wrong_once],
        "the first in error: its correction stays": [first, second, once, *wrong_first],
        "both in error": [first, second, once, *wrong_first, *wrong_once],
        "the middle in error: the last stays": [first, once, again, *wrong_once],
        "the last in error: the middle stands again": [first, once, again, *wrong_again],
        "the last two in error": [first, once, again, *wrong_once, *wrong_again],
        "of two at once the last in error": [first, once, said("1r", 15, (CORRECTS, first)), *wrong_once],
    }


def _odd() -> dict[str, list[Entry]]:
    first = said("1", 1)
    left = said("left", 5, kind="received")
    right = said("right", 6, (CORRECTS, left), kind="received")
    left = left._replace(refs=(Link(CORRECTS, right.id),))
    self_ref = said("self", 7)
    return {
        "nothing but errors of what is not here": [error("e", 1, first, "ann")],
        "a circle of corrections": [first, left, right],
        "a correction of itself": [first, self_ref._replace(refs=(Link(CORRECTS, self_ref.id),))],
        "a correction of a circle": [left, right, said("out", 9, (CORRECTS, left), kind="received")],
        "the same pointer twice": [first, said("1d", 9, (CORRECTS, first), (CORRECTS, first))],
        "one entry": [first],
    }
