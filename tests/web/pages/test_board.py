"""The board, the roll, what does not hold and what is owed: numbers that open, refusals, and mistakes that are resolved."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from lanyard.access.pages import BOARD, SEVERAL_SITES
from lanyard.access.table import TABLE
from lanyard.desk.behind import SETS
from lanyard.desk.behind_roll import TERMS
from lanyard.desk.board import NOT_RECORDED
from lanyard.terms import Role
from lanyard.words import Words
from tests.making import code
from tests.web.pages.told import (
    ALONE,
    HOSTILE,
    HOSTILE_ONE,
    MISSING,
    NAME,
    OTHER,
    TWICE,
    entry_ids,
    key,
    made_at,
    mark_on,
    soon,
)
from tests.web.shell import served
from tests.web.signed_in import Browser, Page, at

As = Callable[[Role], Browser]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("board") / "site"
    made_at(folder)
    with served(folder, "--undo", "0") as (_, address):
        yield address


@pytest.fixture(scope="module")
def as_(site: str) -> As:
    return cache(lambda role: at(site, role))


ADDRESSES = {
    "board": "/", "behind": "/behind/tonight", "roll": "/roll", "behind_roll": "/roll/BG/people/on_site",
    "contradictions": "/contradictions", "duties": "/duties", "duty_answered": f"/duties/{key(ALONE)}/carer",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOARD))
def test_nobody_opens_it_who_is_not_signed_in_or_whose_page_it_is_not(name: str, site: str, as_: As) -> None:
    assert Browser(site).get(ADDRESSES[name]).status == 401
    for role in TABLE.keys() - ({Role.CLERK} if name == "duty_answered" else set()):
        refused = "This page is not for your role" in as_(role).get(ADDRESSES[name]).text
        assert refused == (role not in BOARD[name]), role


@pytest.mark.parametrize("where", ["/", "/behind/tonight", "/duties"])
def test_another_site_is_for_whoever_answers_for_the_whole(where: str, as_: As) -> None:
    for role in TABLE.keys() - ({Role.DATA_PROTECTION} if where != "/" else set()):
        for site in ("HC", "all"):
            assert as_(role).get(f"{where}?site={site}").status == (200 if role in SEVERAL_SITES else 403), role
        assert as_(role).get(f"{where}?site=BG").status == 200
        assert as_(role).get(f"{where}?site=ZZ").status == 403


@pytest.mark.parametrize(
    "where",
    [
        "/behind/covered_places",
        "/behind/nothing",
        "/roll/BG/people/nothing",
        "/roll/ZZ/people/dead",
        "/roll/BG/list/received",
        "/duties/zz/carer",
    ],
)
def test_a_number_that_opens_nothing_is_said_to_be_nothing(where: str, as_: As) -> None:
    assert as_(Role.COORDINATOR).get(where).status == 404


def etag(page: Page) -> str:
    return next(value for name, value in page.headers.items() if name.lower() == "etag")


def lines(page: Page) -> dict[str, str]:
    """The number of each line by its title."""
    found = re.findall(r'<li class="line (\w+)">\s*<h2>([^<]*)</h2>(.*?)</div>', page.text, re.DOTALL)
    said = {title: re.sub(r"<[^>]*>", " ", rest).split() for _, title, rest in found}
    return {title: next((word for word in words if word.isdigit() or word == "–"), "") for title, words in said.items()}


def test_the_board_says_how_many_and_never_nought_of_what_nobody_records(as_: As) -> None:
    words, found = Words("en"), lines(as_(Role.COORDINATOR).get("/"))
    assert len(found) == 10
    assert found[words.board("tonight")] == "6"
    assert found[words.board("out_of_sight")] == "1"
    for code_of in ("next_six_hours", "families"):
        assert code_of in NOT_RECORDED
        assert found[words.board(code_of)] == "–"


def test_a_board_names_nobody_and_the_data_officer_opens_no_number(as_: As) -> None:
    for page in (as_(Role.COORDINATOR).get("/"), as_(Role.DATA_PROTECTION).get("/")):
        assert NAME not in page.text
        assert code(ALONE) not in page.text
    assert "/behind/" not in as_(Role.DATA_PROTECTION).get("/").text
    assert "/behind/tonight?site=BG" in as_(Role.CLERK).get("/").text


def test_a_board_that_says_the_same_is_not_sent_again_and_a_record_is_on_it_within_three_seconds(as_: As) -> None:
    board = as_(Role.COORDINATOR)
    first = soon(board, "/?poll=1", lambda page: etag(board.get("/?poll=1")) == etag(page))
    assert "<html" not in first.text
    assert board.get("/?poll=1", If_None_Match=etag(first)).status == 304
    clerk, where = as_(Role.CLERK), f"/record/{key(HOSTILE_ONE)}/missing_reported"
    said = {"entry.where": "BG", "entry.basis": "told", "mark": mark_on(clerk.get(where))}
    clerk.post(where, where, **said)
    page = soon(board, "/?poll=1", lambda page: lines(page)[Words("en").board("out_of_sight")] == "2")
    assert etag(page) != etag(first)


@pytest.mark.parametrize("code_of", sorted(SETS))
def test_every_number_of_the_board_opens_in_both_languages(code_of: str, as_: As) -> None:
    for language in ("ar", "en"):
        page = as_(Role.COORDINATOR).get(f"/behind/{code_of}?site=all&lang={language}")
        assert page.status == 200
        assert Words(language).board(code_of) in page.text


def test_those_behind_a_number_are_shown_as_the_role_may_see_them_and_page_by_page(as_: As) -> None:
    listed = as_(Role.CLERK).get("/behind/no_carer").text
    assert f"/person/{key(ALONE)}" in listed
    assert "Qamarzov" in listed or "أحمدروب" in listed
    assert "&lt;script&gt;" in as_(Role.CLERK).get("/behind/out_of_sight").text or "<script>alert" not in listed
    search = as_(Role.SEARCH).get("/behind/no_carer").text
    assert f"/person/{key(ALONE)}" in search
    assert not any(name in search for name in (NAME, "أحمدروب", HOSTILE))
    beyond = as_(Role.CLERK).get("/behind/tonight?start=5")
    assert 'class="pager"' in beyond.text
    assert as_(Role.CLERK).get("/behind/tonight?start=x").status == 200


def test_the_roll_names_who_is_missing_who_answers_for_her_and_how_long(as_: As) -> None:
    page = as_(Role.COORDINATOR).get("/roll").text
    assert page.index("The books do not balance") < page.index("<h2>The books</h2>")
    gap = page.partition("Reported missing")[2].partition("</li>")[0]
    assert f'/person/{key(MISSING)}"' in gap
    assert "last responsible:" in gap
    assert "Clerk" in gap
    assert re.search(r"<b>(\d+ min|\d+:\d\d h)</b>", gap)
    assert "≠" in page
    assert 'dir="rtl"' in as_(Role.COORDINATOR).get("/roll?lang=ar").text
    as_(Role.COORDINATOR).get("/roll?lang=en")


@pytest.mark.parametrize(("book", "term"), [(book, term) for book in TERMS if book != "list" for term in TERMS[book]])
def test_every_term_of_the_books_opens(book: str, term: str, as_: As) -> None:
    assert as_(Role.REVIEWER).get(f"/roll/BG/{book}/{term}").status == 200


def test_a_term_opens_as_many_as_it_counts(as_: As) -> None:
    page = as_(Role.COORDINATOR).get("/roll")
    found = re.findall(r'href="(/roll/BG/(?:people|places)/\w+)"><b><bdi[^>]*>(\d+)</bdi>', page.text)
    assert found
    for where, number in found:
        assert f'· <bdi class="code" dir="ltr">{number}</bdi></h1>' in as_(Role.COORDINATOR).get(where).text, where


def test_a_contradiction_is_shown_with_its_entries_and_gone_when_two_have_said_which_is_wrong(as_: As) -> None:
    one, two = as_(Role.COORDINATOR), as_(Role.REVIEWER)
    page = one.get("/contradictions")
    assert f"/person/{key(TWICE)}" in page.text
    assert f"/person/{key(OTHER)}" in page.text
    assert page.text.count('class="entry quoted"') >= 2
    wrong = entry_ids(one.get(f"/person/{key(OTHER)}"), "Tag given")[0]
    where = f"/in-error/{wrong}"
    assert where in page.text
    assert f"/correct/{wrong}" in page.text
    for who in (one, two):
        who.post(where, where, mark=mark_on(who.get(where)), why="she never wore it")
        if who is one:
            soon(two, "/contradictions", lambda page: "a second person is wanted" in page.text)
            assert "It is an error: be the second" in two.get("/contradictions").text
            assert "You have called it an error" in one.get("/contradictions").text
    soon(one, "/contradictions", lambda page: f"/person/{key(OTHER)}" not in page.text)


def test_breaches_are_a_list_of_their_own_by_rule(as_: As) -> None:
    page = as_(Role.COORDINATOR).get("/contradictions?nature=breach")
    assert page.status == 200
    assert as_(Role.COORDINATOR).get("/contradictions?nature=x&rule=y").status == 200


def test_whose_duty_it_is_not_does_not_answer_it_and_once_answered_it_is_owed_no_more(as_: As) -> None:
    where = f"/duties/{key(ALONE)}/carer"
    assert "This is not owed any more, or not by your role" in as_(Role.CLERK).get(where).text
    links = as_(Role.FAMILY_LINKS)
    assert where in links.get("/duties").text
    assert where not in as_(Role.CLERK).get("/duties").text
    assert where in as_(Role.COORDINATOR).get("/duties?role=all").text
    assert where not in as_(Role.COORDINATOR).get("/duties?role=medic").text
    form = links.get(where)
    said = {"entry.where": "BG", "entry.basis": "witnessed", "mark": mark_on(form)}
    assert links.post(where, where, **said).status == 422
    done = links.post(where, where, done=HOSTILE, **said)
    assert done.address.endswith(f"/person/{key(ALONE)}")
    soon(links, "/duties", lambda page: where not in page.text)
    assert links.get(where).status == 403


def test_only_what_is_due_is_shown_where_that_is_asked(as_: As) -> None:
    links = as_(Role.COORDINATOR)
    assert links.get("/duties?role=all&late=1").status == 200
    assert links.get("/duties?role=nonsense").status == 200
