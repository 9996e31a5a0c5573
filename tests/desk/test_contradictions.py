"""What does not hold is shown with all that somebody needs to resolve it, and is gone when she has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.marks import Nature
from lanyard.desk.contradictions import Conflict
from lanyard.desk.corrections import Said
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.paging import Wanted
from lanyard.desk.ways import RULES, ways
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Ref
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.placement.entries import HoldLifted, HoldPlaced
from lanyard.terms import Manner, Role
from tests.desk.office import office, tell
from tests.desk.point import MINUTE, NOW, STAFF, corrects, counts, device, in_error, made, meets, said, tags, walks_in
from tests.making import code, person, vehicle
from tests.said import died


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def conflicts(
    node: Node, nature: Nature = Nature.CONTRADICTION, site: str = "", rule: str = ""
) -> tuple[Conflict, ...]:
    with office(node) as asked:
        return asked.contradictions.page(nature, site, rule).items


def entries_of(node: Node, ref: Ref) -> tuple[Said, ...]:
    with office(node) as asked:
        return asked.corrections.of_noun(ref)


def recorded(node: Node, draft: Draft, staff: bytes = STAFF[0], now_ms: int = NOW) -> bytes:
    [(sealed, _)] = node.record(device(node, staff=staff), [draft], now_ms).result()
    return bytes(sealed.id)


def wrong(target: bytes, about: Ref) -> Draft:
    compartment = said(walks_in(1).record, person(1)).sealed_in()
    return said(RecordedInError("wrong person"), about, refs=in_error(target), compartment=compartment)


@pytest.mark.parametrize("code_of", sorted(code for code, rule in RULES.items() if rule.nature is Nature.CONTRADICTION))
def test_every_contradiction_has_a_way_out_of_kinds_that_there_are(code_of: str) -> None:
    found = ways(code_of)
    assert found.earlier or found.later or found.correct
    assert {*found.earlier, *found.later, *found.correct} <= KINDS.keys()


@pytest.mark.parametrize("code_of", sorted(RULES))
def test_what_a_rule_opens_is_a_way_out_of_it(code_of: str) -> None:
    opens = RULES[code_of].opens
    assert ways(code_of).duty == (opens.code if opens else "")
    assert opens is None or "duty_answered" in ways(code_of).later


def test_a_rule_that_is_gone_leaves_the_error_as_a_way_out() -> None:
    assert ways("rule-of-long-ago") == ((), (), (), "")


def test_a_tag_of_two_is_one_contradiction_with_both_claims_and_who_recorded_them(node: Node) -> None:
    tell(node, [tags(1), said(tags(1).record, person(2), "HC/P1")])
    [found] = conflicts(node)
    assert (found.rule, found.source, found.unread) == ("tag-held-by-two", "house: arrival", 0)
    assert {named.key[2:] for named in found.about} == {person(1).key.hex(), person(2).key.hex()}
    assert [(one.kind, one.where, one.by) for one in found.entries] == [
        ("tag_claimed", "BG/L1", f"clerk {STAFF[0].hex()[:8]}"), ("tag_claimed", "HC/P1", f"clerk {STAFF[1].hex()[:8]}"),
    ]  # fmt: skip
    assert found.ways.correct[0] == "tag_claimed"
    assert all(one.may_be_corrected and not one.in_error_by for one in found.entries)


def test_after_one_has_called_an_entry_an_error_a_second_is_wanted_and_after_two_it_is_gone(node: Node) -> None:
    recorded(node, tags(1))
    second = recorded(node, said(tags(1).record, person(2)), now_ms=NOW + MINUTE)
    recorded(node, wrong(second, person(2)), STAFF[1], NOW + 2 * MINUTE)
    recorded(node, wrong(second, person(2)), STAFF[1], NOW + 3 * MINUTE)
    [found] = conflicts(node)
    assert found.wants_second
    [called] = [one for one in found.entries if one.wants_second]
    assert (called.entry, called.staff) == (second.hex(), (STAFF[1].hex(),))
    recorded(node, wrong(second, person(2)), STAFF[2], NOW + 4 * MINUTE)
    assert conflicts(node) == ()
    taken = next(one for one in entries_of(node, person(2)) if one.entry == second.hex())
    assert (taken.stands, taken.taken_back, taken.wants_second, taken.may_be_corrected) == (False, True, False, False)


def test_a_device_at_which_nobody_has_signed_in_calls_nothing_an_error(node: Node) -> None:
    first = recorded(node, walks_in(1))
    node.record(node.enrol("BG", NOW), [wrong(first, person(1))], NOW + MINUTE).result()
    assert [one.wants_second for one in entries_of(node, person(1))] == [False, False]


def test_an_error_that_was_itself_an_error_counts_no_more(node: Node) -> None:
    first = recorded(node, walks_in(1))
    called = recorded(node, wrong(first, person(1)), STAFF[1], NOW + MINUTE)
    assert [one.wants_second for one in entries_of(node, person(1))] == [True, False]
    for number, staff in enumerate(STAFF[::2]):
        recorded(node, wrong(called, person(1)), staff, NOW + (2 + number) * MINUTE)
    assert [one.in_error_by for one in entries_of(node, person(1))[:1]] == [()]


def test_a_missing_fact_with_an_earlier_time_dissolves_it(node: Node) -> None:
    tell(node, [walks_in(1), said(HoldLifted(), person(1))], role=Role.MEDIC)
    [found] = conflicts(node)
    assert (found.rule, found.ways.earlier) == ("no-hold-to-lift", ("hold_placed",))
    late = said(HoldPlaced(), person(1), at=(NOW // 1000 + 30, 0))
    tell(node, [late], role=Role.MEDIC, now_ms=NOW + 9 * MINUTE)
    assert conflicts(node) == ()


def test_a_chain_of_corrections_is_told_in_the_order_in_which_they_were_recorded(node: Node) -> None:
    first = recorded(node, meets(1, "Sami"))
    second = recorded(node, meets(1, "Sama", refs=corrects(first)), STAFF[1], NOW + MINUTE)
    third = recorded(node, meets(1, "Samia", refs=corrects(second)), STAFF[1], NOW + 2 * MINUTE)
    recorded(node, walks_in(1), now_ms=NOW + 3 * MINUTE)
    found = entries_of(node, person(1))
    assert {one.chain for one in found[:3]} == {(first.hex(), second.hex(), third.hex())}
    assert [(one.stands, one.may_be_corrected) for one in found] == [
        (False, False),
        (False, False),
        (True, True),
        (True, True),
    ]
    assert (found[2].at_ms, found[2].recorded_ms, found[3].chain) == (NOW, NOW + 2 * MINUTE, ())


def test_counts_that_differ_are_corrected_and_then_agree(node: Node) -> None:
    recorded(node, counts(1, 3))
    second = recorded(node, counts(1, 5), now_ms=NOW + MINUTE)
    [found] = conflicts(node, site="BG")
    assert (found.rule, found.ways.correct) == ("counts-differ", ("vehicle_counted", "counted_in"))
    assert conflicts(node, site="HC") == ()
    recorded(node, counts(1, 3, refs=corrects(second)), now_ms=NOW + 2 * MINUTE)
    assert conflicts(node) == ()


def test_a_breach_tells_what_answers_it(node: Node) -> None:
    tell(node, [walks_in(1), said(died(Manner.VIOLENCE), person(1))])
    [found] = conflicts(node, Nature.BREACH)
    assert (found.rule, found.ways.duty, found.ways.later) == ("death-to-enquire", "death_enquiry", ("duty_answered",))
    assert [named.label for named in found.about] == [code(1)]


def test_marks_are_counted_and_paged_by_rule(node: Node) -> None:
    lift = [said(HoldLifted(), person(number)) for number in range(3)]
    tell(node, [*(walks_in(number) for number in range(3)), *lift, counts(1, 2), counts(1, 3)], role=Role.MEDIC)
    with office(node) as asked:
        assert asked.contradictions.rules() == {
            Nature.BREACH: {}, Nature.CONTRADICTION: {"counts-differ": 1, "no-hold-to-lift": 3},
        }  # fmt: skip
        page = asked.contradictions.page(Nature.CONTRADICTION, rule="no-hold-to-lift", wanted=Wanted(1, 1))
    assert (page.total, page.next, [one.about[0].label for one in page.items]) == (3, 2, [code(1)])


def test_a_noun_that_nobody_recorded_has_no_entries(node: Node) -> None:
    assert entries_of(node, vehicle(9)) == ()
