"""How one person came, comes again, or is found: what makes an episode and what does not."""

from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.place import Place, Where
from tests import said
from tests.making import Notebook, area, duties, manifest, marks, person, read

HER = person(1)


def places(case: Case) -> list[list[str]]:
    """Each episode as the places it went through."""
    return [[step.place.where for step in episode.steps] for episode in case.episodes]


def test_whoever_comes_back_after_a_closed_episode_opens_another() -> None:
    book = Notebook()
    book.add(said.met(), HER)
    book.add(said.sent_away(), HER)
    book.add(said.came_back(), HER)
    case = read(book).case(1)
    assert places(case) == [["on_site", "turned_back"], ["on_site"]]
    assert case.episodes[1].came is Came.RETURNED
    assert case.arrivals == [("came_back", "BG")]
    assert "two-places" not in marks(case)


def test_whoever_is_met_after_a_closed_episode_is_here_again() -> None:
    book = Notebook()
    book.add(said.sent_away(), HER)
    book.add(said.claimed(1), HER)
    assert places(read(book).case(1)) == [["on_site", "turned_back"], ["on_site"]]


def test_back_from_a_camp_that_never_let_her_go_she_is_in_two_places() -> None:
    book = Notebook()
    book.add(said.received(), HER, where="HC")
    book.add(said.came_back(), HER, where="BG")
    case = read(book).case(1)
    assert marks(case) == ["received-not-on-list", "two-places"]


def test_a_missing_woman_who_is_placed_is_found() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.placement.MissingReported(), HER)
    assert read(book).case(1).place == Place(Where.UNACCOUNTED)
    assert read(book).case(1).rides == {manifest(0).key: Outcome.OUT_OF_SIGHT}
    book.add(said.placed(), HER)
    case = read(book).case(1)
    assert case.place == Place(Where.ON_SITE, area(0).key.hex())
    assert marks(case) == []


def test_words_with_a_missing_woman_do_not_end_the_search_by_themselves() -> None:
    book = Notebook()
    book.add(said.placement.MissingReported(), HER)
    book.add(said.met(), HER)
    assert read(book).case(1).place == Place(Where.UNACCOUNTED)


def test_on_foot_she_is_counted_in_once_however_often_it_is_recorded() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.arrival.WalkedIn(), HER)
    book.add(said.arrival.WalkedIn(), HER)
    assert read(book).case(1).arrivals == [("walked_in", "BG")]


def test_counted_on_a_vehicle_she_is_not_counted_in_a_second_time() -> None:
    book = Notebook()
    book.add(said.claimed(1, on=0), HER)
    book.add(said.came_back(), HER)
    assert read(book).case(1).arrivals == []


def test_on_foot_again_after_she_was_missing_is_no_second_arrival() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(), HER)
    book.add(said.placement.MissingReported(), HER)
    book.add(said.arrival.WalkedIn(), HER)
    case = read(book).case(1)
    assert places(case) == [["on_site", "unaccounted", "on_site"]]
    assert case.arrivals == [("walked_in", "BG")]


def test_what_is_sealed_for_medics_or_the_site_alone_moves_nobody_on_the_roll() -> None:
    book = Notebook()
    book.add(said.triaged(), HER)
    book.add(said.first_aid.Glanced(1), HER)
    book.add(said.first_aid.Treated("dressing"), HER)
    case = read(book).case(1)
    assert (case.episodes, case.read) == ([], 3)


def test_her_first_moment_is_the_first_that_put_her_on_the_roll() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    moment = book.add(said.met(), HER, 30)
    assert read(book).case(1).first_ms == moment.at_ms
    earlier = sheet.add(said.placed(), HER, 90, stated=20)
    assert read(book, sheet).case(1).first_ms == earlier.at_ms


def test_a_glance_is_owed_to_whoever_came_and_not_again_to_whoever_was_looked_at() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(), HER)
    book.add(said.first_aid.Glanced(1), HER)
    book.add(said.arrival.WalkedIn(), HER)
    assert duties(read(book).case(1)) == []
    book.add(said.rushed(), HER)
    book.add(said.came_back(), HER)
    assert duties(read(book).case(1)) == ["tell_kin", "glance"]


def test_a_hold_that_is_lifted_of_whom_nobody_knew_puts_her_on_the_roll() -> None:
    book = Notebook()
    book.add(said.placement.HoldLifted(), HER)
    assert read(book).case(1).place == Place(Where.ON_SITE)
