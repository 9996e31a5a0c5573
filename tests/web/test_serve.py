"""The server from outside: it owns its folder, shows counts only, and goes when it is told to."""

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.words import Words
from tests.desk.point import NOW, counts, device, made, meets, tablet, tags, walks_in
from tests.making import code
from tests.web.shell import command, free_port, inside, served
from tests.web.signed_in import Browser, at, hired

SAID = "Zebedee"
PLATE = "a name typed for a plate"


def fetched(address: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "site"
    with made(path, passphrase="training") as node:
        hired(node)
        vehicle = counts(1, 3)
        vehicle = vehicle._replace(
            record=type(vehicle.record)("the south", vehicle.record.counted_by, 3, True, plate=PLATE)
        )
        node.record(device(node), [walks_in(1), meets(1, SAID), vehicle, tags(2, on=1)], NOW).result()
    return path


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server: tuple[subprocess.Popen[str], str]) -> Browser:
    return at(server[1])


def test_nobody_sees_a_page_who_is_not_signed_in(server: tuple[subprocess.Popen[str], str]) -> None:
    for where in ("/", "/role", "/account", "/sign-out", "/lock"):
        status, _, text = fetched(server[1] + where)
        assert status == 401
        assert 'name="password"' in text


def test_the_page_shows_counts_in_english_and_in_arabic(browser: Browser) -> None:
    status, headers, english, _ = browser.get("/status")
    assert status == 200
    assert 'dir="ltr"' in english
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    arabic = browser.get("/status?lang=ar").text
    assert 'dir="rtl"' in arabic
    assert "الأشخاص" in arabic
    assert 'dir="rtl"' in browser.get("/status?lang=xx").text
    assert browser.get("/status?lang=en").text.count('dir="ltr"') == english.count('dir="ltr"')


@pytest.mark.parametrize(
    "where", ["/", "/?lang=ar", "/status", "/status?lang=ar", "/healthz", "/readyz", "/nothing", "/role", "/metrics"]
)
def test_no_such_answer_names_anybody(browser: Browser, where: str) -> None:
    _, headers, text, _ = browser.get(where)
    assert "Content-Security-Policy" in headers
    for personal in (SAID, code(1), code(2), PLATE):
        assert personal not in text


def test_health_and_readiness_are_answered(server: tuple[subprocess.Popen[str], str]) -> None:
    _, address = server
    assert fetched(address + "/healthz")[2] == "ok\n"
    assert json.loads(fetched(address + "/readyz")[2]) == {"ready": True, "behind": 0}


def test_another_host_name_or_method_is_refused(server: tuple[subprocess.Popen[str], str]) -> None:
    asked = urllib.request.Request(server[1] + "/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(asked, timeout=10)
    assert raised.value.code == 400
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(server[1] + "/healthz", data=b"x", timeout=10)
    assert raised.value.code == 403


def test_a_second_server_and_a_rebuild_are_refused_and_told_who_has_the_folder(
    server: tuple[subprocess.Popen[str], str], folder: Path
) -> None:
    running, _ = server
    for name in ("serve", "rebuild"):
        said = inside(name, "--folder", folder, "--json")
        assert said.status == 1
        assert said.answer["error"]["code"] == "already-open"
        assert str(running.pid) in said.answer["error"]["detail"]


def test_the_running_server_answers_the_other_commands(server: tuple[subprocess.Popen[str], str], folder: Path) -> None:
    assert inside("roll", "--folder", folder, "--json").answer["people"] == 2
    assert (
        inside("roll", "--folder", folder, "--json", "--at", "2019-03-01T00:00").answer["at"] == "2019-03-01T00:00:00Z"
    )
    assert inside("person", code(1), "--folder", folder, "--json").answer["name"] == SAID
    assert inside("person", code(7), "--folder", folder, "--json").status == 1
    assert inside("verify", "--folder", folder, "--json").answer["ok"]


@pytest.mark.slow
def test_the_page_says_what_is_not_here_and_is_not_even_then(tmp_path: Path) -> None:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        lone = tablet(node)
        sealed = [lone.seal(walks_in(number), NOW) for number in range(3)]
        node.door.accept([sealed[0], sealed[2]]).result()
    with served(tmp_path / "site") as (_, address):
        browser = at(address)
        english, arabic = browser.get("/status").text, browser.get("/status?lang=ar").text
    for words, page in ((Words("en"), english), (Words("ar"), arabic)):
        assert words.on_status_page()["not_here"] in page
        assert f'{words.on_status_page()["missing"]}: <b dir="ltr">1</b>' in page
        assert words.on_status_page()["forks"] + ":" not in page
        assert 'class="balance off"' in page


@pytest.mark.slow
def test_a_page_where_all_is_well_is_even(tmp_path: Path) -> None:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        node.record(device(node), [walks_in(1)], NOW).result()
    with served(tmp_path / "site") as (_, address):
        page = at(address).get("/status").text
    assert 'class="balance even"' in page
    assert Words("en").on_status_page()["not_here"] not in page


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_frees_the_folder_within_five_seconds_also_with_a_browser_waiting(
    folder: Path, tmp_path: Path, number: int
) -> None:
    copied = Path(shutil.copytree(folder, tmp_path / "site", ignore=shutil.ignore_patterns("socket", "*-shm", "*-wal")))
    port = free_port()
    with served(copied, port=port) as (server, _), socket.create_connection(("127.0.0.1", port)) as browser:
        browser.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n")
        assert b"200" in browser.recv(4096)
        begun = time.monotonic()
        server.send_signal(number)
        out, err = server.communicate(timeout=10)
        assert time.monotonic() - begun < 5
    assert server.returncode == 0
    assert "Traceback" not in err
    for personal in (SAID, code(1), PLATE):
        assert personal not in out + err
    assert inside("rebuild", "--folder", copied, "--json").answer["identical"]
    assert not (copied / "socket").exists()


def test_a_port_in_use_is_said_so(folder: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(folder, tmp_path / "site", ignore=shutil.ignore_patterns("socket", "*-shm", "*-wal")))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = command("serve", "--folder", copied, "--port", str(taken.getsockname()[1]), "--json")
    assert said.status == 1
    assert said.answer["error"]["code"] == "port-in-use"
    assert inside("serve", "--folder", copied, "--port", "70000").status == 2
