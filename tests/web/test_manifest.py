"""One boarding list, looked at by itself: found by what it is called, with everybody ever on it."""

from pathlib import Path

import pytest

from lanyard.ledger.ask import Blob
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    LeftVehicle,
    ManifestOpened,
    Received,
)
from lanyard.terms import CheckedBy
from tests.desk.point import NOW, PLAN, STAFF, corrects, device, made, meets, said, walks_in
from tests.making import code, manifest, person
from tests.web.shell import inside, served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lists to the camp: three boarded the first, one stepped off, one was signed for, so was a stranger."""
    path = tmp_path_factory.mktemp("lists") / "site"
    with made(path, passphrase="training") as node:
        own, theirs = device(node, staff=STAFF[1]), device(node, "HC", staff=STAFF[2])
        for number, plate in ((1, "AB 12"), (2, "CD 34")):
            opened = said(
                ManifestOpened(2, PLAN.sites[1].ref, "the [red]road", "officer", plate), manifest(number), "BG"
            )
            [(kept, _)] = node.record(own, [opened], NOW).result()
            node.record(own, [opened._replace(refs=corrects(kept.id))], NOW).result()
        drafts = [draft for number in range(1, 5) for draft in (walks_in(number), meets(number))]
        drafts += [said(Boarded(manifest(1), CheckedBy.SCAN), person(number), "BG") for number in (1, 2, 3)]
        drafts += [said(LeftVehicle(manifest(1), "ill"), person(2), "BG"), said(Departed(60), manifest(1), "BG")]
        node.record(own, drafts, NOW + 60_000).result()
        drafts = [said(CountedIn(2), manifest(1), "HC")]
        drafts += [said(Received(manifest(1)), person(number), "HC") for number in (1, 4)]
        node.record(theirs, drafts, NOW + 60_000).result()
        signed = Blob(b"b" * 32, bytes(16), 9, "image/png")
        node.record(theirs, [said(HandedOver(signed_by_giver=signed), manifest(1), "HC")], NOW + 120_000).result()
        node.settle()
    return path


@pytest.mark.parametrize("typed", ["AB 12", "ab 12", f"AB 12 {manifest(1).key.hex()[:4]}", manifest(1).key.hex()])
def test_a_list_is_found_by_plate_label_or_number(site: Path, typed: str) -> None:
    said_ = inside("manifest", typed, "--folder", site, "--json")
    assert (said_.status, said_.answer["number"]) == (0, manifest(1).key.hex())


def test_everybody_ever_on_it_is_on_it_with_what_became_of_her(site: Path) -> None:
    answer = inside("manifest", "AB 12", "--folder", site, "--json").answer
    people = {one["tag"]: one["outcome"] for one in answer["people"]}
    assert people == {code(1): "received", code(2): "left", code(3): "aboard", code(4): "received"}
    assert [one["place"] for one in answer["people"] if one["tag"] == code(3)] == ["aboard"]
    assert answer["counts"] == {
        "boarded": 3, "born": 0, "left": 1, "received": 2, "not_on_list": 1, "aboard": 1, "sealed": None, "counted_in": 2,
    }  # fmt: skip
    assert (answer["site"], answer["to"], answer["seats"], answer["officer"]) == ("BG", "HC", 2, "officer")
    assert {mark["rule"] for mark in answer["marks"]} >= {"departed-unsealed", "hand-over-not-signed-by-both"}
    [stranger] = [one for one in answer["people"] if one["tag"] == code(4)]
    assert "received-not-on-list" in stranger["marks"]
    assert answer["signatures"] == {"giver": (b"b" * 32).hex(), "receiver": None}
    assert answer["departed"] == answer["counted"] == "2019-02-22T01:47:40Z"
    kinds = [(entry["kind"], entry["stands"]) for entry in answer["entries"]]
    assert kinds == [
        ("manifest_opened", True), ("departed", True), ("counted_in", True), ("handed_over", True),
        ("manifest_opened", False),
    ]  # fmt: skip


def test_a_list_is_printed_whatever_was_typed(site: Path) -> None:
    said_ = inside("manifest", "AB 12", "--folder", site)
    assert said_.status == 0, said_.err
    assert "the [red]road" in said_.out
    for tag in map(code, range(1, 5)):
        assert tag in said_.out
    assert "signed for 2" in said_.out


def test_no_list_or_several_are_said_so(site: Path) -> None:
    said_ = inside("manifest", "XX 99", "--folder", site, "--json")
    assert (said_.status, said_.answer["error"]["code"]) == (1, "no-such-list")
    said_ = inside("manifest", "the [red]road", "--folder", site, "--json")
    assert (said_.status, said_.answer["error"]["code"]) == (1, "several-lists")
    assert "AB 12 0000" in said_.answer["error"]["detail"]
    said_ = inside("manifest", "the [red]road", "--folder", site)
    assert "CD 34 0000" in said_.out
    assert inside("manifest", "00", "--folder", site).status == 1


@pytest.mark.slow
def test_the_running_server_answers_it_too(site: Path) -> None:
    with served(site):
        assert inside("manifest", "AB 12", "--folder", site, "--json").answer["counts"]["received"] == 2
