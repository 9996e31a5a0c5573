"""Where one person is: her episodes, her rides, and what two entries about her cannot both say."""

import pytest

from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.place import Place, Where
from lanyard.ledger.noun import Basis
from lanyard.terms import Condition, YesNo
from tests import said
from tests.making import Notebook, area, manifest, marks, person, read

HER = person(1)


def aboard(number: int = 0) -> Place:
    return Place(Where.ABOARD, manifest(number).key.hex())


def places(case: Case) -> list[list[str]]:
    """Each episode as the places it went through."""
    return [[step.place.where for step in episode.steps] for episode in case.episodes]


def test_two_vehicles_cannot_both_have_her() -> None:
    book = Notebook()
    book.add(said.boarded(0), HER)
    book.add(said.boarded(1), HER)
    case = read(book).case(1)
    assert marks(case) == ["two-places"]
    assert case.disputed
    assert case.place == aboard(1)
    assert case.rides == {manifest(0).key: Outcome.DISPUTED, manifest(1).key: Outcome.ABOARD}


def test_the_same_vehicle_twice_is_no_step() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.boarded(), HER)
    case = read(book).case(1)
    assert marks(case) == []
    assert len(case.episodes[0].steps) == 2


def test_stepping_off_in_between_found_later_dissolves_the_contradiction() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    book.add(said.boarded(0), HER, 10)
    book.add(said.boarded(1), HER, 20)
    assert marks(read(book).case(1)) == ["two-places"]
    sheet.add(said.stepped_off(0), HER, 500, stated=15)
    case = read(book, sheet).case(1)
    assert marks(case) == []
    assert case.rides == {manifest(0).key: Outcome.LEFT, manifest(1).key: Outcome.ABOARD}


def test_two_people_who_take_one_boarding_back_dissolve_the_contradiction_and_one_does_not() -> None:
    book = Notebook()
    book.add(said.boarded(0), HER)
    wrong = book.add(said.boarded(1), HER)
    book.add(said.in_error(), HER, by="nour", in_error=wrong)
    book.add(said.in_error(), HER, by="nour", in_error=wrong)
    assert marks(read(book).case(1)) == ["two-places"]
    book.add(said.in_error(), HER, by="dilan", in_error=wrong)
    case = read(book).case(1)
    assert marks(case) == []
    assert case.place == aboard(0)
    assert manifest(1).key not in case.rides
    assert read(book).manifest(1).boarded == set()


def test_a_case_all_of_whose_entries_were_taken_back_stays_and_is_nowhere() -> None:
    book = Notebook()
    only = book.add(said.met(), HER)
    for name in ("nour", "dilan"):
        book.add(said.in_error(), person(2), by=name, in_error=only)
    case = read(book).case(1)
    assert (case.read, case.place) == (0, None)


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    book = Notebook()
    wrong = book.add(said.boarded(1), HER, 10)
    book.add(said.received(0), HER, 300, where="HC")
    book.add(said.boarded(0), HER, 400, corrects=wrong)
    books = read(book)
    assert marks(books.case(1)) == []
    assert books.case(1).rides == {manifest(0).key: Outcome.RECEIVED}
    assert (books.manifest(0).boarded, books.manifest(1).boarded) == ({HER}, set())


def test_received_closes_one_episode_and_opens_another_at_the_receivers() -> None:
    book = Notebook()
    book.add(said.met(), HER)
    book.add(said.boarded(), HER)
    book.add(said.received(), HER, where="HC/P1")
    case = read(book).case(1)
    assert places(case) == [["on_site", "aboard", "handed_over"], ["on_site"]]
    assert [(episode.site, episode.came) for episode in case.episodes] == [("BG", Came.OPENED), ("HC", Came.RECEIVED)]
    assert case.episodes[0].place == Place(Where.HANDED_OVER, "HC")
    assert case.rides == {manifest(0).key: Outcome.RECEIVED}


