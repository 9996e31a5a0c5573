"""Papers: no number or code is given twice, none is lost before its paper is answered, and who printed is on the trail."""

import os
import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client

from lanyard.access.pages import PAGES
from lanyard.access.table import TABLE
from lanyard.desk.held import WAITS_MS
from lanyard.desk.rows import key_of
from lanyard.exports.documents import page_count
from lanyard.exports.sheet import on_paper
from lanyard.terms import Role
from lanyard.web.pages.papers import views
from lanyard.words import Words
from tests.desk.point import NOW, device, meets, tags
from tests.making import person
from tests.web.pages.site import Site, hidden, open_site, text

TAGS = {"count": "2", "unit": "strips"}
SHEETS = {"station": "arrival/person_met", "each": "2", "language": "ar"}
ROLL = {"copies": "3", "language": "en"}
PRINTS = {"tags": TAGS, "sheets": SHEETS, "roll": ROLL}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("papers") / "site") as found:
        yield found


def mark() -> str:
    return os.urandom(16).hex()


def printed(site: Site) -> tuple[int, int]:
    """How many tags and sheets there are."""
    box = site.office.node.folder.strongbox
    return len(site.office.node.tags.codes), int(box.get("sheets/BG") or b"0")


def paper(client: Client, what: str, **said: str) -> bytes:
    """Make it, and fetch it from where it waits."""
    answer = client.post(f"/papers/{what}", {**PRINTS[what], "mark": mark(), **said})
    assert answer.status_code == 303, text(answer)
    page = text(client.get(answer.headers["Location"]))
    found = re.search(r'href="(/papers/[0-9a-f]{32}/pdf)"', page)
    assert found
    fetched = client.get(found[1])
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert fetched.headers["Cache-Control"] == "no-store"
    return fetched.content


@pytest.mark.parametrize("role", sorted(TABLE))
@pytest.mark.parametrize("what", sorted(PRINTS))
def test_who_may_not_print_it_gets_no_number_and_sees_no_form(site: Site, role: Role, what: str) -> None:
    allowed = role in PAGES[f"print_{what}"]
    before = printed(site)
    answer = site.at(role).post(f"/papers/{what}", {**PRINTS[what], "mark": mark()})
    assert answer.status_code == (303 if allowed else 403)
    assert (printed(site) == before) is (not allowed or what == "roll")
    page = site.at(role).get("/papers")
    assert page.status_code == (200 if role in PAGES["papers"] else 403)
    assert (f'action="/papers/{what}"' in text(page)) is allowed


@pytest.mark.parametrize(
    ("what", "said", "code"),
    [
        ("tags", {"count": "0"}, "how-many"),
        ("tags", {"count": "61"}, "how-many"),
        ("tags", {"count": "601", "unit": "tags"}, "how-many"),
        ("tags", {"count": "-1"}, "how-many"),
        ("tags", {"count": "9" * 5000}, "how-many"),
        ("tags", {"count": "<b>"}, "how-many"),
        ("tags", {"mark": "../etc"}, "forged-form"),
        ("sheets", {"each": "101"}, "how-many"),
        ("sheets", {"station": "nowhere"}, "no-such-sheets"),
        ("sheets", {"station": "transport/manifest_sealed"}, "no-such-sheets"),
        ("sheets", {"station": "every"}, "no-such-sheets"),
        ("roll", {"copies": "21"}, "how-many"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_uses_up_no_number(
    site: Site, what: str, said: dict[str, str], code: str
) -> None:
    before = printed(site)
    answer = site.at().post(f"/papers/{what}", {**PRINTS[what], "mark": mark(), **said})
    page = text(answer)
    assert answer.status_code == 422
    assert Words("en").denied(code, "§").partition("§")[0].split(".")[0] in page
    assert printed(site) == before
    if said.get("count") == "<b>":
        assert 'value="&lt;b&gt;"' in page


def test_a_form_that_is_sent_twice_prints_once(site: Site) -> None:
    client = site.at(Role.CLERK)
    said = {**TAGS, "mark": hidden(text(client.get("/papers")), "mark")}
    before = printed(site)[0]
    where = {client.post("/papers/tags", said).headers["Location"] for _ in range(3)}
    assert len(where) == 1
    assert printed(site)[0] == before + 20
    page = text(client.get(where.pop()))
    assert '<bdi class="code" dir="ltr">20</bdi>' in page


def test_numbers_are_kept_and_the_trail_is_written_before_anything_is_set(site: Site) -> None:
    before, seen = printed(site), []

    def breaks(*_: object, **__: object) -> bytes:
        seen.append((printed(site), site.office.trail.latest(1)[0][1]))
        raise RuntimeError

    client = site.at(raise_request_exception=False)
    with patch.object(views, "pdf", breaks):
        for what in ("tags", "sheets"):
            assert client.post(f"/papers/{what}", {**PRINTS[what], "mark": mark()}).status_code == 500
    (tags_then, by_tags), (sheets_then, by_sheets) = seen
    assert tags_then == (before[0] + 20, before[1])
    assert sheets_then == (before[0] + 20, before[1] + 2)
    assert (by_tags.page, by_tags.why, by_tags.role) == ("print_tags", "20 BG", "coordinator")
    assert (by_sheets.page, by_sheets.why) == ("print_sheets", "arrival/person_met: 2")
    assert printed(site) == sheets_then


def test_tags_are_made_singly_or_by_strips_and_in_arabic_digits(site: Site) -> None:
    before = printed(site)[0]
    assert page_count(paper(site.at(), "tags", count="31", unit="tags")) == 2
    assert page_count(paper(site.at(), "tags", count="٣")) == 1
    assert printed(site)[0] == before + 31 + 30


def test_sheets_of_a_whole_station_are_one_of_each_kind_under_numbers_that_follow(site: Site) -> None:
    kinds, before = on_paper("arrival"), printed(site)[1]
    assert page_count(paper(site.at(Role.TRANSPORT), "sheets", station="arrival", each="1")) == len(kinds)
    assert printed(site)[1] == before + len(kinds)


def test_the_roll_is_printed_so_many_times_and_whose_tags_it_shows_is_on_the_trail(site: Site) -> None:
    node = site.office.node
    node.record(device(node), [tags(7), meets(7)], NOW).result()
    node.settle()
    site.office._state._until = 0.0
    one = page_count(paper(site.at(Role.REVIEWER), "roll", copies="1"))
    assert page_count(paper(site.at(Role.REVIEWER), "roll")) == 3 * one
    [looked, *_] = [row for _, row in site.office.trail.of(key_of(person(7))) if row.page == "print_roll"]
    assert looked.role == "reviewer"


def test_a_paper_waits_for_nobody_else_and_not_for_ever(site: Site) -> None:
    client = site.at()
    where = client.post("/papers/roll", {**ROLL, "mark": mark()}).headers["Location"]
    for path in (where, f"{where}/pdf"):
        assert site.at(Role.REVIEWER).get(path).status_code == 403
        assert client.get(path).status_code == 200
    site.office.held._now_ms = lambda: site.office.node.now_ms() + WAITS_MS
    try:
        answer = client.get(f"{where}/pdf")
    finally:
        site.office.held._now_ms = site.office.node.now_ms
    assert answer.status_code == 403
    assert "does not wait here any more" in text(answer)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEDIC])
def test_in_arabic_the_page_runs_from_the_right_and_arabic_is_offered_first(site: Site, role: Role) -> None:
    page = text(site.at(role).get("/papers?lang=ar"))
    assert 'dir="rtl"' in page.split("<head>")[0]
    assert '<option value="ar" selected>' in page
