"""From the count of a truck to two signatures at the camp, page by page in a real browser, by each role's own hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from lanyard.casefile.place import Where
from lanyard.desk.node import Node
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Role
from lanyard.words import Words
from tests.browsing import chromium
from tests.desk.point import LINE, PLAN, made
from tests.journeys.hands import SignIn, draws, hands
from tests.journeys.test_bus_to_camp import picture_of
from tests.web.pages.told import ALONE, OTHER, TWICE, key, made_at
from tests.web.shell import served
from tests.web.signed_in import hired

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE: Final = 4
WHY: Final = "the medic rides with her"
CAMP: Final = f"site-{PLAN.sites[1].id.hex()}"
AREA: Final = f"/areas/{key_of(LINE).hex()}"


class Journey:
    """What each of them does in turn. The vehicle and the list are kept as the paths of their pages."""

    def __init__(self, sign_in: SignIn, tags: list[str]) -> None:
        self.clerk, self.medic = sign_in(Role.CLERK), sign_in(Role.MEDIC)
        self.bays, self.gate = sign_in(Role.TRANSPORT), sign_in(Role.RECEIVER)
        self.tags, self.truck, self.bus = tags, "", ""

    def counted(self) -> None:
        clerk = self.clerk
        clerk.opens("/arrivals")
        clerk.taps("a[href$='/arrivals/count']")
        clerk.fills(total=str(PEOPLE))
        clerk.picks("counted_by", "two")
        clerk.taps("button.save")
        self.truck = clerk.here()

    def tagged(self) -> None:
        clerk = self.clerk
        clerk.waits_for(self.truck, "a[href$='/strip']")
        clerk.taps("a[href$='/strip']")
        clerk.fills(first=self.tags[0], group="7-3")
        clerk.picks("many", str(PEOPLE))
        clerk.taps("button.first")
        assert clerk.here().endswith("/meet")

    def glanced(self) -> None:
        medic = self.medic
        medic.waits_for(self.truck, "a[href$='/glance']")
        medic.taps("a[href$='/glance']")
        medic.fills(red_tags=self.tags[3])
        medic.taps("main form.narrow button.first")

    def triaged(self) -> None:
        medic, red = self.medic, f"li:has-text('{self.tags[3]}') a[href$='/triage']"
        medic.waits_for("/queues", red)
        medic.taps(red)
        medic.taps("button[name=red][value=unresponsive]")
        medic.waits_for(medic.here(), ".result .colour.red")

    def met(self) -> None:
        clerk = self.clerk
        clerk.opens(self.truck + "/meet")
        for number in range(PEOPLE):
            clerk.picks(f"r{number}.sex", "female")
            clerk.picks(f"r{number}.band", "18")
        clerk.taps("button.save")
        assert clerk.here() == self.truck
        clerk.waits_for(self.truck, "dl.numbers div:nth-child(2) :text-is('4')")

    def placed(self) -> None:
        self.clerk.opens(AREA)
        for code in self.tags[:PEOPLE]:
            self.clerk.scans(code)
        self.clerk.waits_for(AREA, f".people tbody tr:nth-child({PEOPLE})")

    def boarded(self) -> None:
        """Three seats for four people, one of them red: it is warned of both, and nobody is kept back by the machine."""
        bays = self.bays
        bays.opens("/lists")
        bays.taps("main a[href$='/lists/open']")
        bays.fills(plate="AB 12", seats="3", route="the bridge", officer="an officer")
        bays.picks("to", CAMP)
        bays.taps("button.save")
        self.bus = bays.here()
        for code in self.tags[:PEOPLE]:
            bays.scans(code)
        bays.waits_for(self.bus, f".people tbody tr:nth-child({PEOPLE})")
        assert bays.page.locator(".against .refuses").count() == 2

    def sealed(self) -> None:
        """Without a reason it is refused; each rule is ticked by name, and then it is closed."""
        bays = self.bays
        bays.taps(f"main form:has([value='{self.bus}/seal']) button.red")
        bays.page.click("form.seal button.first")
        bays.page.wait_for_selector(".problems, .refused")
        for tile in bays.page.locator("[name=despite]").all():
            tile.check()
        bays.fills(reason=WHY)
        bays.taps("form.seal button.first")
        bays.waits_for(self.bus, "a.first[href$='/leave']")
        bays.taps("a.first[href$='/leave']")
        bays.fills(expected_min="45")
        bays.taps("button.save")

    def signed_for(self) -> None:
        """At the other site nobody is shown before the heads are counted."""
        gate = self.gate
        gate.opens("/role")
        gate.picks("site", "HC")
        gate.taps("main form.narrow button.first")
        gate.waits_for(self.bus, "main a[href$='/count']")
        assert self.tags[0] not in gate.page.content()
        gate.taps("main a[href$='/count'] >> nth=0")
        gate.fills(heads=str(PEOPLE))
        gate.taps("button.save")
        gate.waits_for(self.bus, "#scan")
        for code in self.tags[:PEOPLE]:
            gate.scans(code)
        gate.waits_for(self.bus, "a.first[href$='/hand-over']")

    def handed_over(self, folder: Path) -> None:
        gate = self.gate
        gate.taps("a.first[href$='/hand-over']")
        for number, side in enumerate(("giver", "receiver")):
            if gate.script:
                draws(gate.page, number)
            else:
                paper = folder / f"{side}.png"
                paper.write_bytes(picture_of(number))
                gate.page.set_input_files(f"[name=paper_{side}]", paper)
        gate.taps("form.hand-over button.first")
        assert gate.here() == self.bus


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("script", [True, False])
def test_from_the_truck_to_the_camp_nobody_goes_missing(
    tmp_path: Path, browser: Browser, language: str, *, script: bool
) -> None:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        tags = node.tags.print("BG", 10)
    with served(tmp_path / "site", "--undo", "0") as (_, address):
        sign_in = hands(browser, address, language, script=script)
        way = Journey(sign_in, tags)
        way.counted()
        way.tagged()
        way.glanced()
        way.triaged()
        way.met()
        way.placed()
        way.boarded()
        way.sealed()
        way.signed_for()
        way.handed_over(tmp_path)
        head = sign_in(Role.COORDINATOR)
        head.opens("/roll")
        expect(head.page.locator("h1")).to_have_text(Words(language).page("board")["books_balance"])
    with Node.open(tmp_path / "site", "training") as node:
        roll = node.roll()
        with node.look() as look:
            read = look.lists.read(Ref(Noun.MANIFEST, bytes.fromhex(way.bus.rpartition("/")[2])[1:]))
    assert read is not None
    records = {e.kind: e.record for e in read.entries}
    assert records["manifest_sealed"].reason == WHY
    closed = records["handed_over"]
    assert closed.signed_by_giver.type == closed.signed_by_receiver.type == "image/png"
    assert closed.signed_by_giver.name != closed.signed_by_receiver.name
    assert (roll.unaccounted, roll.gaps, roll.contradictions) == (0, (), ())
    assert roll.places == {"BG": {Where.HANDED_OVER: PEOPLE}, "HC": {Where.ON_SITE: PEOPLE}}


@pytest.mark.parametrize("script", [True, False])
def test_a_child_for_whom_a_medic_was_called_is_rushed_out_in_two_taps_from_the_queue(
    tmp_path: Path, browser: Browser, *, script: bool
) -> None:
    made_at(tmp_path / "site")
    child = f"a[href$='/rush-out/{key(ALONE)}']"
    with served(tmp_path / "site", "--undo", "0") as (_, address):
        medic = hands(browser, address, "en", script=script)(Role.MEDIC)
        medic.opens(f"/care/{key(ALONE)}")
        medic.taps("button[name=how_soon][value=now]")
        medic.waits_for("/queues", f"#q-triage ~ ol {child}")
        medic.taps(child)
        medic.taps("button[name=ride][value='0']")
        assert medic.here() == f"/rush-out/{key(ALONE)}/more"
    with Node.open(tmp_path / "site", "training") as node:
        node.settle()
        with node.look() as look:
            found = look.person(key(ALONE))
    assert found is not None
    assert found.case.place is not None
    assert found.case.place.where is Where.IN_HOSPITAL


def test_two_people_take_back_what_contradicts_and_it_is_gone(tmp_path: Path, browser: Browser) -> None:
    made_at(tmp_path / "site")
    with served(tmp_path / "site", "--undo", "0") as (_, address):
        sign_in = hands(browser, address, "ar", script=True)
        both, conflict = [sign_in(role) for role in (Role.COORDINATOR, Role.REVIEWER)], ".conflict"
        both[0].waits_for("/contradictions", f"{conflict} a[href$='/person/{key(TWICE)}']")
        wrong = both[0].page.locator(f"{conflict} a[href*='/in-error/']").last.get_attribute("href")
        for who, then in zip(both, (f"{conflict} strong.late", f"h1:not(:has(~ {conflict}))"), strict=True):
            who.waits_for("/contradictions", f"a[href='{wrong}']")
            who.taps(f"a[href='{wrong}']")
            who.fills(why="she never wore it")
            who.taps("button.save")
            who.waits_for("/contradictions", then)
        assert key(OTHER) not in both[0].page.goto(f"{address}/contradictions").text()  # type: ignore[union-attr]


def test_a_mistake_is_corrected_and_stays_to_be_read(tmp_path: Path, browser: Browser) -> None:
    made_at(tmp_path / "site")
    other = "area-" + (b"A" * 15 + b"2").hex()
    with served(tmp_path / "site", "--undo", "0") as (_, address):
        clerk = hands(browser, address, "ar", script=False)(Role.CLERK)
        placed = f"li.entry:has(b:text-is('{Words('ar').kind('placed')}')) a[href*='/correct/']"
        clerk.waits_for(f"/person/{key(ALONE)}", placed)
        clerk.taps(placed)
        clerk.picks("area", other)
        clerk.taps("button.save")
        clerk.waits_for(f"/person/{key(ALONE)}", "li.entry.gone s.answers")
