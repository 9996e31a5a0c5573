"""A small site whose pages are tried: people of every sort, each by the number of her tag."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.rows import key_of
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import FirstControl, PersonMet, TurnedBack, WalkedIn
from lanyard.stations.first_aid.entries import Treated
from lanyard.stations.placement.entries import HoldPlaced, MissingReported
from lanyard.terms import AgeKnownBy, Role, Sex
from tests.desk.point import MINUTE, NOW, STAFF, counts, device, made, places, said, tags, walks_in
from tests.making import code, person, vehicle
from tests.web.signed_in import Browser, Page, hired

HOSTILE: Final = "<script>alert('x')</script> \"o'clock\""
NAME: Final = "Qamarzov Veltipo"
ARABIC: Final = "أحمدروب ڤلتي"
CAME_FROM: Final = "from the river bank"
SOUND: Final = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20)
ALONE, HELD, HOSTILE_ONE, AGAIN, MISSING, TWICE, OTHER = 1, 2, 3, 4, 5, 6, 7
"""A child alone with name and voice; one with a hold; one with a hostile name; known before; missing; two with one tag."""


def tell(node: Node) -> str:
    """Everybody's story; returns a code of our stock that nobody wears."""
    sound = node.put_blob(person(ALONE), [SOUND], "audio/wav")
    child = PersonMet(
        Sex.FEMALE, AgeRange(60, 71), AgeKnownBy.SEEN, NAME, sound, ARABIC, alone=True, travel_group="9-1"
    )
    clerk = device(node)
    medic = device(node, role=Role.MEDIC, staff=STAFF[1])
    story: list[Draft] = [
        said(WalkedIn(code(ALONE), None, CAME_FROM), person(ALONE)), said(child, person(ALONE)), places(ALONE),
        walks_in(HELD), said(HoldPlaced("2019-03-01"), person(HELD)),
        walks_in(HOSTILE_ONE), said(PersonMet(Sex.MALE, name_written=HOSTILE), person(HOSTILE_ONE)),
        walks_in(AGAIN), said(FirstControl("2019-01-01", "the other force"), person(AGAIN)),
        said(TurnedBack("the post", "no room"), person(AGAIN)), said(WalkedIn(), person(AGAIN)),
        walks_in(MISSING), said(MissingReported("the second line"), person(MISSING)),
        tags(TWICE), said(tags(TWICE).record, person(OTHER)), counts(1, 3),
    ]  # fmt: skip
    for number, draft in enumerate(story):
        node.record(clerk, [draft], NOW + number * MINUTE).result()
    node.record(medic, [said(Treated("splinted the arm"), person(ALONE))], NOW + len(story) * MINUTE).result()
    return node.tags.print("BG", 1)[0]


def made_at(path: Path) -> str:
    """The site in a folder; returns the free code."""
    with made(path, passphrase="training") as node:
        hired(node)
        return tell(node)


def key(number: int) -> str:
    """The key of a person by the number of her tag."""
    return key_of(person(number)).hex()


def of(ref: Ref) -> str:
    return key_of(ref).hex()


VEHICLE: Final = of(vehicle(1))


def entry_ids(page: Page, kind: str) -> list[str]:
    """The ids of entries of this sort on a case, from the newest."""
    found = re.findall(r'<li class="entry[^"]*" id="e-([0-9a-f]{64})">\s*<p class="said"><b>([^<]*)</b>', page.text)
    return [entry for entry, said_so in found if said_so == kind]


def mark_on(page: Page) -> str:
    """The mark that the form carries."""
    found = re.search(r'name="mark" value="([0-9a-f]{32})"', page.text)
    assert found is not None, page.text
    return found[1]


def soon(browser: Browser, path: str, holds: Callable[[Page], bool], seconds: float = 3) -> Page:
    """The page once it says so: what is sealed is read within three seconds."""
    until = time.monotonic() + seconds
    while not holds(page := browser.get(path)) and time.monotonic() < until:
        time.sleep(0.1)
    assert holds(page), page.text
    return page