def test_received_without_ever_boarding_is_marked_and_counts() -> None:
    book = Notebook()
    book.add(said.met(), HER)
    book.add(said.received(), HER, where="HC")
    case = read(book).case(1)
    assert marks(case) == ["received-not-on-list"]
    assert places(case) == [["on_site", "handed_over"], ["on_site"]]
    assert case.rides == {manifest(0).key: Outcome.RECEIVED}


def test_received_of_whom_nothing_was_ever_recorded_opens_one_episode_only() -> None:
    book = Notebook()
    book.add(said.received(), HER, where="HC")
    case = read(book).case(1)
    assert [(episode.site, episode.came) for episode in case.episodes] == [("HC", Came.RECEIVED)]


def test_received_twice_at_the_same_site_is_received_once() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.received(), HER, where="HC")
    book.add(said.placed(1), HER, where="HC/P1")
    book.add(said.received(), HER, where="HC")
    case = read(book).case(1)
    assert marks(case) == []
    assert case.place == Place(Where.ON_SITE, area(1).key.hex())
    assert len(case.episodes) == 2


def test_driven_out_and_back_to_the_same_camp_she_is_received_again() -> None:
    book = Notebook(where="HC")
    book.add(said.received(0), HER)
    book.add(said.boarded(1), HER)
    book.add(said.received(1), HER)
    case = read(book).case(1)
    assert places(case) == [["on_site", "aboard", "handed_over"], ["on_site"]]
    assert case.place == Place(Where.ON_SITE)
    assert case.rides[manifest(1).key] is Outcome.RECEIVED


def test_placed_by_the_receiver_before_the_signature_she_keeps_her_area() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.placed(2), HER, where="HC/P2")
    assert read(book).case(1).rides == {manifest(0).key: Outcome.UNSIGNED}
    book.add(said.received(), HER, where="HC")
    case = read(book).case(1)
    assert case.rides == {manifest(0).key: Outcome.RECEIVED}
    assert case.place == Place(Where.ON_SITE, area(2).key.hex())
    assert case.episodes[-1].site == "HC"


def test_two_sites_cannot_both_have_her_without_a_signature() -> None:
    book = Notebook()
    book.add(said.placed(0), HER)
    book.add(said.placed(1), HER, where="HC/P1")
    case = read(book).case(1)
    assert marks(case) == ["two-places"]
    assert case.disputed
    assert case.place == Place(Where.ON_SITE, area(1).key.hex())
    assert places(case) == [["on_site", "on_site", "handed_over"], ["on_site"]]
    assert [episode.site for episode in case.episodes] == ["BG", "HC"]
    book.add(said.received(), HER, where="HC")
    signed = read(book).case(1)
    assert (marks(signed), signed.place) == (["received-not-on-list"], case.place)
    assert [episode.came for episode in signed.episodes] == [Came.OPENED, Came.RECEIVED]


@pytest.mark.parametrize(
    ("step", "where"),
    [
        (said.rushed(mother_told=YesNo.YES), Where.IN_HOSPITAL),
        (said.died(), Where.DEAD),
        (said.sent_away(), Where.TURNED_BACK),
        (said.boarded(), Where.ABOARD),
        (said.came_back(), Where.ON_SITE),
        (said.arrival.WalkedIn(), Where.ON_SITE),
    ],
)
def test_any_step_at_another_site_is_an_episode_there_that_nobody_signed_for(step: object, where: Where) -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(step, HER, where="HC")
    case = read(book).case(1)
    assert (case.episodes[0].place, case.episodes[1].site) == (Place(Where.HANDED_OVER, "HC"), "HC")
    assert (case.episodes[1].place.where, case.disputed) == (where, True)


def test_who_came_back_at_another_site_was_counted_there_until_somebody_signs_for_her() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.came_back(), HER, where="HC")
    case = read(book).case(1)
    assert (case.arrivals, case.episodes[1].came) == ([("came_back", "HC")], Came.RETURNED)
    book.add(said.received(), HER, where="HC")
    case = read(book).case(1)
    assert (case.arrivals, case.disputed, len(case.episodes)) == ([], False, 2)


