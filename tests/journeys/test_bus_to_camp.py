"""A bus leaves and the camp signs for it, in browsers without scripts; and a page that outlives the server it came from."""

import base64
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lanyard.casefile.place import Where
from lanyard.desk.riding import riding
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.first_aid.entries import CarePrioritySet
from lanyard.terms import Colour, Role
from lanyard.web.demo.staff import PIN
from tests.desk.point import MINUTE, NOW, PLAN, device, made, meets, said, walks_in
from tests.making import code, person
from tests.web.pages.served_here import At, Point, served_here
from tests.web.shell import free_port, served
from tests.web.signed_in import at, hired

CAMP = f"site-{PLAN.sites[1].id.hex()}"


def deed(who: At, page: str, **fields: Any) -> Any:
    """Fill in the form of a page and send it."""
    answer = who.send(page, deed=who.hidden(page, "deed"), **fields)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return answer["Location"]


def place_of(point: Point, number: int) -> Where | None:
    point.node.settle()
    with point.node.look() as look:
        found = look.read(person(number))
        return found.case.place.where if found is not None and found.case.place is not None else None


def picture_of(shade: int) -> bytes:
    """One grey dot as a picture (PNG)."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes([0, shade]))),
        (b"IEND", b""),
    )
    whole = (struct.pack(">I", len(d)) + name + d + struct.pack(">I", zlib.crc32(name + d)) for name, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def drawn(shade: int) -> str:
    return "data:image/png;base64," + base64.b64encode(picture_of(shade)).decode()


@pytest.mark.parametrize("undo_ms", [0, 600_000])
def test_a_bus_is_filled_sealed_with_a_reason_counted_in_signed_for_and_handed_over(
    tmp_path: Path, undo_ms: int
) -> None:
    with served_here(tmp_path / "site", undo_ms) as point:
        people = [draft for number in (1, 2, 3) for draft in (walks_in(number), meets(number, f"name {number}"))]
        node = point.node
        told = [*people, said(CarePrioritySet(Colour.RED), person(2))]
        node.record(device(node, role=Role.MEDIC), told, point.office.now_ms() - MINUTE).result()
        bays, gate = point.at(Role.TRANSPORT), point.at(Role.RECEIVER)

        bus = deed(bays, "/lists/open", plate="AB 12", seats="2", to=CAMP, route="the bridge", officer="an officer")
        for number in (1, 2, 3):
            assert bays.send(bus + "/board", bus, code=code(number), why="the scanner is broken").status_code == 303
        assert "Red, and no medic has said" in bays.text(bus)
        sealed = _seals(bays, bus)
        assert sealed in bays.text(bus)
        deed(bays, bus + "/leave", expected_min="45")
        point.office.pending.flush()

        assert code(1) not in gate.text(bus)
        deed(gate, bus + "/count", heads="2")
        for number in (1, 2):
            answer = gate.send(
                bus + "/receive", bus, code="LNY1:" + code(number), condition=("well", "injured")[number - 1]
            )
            assert answer.status_code == 303
        _hands_over(gate, bus)
        point.office.pending.flush()

        assert [place_of(point, number) for number in (1, 2, 3)] == [Where.ON_SITE, Where.ON_SITE, Where.UNACCOUNTED]
        assert bays.get(bus + "/receipt.pdf").content.startswith(b"%PDF")
        assert "Handed over" in bays.text(bus)
        _read_back(point, bus)


def _seals(bays: At, bus: str) -> str:
    """It is refused until every rule that stops it is ticked by name and a reason stands beside."""
    bays.send("/keep", bus, back=bus + "/seal")
    page = bays.text(bus + "/seal")
    assert "More people than seats" in page
    fixed = {name: bays.hidden(bus + "/seal", name) for name in ("people", "hash")}
    rules = re.findall(r'name="despite" value="([^"]+)"', page)
    assert "more-people-than-seats" in rules
    assert "red-not-declared-fit" in rules
    for wrong in ({}, {"reason": "it burns"}, {"despite": rules}, {"despite": rules[1:], "reason": "it burns"}):
        answer = bays.send(bus + "/seal", **fixed, **wrong)
        assert answer.status_code == 422, wrong
        assert wrong.get("reason", "") in answer.content.decode()
    stale = bays.send(bus + "/seal", people="2", hash=fixed["hash"], despite=rules, reason="it burns")
    assert stale.status_code == 422
    assert bays.send(bus + "/seal", **fixed, despite=rules, reason="it burns").status_code == 303
    assert bays.send(bus + "/seal", **fixed, despite=rules, reason="it burns").status_code == 303
    return "Complete and closed"


def _hands_over(gate: At, bus: str) -> None:
    """Three is missing and ticked already, two is hurt; both sides sign, and not with one hand."""
    page, where = gate.text(bus + "/hand-over"), bus + "/hand-over"
    assert re.search(rf'name="missing" value="{code(3)}" checked', page)
    assert re.search(rf'name="injured" value="{code(2)}" checked', page)
    asked = {"deed": gate.hidden(where, "deed"), "missing": code(3), "injured": code(2)}
    for wrong in (
        {},
        {"drawn_giver": drawn(1)},
        {"drawn_giver": drawn(1), "drawn_receiver": drawn(1)},
        {"drawn_giver": drawn(1), "drawn_receiver": "data:image/png;base64,AAAA"},
        {"drawn_giver": drawn(1), "drawn_receiver": "<script>"},
        {"drawn_giver": drawn(1), "paper_receiver": SimpleUploadedFile("x.png", b"no picture")},
        {"drawn_giver": drawn(1), "drawn_receiver": drawn(2), "not_on_list_more": "no tag"},
    ):
        answer = gate.send(where, **asked, **wrong)
        assert answer.status_code == 422, wrong
        assert wrong.get("drawn_giver", "") in answer.content.decode()
    paper = SimpleUploadedFile("signed.png", picture_of(2), "text/html")
    for _ in range(2):
        assert gate.send(where, "/account", **asked, drawn_giver=drawn(1), paper_receiver=paper).status_code == 303
        paper.seek(0)
    assert gate.get(where).status_code == 303


def _read_back(point: Point, bus: str) -> None:
    """One hand-over stands in the ledger, with two pictures that open under the list's key."""
    ref = Ref(Noun.MANIFEST, bytes.fromhex(bus.rpartition("/")[2])[1:])
    with point.node.look() as look:
        read = look.lists.read(ref)
        assert read is not None
        [closed] = [e for e in read.entries if e.kind == "handed_over"]
        [sealed] = [e for e in read.entries if e.kind == "manifest_sealed"]
    assert sealed.record.reason == "it burns"
    assert closed.record.missing == (code(3),)
    names = {closed.record.signed_by_giver.type, closed.record.signed_by_receiver.type}
    assert names == {"image/png"}
    assert sorted(point.node.folder.blobs.names()) == sorted(
        [closed.record.signed_by_giver.name, closed.record.signed_by_receiver.name]
    )
    with Scope(point.office, point.at(Role.COORDINATOR).viewer) as scope:
        seen = riding(scope, ref)
        assert seen is not None
        assert seen.manifest.said_missing == (code(3),)


@pytest.mark.slow
def test_a_page_left_open_through_a_restart_of_the_server_still_sends_its_form(tmp_path: Path) -> None:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        node.record(device(node), [walks_in(1)], NOW).result()
    port = free_port()
    with served(tmp_path / "site", port=port) as (_, address):
        browser = at(address, Role.TRANSPORT)
        page = browser.get("/lists/open").text
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|deed)" value="([^"]+)"', page))
    with served(tmp_path / "site", port=port):
        typed = {"plate": "AB 12", "seats": "9", "to": CAMP, "route": "the bridge", "officer": "o"}
        locked = browser.send("/lists/open", {**fields, **typed})
        assert locked.status == 401
        unlocked = browser.send("/lock", {**hidden(locked.text), "pin": PIN})
        assert "the bridge" in unlocked.text
        answer = browser.send("/lists/open", hidden(unlocked.text))
        assert answer.status == 200
        assert "AB 12" in answer.text
        assert key_of(Ref(Noun.MANIFEST, bytes.fromhex(fields["deed"]))).hex() in answer.address


def hidden(page: str) -> dict[str, str]:
    """What stands hidden in the form of a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
