"""The trail on its page: who saw this person, for two officers only, by keys and never by names; and it cannot be changed unseen."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from lanyard.access.table import TABLE
from lanyard.access.trail import Opened
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Compartment
from lanyard.store.errors import StoreError
from lanyard.terms import Role
from lanyard.web.guard import Ask, Guard
from lanyard.words import Words
from tests.desk.point import NOW, device, made, meets, walks_in
from tests.making import code, person
from tests.web.at_hand import begin, browser, hire, serving

NAME = "Zebedee"
KEYS = [key_of(person(number)).hex() for number in range(3)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with made(tmp_path_factory.mktemp("trail") / "site") as node:
        node.record(device(node), [walks_in(1), meets(1, NAME), walks_in(2)], NOW).result()
        node.settle()
        found = Office(node, 0)
        try:
            with serving(found):
                yield found
        finally:
            found.close()


@pytest.fixture(scope="module")
def people(office: Office) -> dict[Role, Client]:
    return {role: browser(begin(office, hire(office, role))[0]) for role in TABLE}


def sees(client: Client, monkeypatch: pytest.MonkeyPatch, *tags: str) -> int:
    """She opens a page that shows these people."""

    def view(ask: Ask) -> object:
        for tag in tags:
            ask.scope.person(tag)
        return HttpResponse("seen")

    with monkeypatch.context() as inside:
        inside.setattr(Guard, "_answer", _with(view))
        return client.post("/keep", {"why": "she asked me to"}).status_code


def _with(view: object):  # type: ignore[no-untyped-def]
    real = Guard._answer

    def answer(guard: Guard, ask: Ask, parts: object) -> object:
        return real(Guard(view, "account"), ask, {})  # type: ignore[arg-type]

    return answer


def test_only_two_officers_see_who_looked(people: dict[Role, Client]) -> None:
    opened = {role for role, client in people.items() if client.get("/trail").status_code == 200}
    assert opened == {Role.COORDINATOR, Role.DATA_PROTECTION}


def test_who_saw_somebody_is_found_by_her_tag_and_by_her_key_and_of_her_nothing_else_is_said(
    people: dict[Role, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sees(people[Role.MEDIC], monkeypatch, code(1)) == 200
    assert sees(people[Role.CLERK], monkeypatch, code(2)) == 200
    officer = people[Role.DATA_PROTECTION]
    for typed in (code(1), KEYS[1], f" {KEYS[1]} "):
        page = officer.get("/trail", {"q": typed}).content.decode()
        assert '<bdi dir="ltr">medic</bdi>' in page
        assert '<bdi dir="ltr">clerk</bdi>' not in page
        assert "she asked me to" in page
        assert Words("en").choice("compartment", Compartment.REGISTER) in page
        assert NAME not in page
        assert code(2) not in page
    assert Words("en").page("trail")["nobody"] in officer.get("/trail", {"q": "nothing"}).content.decode()
    everything = officer.get("/trail").content.decode()
    assert everything.index('<bdi dir="ltr">clerk</bdi>') < everything.index('<bdi dir="ltr">medic</bdi>')
    assert code(1) not in everything


def test_whoever_looks_up_who_looked_is_on_the_trail_too(office: Office, people: dict[Role, Client]) -> None:
    people[Role.COORDINATOR].get("/trail", {"q": KEYS[2]})
    _, row = office.trail.of(bytes.fromhex(KEYS[2]))[0]
    assert (row.page, row.role) == ("trail", Role.COORDINATOR)


def test_it_is_there_in_arabic_and_for_one_whose_account_is_gone(office: Office, people: dict[Role, Client]) -> None:
    gone = begin(office, hire(office, Role.MEDIC, "gone"))[1]
    office.trail.note(
        gone, "no_such_page", Opened(frozenset({Compartment.MEDICAL}), tuple(map(bytes.fromhex, KEYS * 9))), NOW
    ).result()
    del office.accounts._all[gone.staff]
    page = people[Role.COORDINATOR].get("/trail?lang=ar").content.decode()
    assert gone.staff.hex()[:8] in page
    assert Words("ar").choice("compartment", Compartment.MEDICAL) in page
    assert "no_such_page" in page
    assert "+15" in page


def test_nothing_is_shown_that_could_not_be_put_on_the_trail(
    office: Office, people: dict[Role, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("disk-full", "trail.db")

    with monkeypatch.context() as inside:
        inside.setattr(office.trail, "note", full)
        answer = people[Role.COORDINATOR].get("/trail", {"q": KEYS[1]})
    assert answer.status_code == 503
    assert b"medic" not in answer.content


def test_a_row_that_was_written_is_not_changed_or_taken_out(office: Office) -> None:
    connection = office.trail._file.connection
    for sql in ("UPDATE look SET role = 'clerk'", "DELETE FROM look", "DELETE FROM look_noun"):
        with pytest.raises(Exception, match="append-only"):
            office.trail._journal.submit(lambda _, sql=sql: connection.execute(sql)).result()  # type: ignore[misc]
    assert office.trail.broken() == []