@pytest.mark.parametrize("step", [said.placement.MissingReported(), said.died()])
def test_what_is_only_heard_of_at_another_site_shows_her_nowhere(step: object) -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    heard = book.add(step, HER, where="HC")._replace(basis=Basis.TOLD)
    case = read([book.entries[0], heard]).case(1)
    assert ([episode.site for episode in case.episodes], case.disputed) == (["BG"], False)


def test_who_was_out_of_sight_and_turns_up_at_another_site_is_theirs_and_disputed_by_nobody() -> None:
    book = Notebook()
    book.add(said.rushed(mother_told=YesNo.YES), HER)
    book.add(said.came_back(), HER, where="HC")
    case = read(book).case(1)
    assert ([episode.site for episode in case.episodes], marks(case)) == (["BG", "HC"], [])


def test_she_died_aboard() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.died(), HER)
    book.add(said.received(condition=Condition.DEAD), HER, where="HC")
    case = read(book).case(1)
    assert marks(case) == []
    assert case.place == Place(Where.DEAD)
    assert case.rides == {manifest(0).key: Outcome.DIED}


def test_a_dead_woman_signed_for_as_living_is_disputed() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.died(), HER)
    book.add(said.received(condition=Condition.ILL), HER, where="HC")
    case = read(book).case(1)
    assert marks(case) == ["two-places"]
    assert case.place == Place(Where.ON_SITE)


def test_received_dead_asks_for_the_death_and_the_death_recorded_for_an_earlier_hour_answers() -> None:
    book = Notebook()
    book.add(said.boarded(), HER, 10)
    book.add(said.received(condition=Condition.DEAD), HER, 300, where="HC")
    assert marks(read(book).case(1)) == ["received-dead-no-death"]
    book.add(said.died(), HER, 400, stated=200)
    case = read(book).case(1)
    assert marks(case) == []
    assert case.place == Place(Where.DEAD)


def test_the_dead_are_described_and_given_tags_and_stay_dead() -> None:
    book = Notebook()
    book.add(said.died(), HER)
    book.add(said.claimed(1), HER)
    book.add(said.met(), HER)
    case = read(book).case(1)
    assert marks(case) == []
    assert case.place == Place(Where.DEAD)


def test_the_dead_do_not_come_back() -> None:
    book = Notebook()
    book.add(said.died(), HER)
    book.add(said.came_back(), HER)
    case = read(book).case(1)
    assert marks(case) == ["two-places"]
    assert places(case) == [["on_site", "dead", "on_site"]]


def test_a_child_born_aboard_is_aboard_and_is_received() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.born(1, aboard=manifest(0)), person(2))
    books = read(book)
    assert books.case(2).place == aboard()
    assert books.manifest(0).born == {person(2)}
    assert books.manifest(0).aboard == {HER, person(2)}
    assert books.case(1).children == (person(2),)
    book.add(said.received(), person(2), where="HC")
    child = read(book).case(2)
    assert marks(child) == []
    assert child.rides == {manifest(0).key: Outcome.RECEIVED}
    assert child.arrivals == [("born", "BG")]


def test_rushed_out_of_a_moving_vehicle_she_is_in_hospital() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.rushed(with_whom="her aunt"), HER)
    case = read(book).case(1)
    assert case.place == Place(Where.IN_HOSPITAL, "the clinic")
    assert case.rides == {manifest(0).key: Outcome.RUSHED_OUT}
    book.add(said.came_back(), HER)
    again = read(book).case(1)
    assert again.place == Place(Where.ON_SITE)
    assert len(again.episodes) == 1
    assert again.arrivals == []


def test_from_hospital_nobody_steps_onto_a_vehicle() -> None:
    book = Notebook()
    book.add(said.rushed(), HER)
    book.add(said.boarded(), HER)
    assert marks(read(book).case(1)) == ["kin-not-told", "two-places"]
