"""The page of devices: what is odd is said in words, this laptop is looked at, and trust is ended only by somebody who is sure."""

from collections.abc import Iterator

import pytest
from django.test import Client

from lanyard.access.table import TABLE
from lanyard.desk.devices import DeviceKind
from lanyard.desk.node import Node
from lanyard.exchange.receive import Receiver
from lanyard.store.errors import StoreError
from lanyard.terms import Role
from lanyard.words import Words
from tests.desk.point import NOW, tablet
from tests.exchange.bringing import sealed, twin
from tests.web.pages.site import Site, open_site, text

SAID = {"why": "lost", "extent": "now", "sure": "yes"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("devices") / "site") as found:
        yield found


def node_of(site: Site) -> Node:
    return site.office.node


def revocations(site: Site, chain: bytes) -> list[str]:
    return [one.why for one in node_of(site).directory.revocations.get(chain, ())]


def refused(client: Client, chain: bytes, said: dict[str, str], code: str, status: int = 422) -> str:
    answer = client.post(f"/devices/{chain.hex()}/revoke", said)
    page = text(answer)
    assert answer.status_code == status
    assert Words("en").denied(code) in page
    return page


@pytest.mark.parametrize("role", sorted(set(TABLE) - {Role.COORDINATOR}))
def test_only_a_coordinator_ends_the_trust_in_a_device(site: Site, role: Role) -> None:
    own = tablet(node_of(site))
    for answer in (
        site.at(role).get("/devices"),
        site.at(role).get(f"/devices/{own.chain.hex()}/revoke"),
        site.at(role).post(f"/devices/{own.chain.hex()}/revoke", SAID),
    ):
        assert answer.status_code == 403
    assert revocations(site, own.chain) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({**SAID, "why": ""}, "no-reason"),
        ({**SAID, "why": "<b>"}, "no-reason"),
        ({**SAID, "sure": ""}, "not-sure"),
    ],
)
def test_without_a_reason_or_without_being_sure_nothing_is_revoked(site: Site, said: dict[str, str], code: str) -> None:
    own = tablet(node_of(site))
    page = refused(site.at(), own.chain, {**said, "extent": "nothing"}, code)
    assert 'value="nothing" checked' in page
    assert revocations(site, own.chain) == []


def test_a_device_of_nobody_known_and_the_laptops_own_chain_are_refused(site: Site) -> None:
    refused(site.at(), b"u" * 16, SAID, "not-our-device", 403)
    office = node_of(site).office("BG", NOW)
    refused(site.at(), office.chain, SAID, "own-device")
    assert f"/devices/{office.chain.hex()}/revoke" not in text(site.at().get("/devices"))
    root = next(c for c, k in node_of(site).directory.keys.items() if k == node_of(site).directory.root)
    refused(site.at(), root, SAID, "not-our-device")


def test_a_device_is_trusted_no_more_once_however_often_it_is_sent_and_it_is_on_the_trail(site: Site) -> None:
    own = tablet(node_of(site))
    Receiver(node_of(site)).receive(sealed(own, 2), NOW)
    node_of(site).settle()
    page = text(site.at().get("/devices"))
    assert f"/devices/{own.chain.hex()}/revoke" in page
    for _ in range(2):
        answer = site.at().post(f"/devices/{own.chain.hex()}/revoke", SAID)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/devices")
    assert revocations(site, own.chain) == ["lost"]
    after = text(site.at().get("/devices"))
    line = next(part for part in after.split("<tr>") if own.chain.hex()[:8] in part)
    assert "Not trusted" in line
    assert "Lost" in line
    _, looked = site.office.trail.latest(1)[0]
    assert (looked.page, looked.why) == ("device_revoke", f"{own.chain.hex()[:8]}: lost")


def test_what_is_odd_is_said_in_words_and_comes_before_what_is_not(site: Site) -> None:
    own = tablet(node_of(site))
    other = twin(node_of(site), own)
    entries = sealed(own, 3, 50)
    receiver = Receiver(node_of(site))
    receiver.receive([entries[0], entries[2], *sealed(other, 1, 60)], NOW)
    receiver.receive([entries[1]._replace(sig=bytes(64))], NOW)
    node_of(site).settle()
    page = text(site.at().get("/devices"))
    lines = page.split("<tr>")
    at = next(n for n, line in enumerate(lines) if own.chain.hex()[:8] in line)
    for said in ("have not come yet", "a copied or restored device", "a signature that does not hold"):
        assert said in lines[at]
    calm = next(n for n, line in enumerate(lines) if "at work here" in line)
    assert at < calm


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_laptop_says_how_it_is_and_what_to_do(site: Site, language: str) -> None:
    words = Words(language)
    notice = StoreError("file-damaged", "views.db")
    node_of(site).folder.notices.append(notice)
    try:
        page = text(site.at().get(f"/devices?lang={language}"))
    finally:
        node_of(site).folder.notices.remove(notice)
    assert f'dir="{words.direction}"' in page.split("<head>")[0]
    for said in (
        words.finding("backup-none"),
        words.finding("folder-unlocks"),
        words.refusal("file-damaged", "views.db"),
    ):
        assert said.replace("'", "&#x27;") in page
    assert page.index(words.finding("backup-none")) < page.index(words.finding("folder-unlocks").replace("'", "&#x27;"))
    assert words.choice("device_kind", DeviceKind.ROOT).replace("'", "&#x27;") in page
