"""Lists to take in: nothing is recorded before it was looked at, nothing twice, and a wrong file is answered in words."""

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lanyard.access.table import TABLE
from lanyard.desk.held import WAITS_MS
from lanyard.terms import Role
from lanyard.web.pages.papers.views_import import HELD
from lanyard.words import Words
from tests.exchange.lists.spreadsheets import people
from tests.making import code
from tests.web.pages.site import Site, open_site, text

NAMES = people(6)
HOSTILE = "<script>alert(1)</script>"
LIST = f"Name,Sex,Age,Tag,Remarks\n{NAMES[0]},F,23,{code(1)},tired\n{NAMES[1]},M,old,,{HOSTILE}\n=1+1,F,5,,\n"
PAGES = ("/import", "/import/columns", "/import/rows", "/import/not-taken", "/import/forget")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("import") / "site") as found:
        yield found


@pytest.fixture
def client(site: Site) -> Client:
    found = site.at()
    found.post("/import/forget")
    return found


def other(remark: str) -> str:
    """Another file: the very same under another name is refused."""
    return LIST.replace("tired", remark).replace(code(1), "")


def send(client: Client, content: bytes | str, name: str = "list.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post("/import", {"list": SimpleUploadedFile(name, data)}, follow=True)
    return text(answer)


def agree(client: Client, name: str, page: str = "", **said: str) -> str:
    """Take the columns as they were understood, look at every row, and wait until that is done."""
    fields = chosen(page or text(client.get("/import/columns")))
    client.post("/import/columns", {**fields, "name": name, **said})
    return settled(client)


def chosen(page: str) -> dict[str, str]:
    found = {}
    for part in page.split('<select name="column-')[1:]:
        body = part.split("</select>")[0]
        picked = [one.split('"')[0] for one in body.split('<option value="')[1:] if " selected" in one.split(">")[0]]
        found[f"column-{part.split(chr(34))[0]}"] = picked[0] if picked else ""
    return found


def settled(client: Client) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page = text(client.get("/import/rows", follow=True))
        if 'http-equiv="refresh"' not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the list did not come to an end")


def known(site: Site) -> int:
    return site.office.node.roll().people


def entries(site: Site) -> int:
    return site.office.node.reader_last()


@pytest.mark.parametrize("role", sorted(set(TABLE) - {Role.COORDINATOR, Role.CLERK}))
def test_who_takes_no_lists_in_opens_none_of_it(site: Site, role: Role) -> None:
    for path in PAGES:
        for answer in (site.at(role).get(path), site.at(role).post(path, {"list": SimpleUploadedFile("a.csv", b"x")})):
            assert answer.status_code == 403


@pytest.mark.parametrize("path", PAGES[1:4])
def test_without_a_list_it_is_said_that_none_waits(site: Site, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 403
    assert "No list of yours waits here any more" in text(answer)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", "<workbook/>")
        box.writestr("xl/worksheets/sheet1.xml", bytes(300 << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "The file holds nothing"),
        (b"%PDF-1.7 not a list", "a.csv", "not what its name says"),
        (b"\x89PNG....", "a.png", "not what its name says"),
        (b"PK\x03\x04torn", "a.xlsx", "cannot be read to its end"),
        (b"1,2,3\n4,5,6\n", "a.csv", "Put a line above the rows"),
        (LIST.encode(), "../../etc/passwd", "not what its name says"),
        (LIST.encode(), f"{HOSTILE}.exe", "not what its name says"),
    ],
)
def test_a_wrong_file_is_answered_in_words(site: Site, client: Client, content: bytes, name: str, said: str) -> None:
    before = entries(site)
    answer = client.post("/import", {"list": SimpleUploadedFile(name, content)})
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "--map" not in page
    assert HOSTILE not in page
    assert entries(site) == before


def test_a_zip_that_would_unfold_into_hundreds_of_megabytes_is_refused_unopened(site: Site, client: Client) -> None:
    packed = bomb()
    assert len(packed) < 1 << 20
    assert "would unfold to more than" in send(client, packed, "a.xlsx")


def test_no_file_at_all_and_a_list_without_a_name_are_refused(client: Client) -> None:
    assert client.post("/import", {}).status_code == 422
    send(client, LIST)
    answer = client.post("/import/columns", {**chosen(text(client.get("/import/columns"))), "name": " "})
    assert answer.status_code == 422
    assert "The list has no name yet" in text(answer)
    answer = client.post("/import/columns", {"column-0": "name", "column-1": "name", "name": "x"})
    assert "Two columns are taken over as the same" in text(answer)
    assert client.post("/import/columns", {"column-0": "<b>", "name": "x"}).status_code == 422
    answer = client.post("/import/columns", {"column-0": "name", "name": "x", "on": "2091-01-01"})
    assert "not a date of the list" in text(answer)


def test_columns_are_shown_with_samples_and_corrected_by_hand(site: Site, client: Client) -> None:
    page = send(client, other("columns"))
    assert NAMES[0] in page
    assert chosen(page) == {
        "column-0": "name", "column-1": "sex", "column-2": "age", "column-3": "tag", "column-4": "",
    }  # fmt: skip
    assert HOSTILE not in page
    planned = agree(client, "Corrected", page, **{"column-3": ""})
    assert "Nothing is recorded yet" in planned
    assert "<bdi>Tag</bdi>" in planned.split("not taken over")[1]


def test_nothing_is_recorded_before_it_was_looked_at_and_then_once(site: Site, client: Client) -> None:
    before = known(site)
    send(client, LIST)
    page = agree(client, "Arrivals")
    assert known(site) == before
    for said in ("Not an age", "=1+1", "Remarks", "full cells"):
        assert said in page
    assert "Record (" in page
    for _ in range(3):
        assert client.post("/import/rows").status_code == 303
    assert "Recorded" in settled(client)
    assert known(site) == before + 1
    send(client, LIST)
    again = agree(client, "Arrivals")
    assert "Record (" not in again
    assert known(site) == before + 1
    with site.office.node.look() as look:
        found = look.person(code(1))
    assert found
    assert found.case.body.name_written == NAMES[0]
    assert {e.staff for e in found.entries} == {site.accounts[Role.COORDINATOR].staff}
    told = [row for _, row in site.office.trail.latest(50) if row.page == "import_people"]
    assert told[0].why == "Arrivals: 1"


def test_the_same_file_under_another_name_is_refused_where_it_is_named(client: Client) -> None:
    same = f"Name,Sex\n{NAMES[4]},F\n"
    send(client, same)
    agree(client, "First name")
    client.post("/import/rows")
    settled(client)
    send(client, same)
    page = agree(client, "Second name")
    assert "imported before as the list" in page
    assert "First name" in page


def test_rows_that_are_not_taken_come_back_as_a_file_that_calculates_nothing(client: Client) -> None:
    send(client, other("given back"))
    agree(client, "Given back")
    answer = client.get("/import/not-taken")
    content = answer.content.decode("utf-8-sig")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(content.splitlines()) == 3
    assert "'=1+1" in content
    assert not [cell for line in content.splitlines() for cell in line.split(",") if cell.startswith("=")]
    mended = content.replace("'=1+1", NAMES[3]).replace(",old,", ",31,")
    page = agree(client, "", send(client, mended, "not-taken.csv"))
    assert "Given back" in page
    assert 'Record (<bdi class="code" dir="ltr">2</bdi>)' in page


def test_a_list_waits_for_nobody_else_not_for_ever_and_is_on_no_disk(site: Site, client: Client) -> None:
    secret = "Qxzvbnm Wertzu"
    send(client, f"Name,Sex\n{secret},F\n")
    assert site.at(Role.CLERK).get("/import/columns").status_code == 403
    folder = Path(site.office.node.folder.path)
    found = [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert found == []
    viewer = site.office.sessions.of(site.tokens[Role.COORDINATOR], site.office.now_ms())
    assert viewer
    assert site.office.held.of(viewer, HELD, object) is not None
    site.office.held._now_ms = lambda: site.office.node.now_ms() + WAITS_MS
    try:
        assert client.get("/import/columns").status_code == 403
    finally:
        site.office.held._now_ms = site.office.node.now_ms


def test_too_many_lists_at_once_are_refused_and_a_forgotten_one_makes_room(site: Site, client: Client) -> None:
    from_others = [site.at(Role.CLERK)]
    for one in from_others:
        send(one, LIST)
    send(client, LIST)
    client.post("/import/forget")
    assert "A list of yours waits" not in text(client.get("/import"))
    assert "A list of yours waits" in text(from_others[0].get("/import"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_step_is_there_in_both_languages(client: Client, language: str) -> None:
    words = Words(language)
    client.get(f"/import?lang={language}")
    page = send(client, other(language))
    planned = agree(client, f"In {language}", page)
    for one in (page, planned):
        assert f'dir="{words.direction}"' in one.split("<head>")[0]
    assert words.importing("field_name") in page
    assert words.importing("fault_not-an-age") in planned
    client.get("/import?lang=en")
