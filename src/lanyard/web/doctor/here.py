"""What the doctor finds at the laptop that is being served from: the machine looked at now and then, the site each time."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lanyard.desk.office import Office
from lanyard.desk.recent import Recent
from lanyard.web.doctor.findings import Finding, State
from lanyard.web.doctor.machine import look_at_machine
from lanyard.web.doctor.site import backup_age, look_at_site
from lanyard.words import Words


class SaidFinding(NamedTuple):
    """A finding in somebody's words."""

    state: State
    text: str


def look_here(office: Office, words: Words) -> list[SaidFinding]:
    """All of it, the worst first."""
    notices = [SaidFinding(State.BAD, words.refusal(one.code, one.detail)) for one in office.node.folder.notices]
    failure = office.backup.failure if office.backup is not None else None
    if failure is not None:
        notices.append(SaidFinding(State.BAD, words.refusal(failure.code, failure.detail)))
    own = [one for one in look_at_site(office.node) if one.code != "notice"]
    found = [*own, *backup(office), *_machine(office.node.folder.path).get()]
    order = list(reversed(State))
    said = notices + [SaidFinding(one.state, one.said(words)) for one in found]
    return sorted(said, key=lambda one: order.index(one.state))


def backup(office: Office) -> Iterator[Finding]:
    """How old the backup is, and what is wrong with it."""
    kept = office.backup
    yield backup_age(kept.last.at_ms if kept is not None and kept.last else None, office.node.now_ms())
    if kept is not None and kept.same_disk:
        yield Finding("backup", "backup-same-disk", State.WATCH)
    if kept is not None and kept.damaged:
        yield Finding("backup", "backup-damaged", State.BAD, str(kept.damaged))


@cache
def _machine(folder: Path) -> Recent[tuple[Finding, ...]]:
    """The machine's findings: looking for printers and at the disk's speed takes time."""
    return Recent(lambda: tuple(look_at_machine(folder)))
