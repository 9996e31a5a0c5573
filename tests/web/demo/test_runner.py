"""The runner: a story through a real folder, sealed, received, folded and read back."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lanyard.casefile.marks import Nature
from lanyard.casefile.place import Where
from lanyard.desk.behind import SETS
from lanyard.desk.node import TRAINING_FILE, TRAINING_PASSPHRASE, Node
from lanyard.desk.paging import Page, Wanted
from lanyard.store.errors import StoreError
from lanyard.web.commands.common import out
from lanyard.web.demo import figures, runner
from lanyard.web.demo.runner import run, tags_for
from lanyard.web.demo.times import END
from tests.web.demo.telling import books, story

KEYS = [
    "people", "entries", "unaccounted", "contradictions", "seconds", "peak_mb", "kinds_missing", "items_unexplained",
    "duties_overdue",
]  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo") / "site"
    return folder, run(folder, 0.1, False, 2019, True)


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "something"
    kept.write_text("dear to somebody")
    with pytest.raises(StoreError) as refused:
        run(tmp_path, 0.1, False, 2019, True)
    assert refused.value.code == "folder-exists"
    assert kept.read_text() == "dear to somebody"


def test_a_scale_that_is_not_told_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="scale"):
        run(tmp_path / "site", 0.01, False, 2019, True)
    assert not (tmp_path / "site").exists()


def test_what_an_earlier_demo_left_makes_room(tmp_path: Path) -> None:
    (tmp_path / TRAINING_FILE).write_text("training")
    (tmp_path / "blobs").mkdir()
    runner._make_room(tmp_path)
    assert not tmp_path.exists()


@pytest.mark.parametrize("scale", [10, 5])
def test_more_tags_are_printed_than_are_worn(scale: int) -> None:
    drawn = story(scale, 2019)[0]
    assert sum(len(person.tags) for person in drawn.folk.everyone) < tags_for(scale)
    assert tags_for(scale) < figures.out(scale) * 2


@pytest.mark.slow
def test_the_books_of_a_real_folder_balance(played: tuple[Path, dict[str, Any]]) -> None:
    _, answer = played
    assert list(answer) == [*KEYS, "roll"]
    assert answer["people"] >= 900
    assert (answer["unaccounted"], answer["contradictions"], answer["duties_overdue"]) == (0, 0, 3)
    assert answer["kinds_missing"] == []
    assert answer["items_unexplained"] is None
    assert answer["roll"]["gaps"] == []


@pytest.mark.slow
def test_what_the_folder_reads_is_what_the_same_story_reads_without_one(played: tuple[Path, dict[str, Any]]) -> None:
    folder, answer = played
    counted = {(site, where): n for site, places in answer["roll"]["sites"].items() for where, n in places.items()}
    assert counted == {(site, where.value): n for (site, where), n in books(10, 2019).places().items()}
    with Node.open(folder, TRAINING_PASSPHRASE) as node:
        roll = node.roll(END)
        assert (roll.people, roll.unaccounted) == (answer["people"], 0)
        with node.look() as look:
            counts = look.counts()
        assert (counts["entries"], counts["unread"], counts["quarantined"]) == (answer["entries"], 0, 0)


@pytest.mark.slow
def test_what_is_planted_is_named_by_the_roll_and_nothing_else_is(tmp_path: Path) -> None:
    answer = run(tmp_path / "site", 0.1, True, 2019, True)
    planted, named = answer["planted"], answer["named"]
    gaps = {(gap["what"], tuple(sorted(gap["names"])), gap["number"]) for gap in named["gaps"]}
    missing = {("missing", (tag,), 1) for tag, _ in planted["unreceived"]}
    assert gaps == {*missing, ("unclaimed_tag", tuple(sorted(planted["unclaimed"])), 2)}
    assert {gap["of"] for gap in named["gaps"] if gap["what"] == "missing"} == {of for _, of in planted["unreceived"]}
    assert named["contradicting"] == [planted["twice"]]
    assert named["silent"] == [planted["silent"]]
    assert (answer["unaccounted"], answer["contradictions"], answer["duties_overdue"]) == (5, 1, 4)


@pytest.mark.slow
def test_at_the_end_the_figures_the_roll_and_one_way_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "width", 200)
    run(tmp_path / "site", 0.1, False, 5, False)
    shown = capsys.readouterr().out
    assert "The books balance" in shown
    assert "OCHA, Flash update 3" in shown
    assert "She is signed for by name" in shown


@pytest.mark.slow
def test_the_office_of_a_real_folder_agrees_with_its_roll_and_with_itself(played: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = played
    with Node.open(folder, TRAINING_PASSPHRASE) as node:
        now = node.newest_ms()
        roll = node.roll(now)
        with node.look() as look:
            office = look.questions
            told = {one.code: one for line in office.board(now).lines for one in (line.of, *line.parts)}
            behind = {code: list(every(partial(office.behind.page, code, "", now))) for code in SETS}
            there = [len(list(every(partial(office.areas.there, area.key)))) for area in office.areas.all()]
            expected = [area.expected for area in office.areas.all()]
            late = [(one.code, one.about) for one in every(partial(office.duties.owed, now, late=True))]
            odd = office.contradictions.page(Nature.CONTRADICTION).total
            unseen = sum(one.number or 0 for one in every(partial(office.queues.glance, now)))
            found = [hit.person.key for hit in office.search.find(behind["tonight"][0].about.label).people]
    assert {code: sum(item.number for item in items) for code, items in behind.items()} == {
        code: told[code].number for code in SETS
    }
    assert (there, sum(expected) > 0) == (expected, True)
    assert late == [(one.code, one.about) for one in roll.overdue]
    assert odd == len(roll.contradictions)
    assert unseen == told["not_looked_at"].number
    assert found == [behind["tonight"][0].about.key]
    assert told["tonight"].number == sum(places.get(Where.ON_SITE, 0) for places in roll.places.values())


def every(page_at: Callable[..., Page[Any]]) -> Iterator[Any]:
    """All items of a list, page by page."""
    start: int | None = 0
    while start is not None:
        page = page_at(wanted=Wanted(start, 500))
        yield from page.items
        start = page.next
