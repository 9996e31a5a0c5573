"""A truck is counted, its strip claimed, looked at, triaged and met, by forms alone: two people, one browser each."""

from pathlib import Path

from lanyard.casefile.duties import GLANCE, TRIAGE_AGAIN, TRIAGE_NOW
from lanyard.ledger.ask import AgeRange
from lanyard.terms import Colour, Role, Sex
from tests.web.pages.at_the_gate import key, point
from tests.web.pages.test_arrival import vehicle_of


def test_a_truck_is_counted_tagged_looked_at_triaged_and_met(tmp_path: Path) -> None:
    with point(tmp_path / "site") as gate:
        clerk, medic = gate.browser(Role.CLERK), gate.browser(Role.MEDIC)
        v = vehicle_of(clerk.count(4))
        clerk.get(f"/vehicle/{v}/safety").send("by_whom", by_whom="the search", found="no")
        met = clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="4", red=gate.tags[3])
        gate.settle()
        rows = gate.office.borrow()
        red = rows.person(gate.tags[3])
        assert red
        gate.office.give_back(rows)

        queue = medic.get("/queues")
        assert queue.text.index(gate.tags[3]) < queue.text.index("Not yet looked at")
        medic.get(f"/care/{key(red.case.ref)}/triage").send("unresponsive", red="unresponsive")
        medic.get(f"/vehicle/{v}/glance").send("None red")

        taps = {f"r{n}__sex": "female" for n in range(4)} | {f"r{n}__band": "1" for n in range(4)}
        assert met.send("r0__sex", **taps).address == f"/vehicle/{v}"
        gate.settle()
        page = clerk.get(f"/vehicle/{v}")
        assert "All looked at and known" in page.text
        assert 'class="colour red"' in page.text

        rows = gate.office.borrow()
        people = [rows.person(tag) for tag in gate.tags[:4]]
        gate.office.give_back(rows)
        bodies = [(one.case.body.sex, one.case.body.age) for one in people if one]
        assert bodies == [(Sex.FEMALE, AgeRange(12, 59))] * 4
        assert [one.case.care.colour for one in people if one] == [None, None, None, Colour.RED]
        owed = {duty.duty.code for one in people if one for duty in one.case.duties}
        assert not {GLANCE.code, TRIAGE_NOW.code} & owed
        assert TRIAGE_AGAIN.code in owed
        roll = gate.office.node.roll()
        assert (roll.unaccounted, roll.contradictions) == (0, ())
        assert not roll.gaps
