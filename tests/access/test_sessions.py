"""Shifts end by the clock, lock by rest, survive a new start locked, and nobody is in two places."""

from collections.abc import Iterator

import pytest

from lanyard.access.sessions import REST_MS, SHIFT_MS, Sessions, Viewer
from lanyard.store.folder import Folder
from lanyard.terms import Role

NOW = 1_700_000_000_000
NOUR, DANA = b"n" * 16, b"d" * 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with Folder.create(tmp_path_factory.mktemp("sessions") / "site", None) as found:
        yield found


@pytest.fixture
def sessions(folder: Folder) -> Sessions:
    return Sessions(folder.strongbox, NOW)


def begun(sessions: Sessions, staff: bytes = NOUR) -> tuple[str, Viewer]:
    return sessions.begin(staff, Role.CLERK, "BG", 3, NOW)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "\udcff"])
def test_whoever_has_no_token_is_nobody(sessions: Sessions, token: str) -> None:
    begun(sessions)
    assert sessions.of(token, NOW) is None


def test_a_shift_ends_by_the_clock_whatever_she_does(sessions: Sessions) -> None:
    token, viewer = begun(sessions)
    sessions.touch(viewer, NOW + SHIFT_MS - 1)
    assert sessions.of(token, NOW + SHIFT_MS - 1) == viewer
    assert sessions.of(token, NOW + SHIFT_MS) is None
    assert sessions.of(token, NOW) is None


def test_whoever_rests_is_locked_until_the_pin(sessions: Sessions) -> None:
    _, viewer = begun(sessions)
    assert not sessions.rested(viewer, NOW + REST_MS)
    sessions.touch(viewer, NOW + REST_MS)
    assert not sessions.rested(viewer, NOW + 2 * REST_MS)
    assert sessions.rested(viewer, NOW + 2 * REST_MS + 1)
    sessions.touch(viewer, NOW + 2 * REST_MS + 1)
    assert sessions.rested(viewer, NOW + 2 * REST_MS + 1)
    sessions.unlock(viewer, NOW + 2 * REST_MS + 1)
    assert not sessions.rested(viewer, NOW + 2 * REST_MS + 1)


def test_signing_in_elsewhere_ends_the_shift_here_and_nobody_elses(sessions: Sessions) -> None:
    other, _ = begun(sessions, DANA)
    first, _ = begun(sessions)
    second, _ = begun(sessions)
    assert sessions.of(first, NOW) is None
    assert sessions.of(second, NOW) is not None
    assert sessions.of(other, NOW) is not None


def test_a_session_survives_a_new_start_and_is_locked_then(sessions: Sessions, folder: Folder) -> None:
    token, viewer = begun(sessions)
    again = Sessions(folder.strongbox, NOW + 1)
    assert again.of(token, NOW + 1) == viewer
    assert again.rested(viewer, NOW + 1)
    assert Sessions(folder.strongbox, NOW + SHIFT_MS).of(token, NOW) is None


def test_an_ended_session_is_gone_from_the_disk(sessions: Sessions, folder: Folder) -> None:
    token, viewer = begun(sessions)
    sessions.end(viewer)
    assert sessions.of(token, NOW) is None
    assert Sessions(folder.strongbox, NOW).of(token, NOW) is None


def test_another_role_goes_on_in_the_same_session(sessions: Sessions) -> None:
    token, viewer = begun(sessions)
    changed = sessions.change(viewer, Role.MEDIC, "HC", 9)
    assert sessions.of(token, NOW) == changed
    assert (changed.role, changed.site, changed.signed_in, changed.ends_ms) == (Role.MEDIC, "HC", 9, viewer.ends_ms)
