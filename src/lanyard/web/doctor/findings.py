"""What the doctor says: of each thing that was looked at, how it is, and what to do where it is not well."""

from enum import StrEnum
from typing import Final, NamedTuple


class State(StrEnum):
    """How a thing is."""

    WELL = "well"
    WATCH = "watch"
    BAD = "bad"


class Finding(NamedTuple):
    """One thing that was looked at. `code` is a key of `WORDS`, `detail` what was measured."""

    about: str
    code: str
    state: State
    detail: str = ""

    @property
    def words(self) -> str:
        """How it is and what to do, in a sentence or two."""
        return WORDS[self.code].format(detail=self.detail)


WORDS: Final = {
    "clock-agrees": "The clock agrees with what was recorded ({detail}).",
    "clock-behind": "The clock is behind the newest record by {detail}. Set it now: times on papers would be wrong.",
    "clock-before-release": "The clock says {detail}, which is before this program was made. Set it now.",
    "disk-room": "There is room on the disk ({detail}).",
    "disk-little-room": "There is little room on the disk ({detail}). Make room before the day begins.",
    "disk-full": "The disk is nearly full ({detail}). Make room now: soon nothing can be recorded.",
    "disk-quick": "The disk keeps a record in {detail}.",
    "disk-slow": "The disk takes {detail} to keep a record. Work goes on, slowly; use a better disk.",
    "database-well": "The database is a version that does not lose records ({detail}).",
    "folder-private": "Only this account can read the site's folder.",
    "folder-open": "Others on this machine can read the site's folder (mode {detail}). Take their right away: chmod 700.",
    "folder-unlocks": "The site's folder opens, and its settings are as they must be.",
    "folder-refused": "{detail}",
    "notice": "{detail}",
    "views-current": "What is shown is up to date ({detail}).",
    "views-behind": "What is shown is behind what was recorded ({detail}). If it stays so, run the rebuild command.",
    "keys-held": "The site holds its keys: {detail} compartments.",
    "keys-none": "The site holds no keys. Nothing can be recorded here.",
    "certificates-last": "Every certificate in use lasts longer than three days ({detail} devices).",
    "certificates-ending": "Certificates end within three days: {detail}. Enrol those devices again.",
    "printer-there": "There is a printer: {detail}.",
    "printer-none": "No printer is set up on this machine. Papers can be saved as PDF and printed elsewhere.",
    "backup-fresh": "The backup is {detail} old.",
    "backup-old": "The backup is {detail} old. See that its disk is plugged in.",
    "backup-none": "There is no backup. Plug in a second disk and start the server with --backup.",
    "backup-same-disk": "The backup lies on the same disk as the site: one broken disk takes both. Use a second one.",
    "encoding-quick": "The quick encoding is installed.",
    "encoding-plain": "The quick encoding could not be compiled here: all works, more slowly. See README.",
}
