"""What the doctor looks at in an open site: clock, keys, certificates, views, and what the folder itself has noticed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from lanyard.desk.authority import DAY_S
from lanyard.desk.node import Node
from lanyard.ledger.open_records import DeviceCertified
from lanyard.store.folder import wrapping_keys
from lanyard.web.doctor.findings import Finding, State

RELEASED_MS: Final = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp() * 1000)
BEHIND_MS: Final = 60_000
ENDING_S: Final = 3 * DAY_S
MANY_BEHIND: Final = 1000
FRESH_MS: Final = 5 * 60_000
OLD_MS: Final = 60 * 60_000


def look_at_site(node: Node) -> Iterator[Finding]:
    """All of it but the backup."""
    yield Finding("folder", "folder-unlocks", State.WELL)
    for notice in node.folder.notices:
        yield Finding("folder", "notice", State.BAD, str(notice))
    now_ms = node.now_ms()
    yield clock(now_ms, node.newest_ms())
    yield _keys(node)
    yield _views(node)
    devices = [one for each in node.directory.certificates.values() for one in each]
    moment = node.newest_ms() if node.training else now_ms
    yield certificates(devices, moment // 1000, {office.chain for office in node.offices()})


def clock(now_ms: int, newest_ms: int) -> Finding:
    """The machine's clock against the newest stamp of the ledger and the making of this program (all UTC ms)."""
    said = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    if now_ms < RELEASED_MS:
        return Finding("clock", "clock-before-release", State.BAD, said)
    if now_ms < newest_ms - BEHIND_MS:
        return Finding("clock", "clock-behind", State.BAD, f"{(newest_ms - now_ms) // 60_000} min")
    return Finding("clock", "clock-agrees", State.WELL, said)


def _keys(node: Node) -> Finding:
    held = len({comp for comp, _ in wrapping_keys(node.folder.strongbox)})
    return Finding("keys", "keys-held" if held else "keys-none", State.WELL if held else State.BAD, str(held))


def _views(node: Node) -> Finding:
    behind = node.reader_last() - node.views.cursor
    late = node.views.failure is not None or behind > MANY_BEHIND
    return Finding("views", "views-behind" if late else "views-current", State.BAD if late else State.WELL, str(behind))


def certificates(devices: Iterable[DeviceCertified], now_s: int, in_use: set[bytes]) -> Finding:
    """Which chains, among those in use or not yet expired, have no certificate that lasts (now: UTC seconds)."""
    until: dict[bytes, int] = {}
    for one in devices:
        until[one.chain] = max(one.not_after, until.get(one.chain, 0))
    here = {chain: end for chain, end in until.items() if end >= now_s or chain in in_use}
    ending = sorted(chain.hex()[:8] for chain, end in here.items() if end < now_s + ENDING_S)
    if ending:
        return Finding("certificates", "certificates-ending", State.WATCH, ", ".join(ending))
    return Finding("certificates", "certificates-last", State.WELL, str(len(here)))


def backup_age(at_ms: int | None, now_ms: int) -> Finding:
    """A backup by the moment of its last round (UTC ms); nothing where there is none."""
    if at_ms is None:
        return Finding("backup", "backup-none", State.BAD)
    age = max(0, now_ms - at_ms)
    state = State.WELL if age < FRESH_MS else State.WATCH if age < OLD_MS else State.BAD
    said = f"{age // 1000} s" if age < 2 * 60_000 else f"{age // 60_000} min"
    return Finding("backup", "backup-fresh" if state is State.WELL else "backup-old", state, said)
