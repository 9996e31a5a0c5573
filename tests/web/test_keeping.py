"""Backup, drill and doctor as commands, with and without a server."""

import json
import shutil
from pathlib import Path

import pytest

from lanyard.ledger.open_records import DeviceCertified
from lanyard.web.doctor.findings import CODES, Finding, State
from lanyard.web.doctor.site import RELEASED_MS, backup_age, certificates, clock
from tests.desk.point import NOW, device, made, walks_in
from tests.web.shell import inside, served
from tests.web.test_serve import fetched

DAY_S = 86_400


@pytest.fixture
def site(tmp_path: Path) -> Path:
    with made(tmp_path / "site", passphrase="training") as node:
        node.record(device(node), [walks_in(number) for number in range(7)], NOW).result()
    return tmp_path / "site"


def found(said: object) -> dict[str, str]:
    assert isinstance(said, list)
    return {one["code"]: one["state"] for one in said}


def test_a_drill_says_since_when_nothing_is_lost_and_leaves_nothing_behind(site: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    copied = inside("backup", disk, "--folder", site, "--json")
    assert copied.status == 0
    assert list(copied.answer) == ["entries", "at", "damaged", "same_disk"]
    assert copied.answer["same_disk"]
    before = sorted(disk.rglob("*"))
    drilled = inside("drill", "restore", disk, "--folder", site, "--json")
    assert drilled.status == 0
    assert list(drilled.answer) == [
        "ok", "since", "entries", "files", "lost", "unread", "problems", "people", "folder", "seconds",
    ]  # fmt: skip
    assert (drilled.answer["since"], drilled.answer["lost"]) == (copied.answer["at"], 0)
    assert (drilled.answer["people"], drilled.answer["unread"]) == (7, 0)
    assert sorted(disk.rglob("*")) == before
    assert f"Nothing lost since {copied.answer['at']}." in inside("drill", "restore", disk, "--folder", site).out


@pytest.mark.slow
def test_the_server_keeps_the_backup_up_to_the_end_and_tells_monitors(site: Path, tmp_path: Path) -> None:
    inside("backup", tmp_path / "disk", "--folder", site)
    with served(site, LANYARD_BACKUP=str(tmp_path / "disk")) as (_, address):
        assert "lanyard_backup_failed 0" in fetched(address + "/metrics")[2]
    drilled = inside("drill", "restore", tmp_path / "disk", "--folder", site, "--json")
    assert (drilled.answer["ok"], drilled.answer["lost"]) == (True, 0)


def test_the_restore_itself_keeps_the_folder_and_every_command_works_on_it(site: Path, tmp_path: Path) -> None:
    inside("backup", tmp_path / "disk", "--folder", site)
    shutil.rmtree(site)
    again = tmp_path / "again"
    done = inside("drill", "restore", tmp_path / "disk", "--into", again, "--folder", site, "--json")
    assert (done.status, done.answer["lost"], done.answer["folder"]) == (0, None, str(again))
    assert inside("verify", "--folder", again, "--json").answer["ok"]
    assert inside("roll", "--folder", again, "--json").answer["people"] == 7
    assert inside("drill", "restore", tmp_path / "disk", "--into", again, "--json").answer["error"]["code"] == (
        "folder-exists"
    )


def test_a_drill_on_what_is_no_backup_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = inside("drill", "restore", tmp_path / "empty", "--json")
    assert said.answer["error"]["code"] == "not-a-folder"


def test_the_doctor_finds_what_is_bad_and_names_it(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANYARD_BACKUP", raising=False)
    said = inside("doctor", "--folder", site, "--json")
    codes = found(said.answer["findings"])
    assert (said.status, said.answer["ok"], codes["backup-none"]) == (1, False, "bad")
    inside("backup", tmp_path / "disk", "--folder", site)
    said = inside("doctor", "--folder", site, "--backup", tmp_path / "disk", "--json")
    codes = found(said.answer["findings"])
    assert (said.status, said.answer["ok"]) == (0, True)
    assert codes["backup-fresh"] == codes["folder-unlocks"] == codes["views-current"] == "well"
    site.chmod(0o755)
    (site / "ledger.db").rename(site / "elsewhere.db")
    said = inside("doctor", "--folder", site, "--backup", tmp_path / "disk", "--json")
    codes = found(said.answer["findings"])
    assert (said.status, codes["folder-refused"], codes["folder-open"]) == (1, "bad", "watch")


def test_the_doctor_asks_the_running_server(site: Path) -> None:
    with served(site):
        said = json.loads(inside("doctor", "--folder", site, "--json").out.splitlines()[-1])
    assert "folder-unlocks" in found(said["findings"])


@pytest.mark.parametrize(
    ("now_ms", "newest_ms", "code"),
    [
        (RELEASED_MS - 1, 0, "clock-before-release"),
        (RELEASED_MS + 1, RELEASED_MS + 120_000, "clock-behind"),
        (RELEASED_MS + 1, RELEASED_MS, "clock-agrees"),
    ],
)
def test_a_wrong_clock_is_seen_by_what_was_recorded(now_ms: int, newest_ms: int, code: str) -> None:
    assert clock(now_ms, newest_ms).code == code


@pytest.mark.parametrize(
    ("age_ms", "state"), [(0, State.WELL), (6 * 60_000, State.WATCH), (61 * 60_000, State.BAD), (-5, State.WELL)]
)
def test_a_backup_grows_old(age_ms: int, state: State) -> None:
    assert backup_age(NOW - age_ms, NOW).state is state


def test_certificates_that_end_soon_are_named_unless_a_later_one_is_there() -> None:
    def certified(chain: bytes, until: int) -> DeviceCertified:
        return DeviceCertified(chain, bytes(32), bytes(8), bytes(16), (), 0, until)

    now = 100 * DAY_S
    one, two, gone = b"1" * 16, b"2" * 16, b"3" * 16
    said = certificates(
        [certified(one, now + DAY_S), certified(two, now + DAY_S), certified(two, now + 9 * DAY_S), certified(gone, 5)],
        now, set(),
    )  # fmt: skip
    assert (said.code, said.detail) == ("certificates-ending", one.hex()[:8])
    assert gone.hex()[:8] in certificates([certified(gone, 5)], now, {gone}).detail


def test_every_finding_says_something_with_its_detail() -> None:
    assert all(Finding("any", code, State.WELL, "x").words.strip() for code in CODES)
