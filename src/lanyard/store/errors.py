"""What can go wrong with what is kept on disk, each said in three sentences: what happened, what was kept, what to do."""

import errno
from typing import Final

_ENTRIES_SAFE: Final = "Every entry that was acknowledged is kept."
_UNTOUCHED: Final = "Nothing was changed."

MESSAGES: Final[dict[str, tuple[str, str, str]]] = {
    "already-open": (
        "This folder is in use by another Lanyard process ({detail}).",
        _UNTOUCHED,
        "Use the one that runs, or stop it first.",
    ),
    "backup-ahead": (
        "The backup holds entries that this folder does not have ({detail}).",
        "The backup was left as it is.",
        "Do not work on with this folder: restore the backup into a new one with the drill command, and go on there.",
    ),
    "backup-damaged": (
        "A file of the backup is damaged ({detail}).",
        "It was left as it is, and nothing was made of it.",
        "Use another backup; or begin a new one in an empty folder while the site's own folder is whole.",
    ),
    "backup-foreign": (
        "This is the backup of another site ({detail}).",
        _UNTOUCHED,
        "Name the folder of this site's backup, or an empty one.",
    ),
    "blob-changed": (
        "The file {detail} is not what its name says: its bytes have changed.",
        "The entry that names it is kept, the file is left where it is.",
        "Fetch the file again from another site or a backup.",
    ),
    "blob-missing": (
        "The file {detail} is not in this folder.",
        "The entry that names it is kept.",
        "Fetch the file from the tablet, another site or a backup.",
    ),
    "disk-error": (
        "The disk reported an error while writing or reading ({detail}).",
        _ENTRIES_SAFE + " What was being saved was not.",
        "Copy this folder to another disk now, then run the verify command on the copy.",
    ),
    "disk-full": (
        "The disk is full ({detail}).",
        _ENTRIES_SAFE + " What was being saved was not.",
        "Make room on the disk, then save again. Nothing needs to be restarted.",
    ),
    "disk-nearly-full": (
        "The disk is nearly full ({detail}).",
        _ENTRIES_SAFE,
        "Make room on the disk now.",
    ),
    "file-damaged": (
        "The file {detail} is damaged.",
        "It was left as it is.",
        "Run the verify command, which names the pages; then restore the file from a backup or another site.",
    ),
    "file-missing": (
        "The file {detail} is missing from the folder.",
        _UNTOUCHED,
        "Put the file back from a backup, or check that this is the right folder.",
    ),
    "file-not-read": (
        "The file {detail} cannot be read.",
        _UNTOUCHED,
        "Check its name, and that this account may read it.",
    ),
    "file-unreadable": (
        "The file {detail} cannot be opened with this site's key: it is damaged, or belongs to another site.",
        _UNTOUCHED,
        "Put the right file back from a backup; do not delete this one.",
    ),
    "folder-exists": (
        "There is already something in {detail}.",
        _UNTOUCHED,
        "Choose an empty folder, or open this one instead of making it.",
    ),
    "format-newer": (
        "This folder was written by a newer Lanyard ({detail}).",
        _UNTOUCHED,
        "Install that version or a later one.",
    ),
    "format-unknown": (
        "The folder does not say which version of Lanyard wrote it ({detail}).",
        _UNTOUCHED,
        "Check that this is the right folder, or restore the file called format from a backup.",
    ),
    "heads-unreadable": (
        "The file {detail}, which says how far the ledger goes, is torn or was changed.",
        "The ledger itself is kept; that its end is whole can be shown only by another site's receipts.",
        "Work on; compare with another site when a link or a stick comes along.",
    ),
    "ledger-refuses": (
        "The ledger does not accept this row ({detail}).",
        _ENTRIES_SAFE + " This row was not kept.",
        "Report this as a fault of the program.",
    ),
    "no-passphrase": (
        "No passphrase was given ({detail}).",
        _UNTOUCHED,
        "Type it when asked, or name a file with it in LANYARD_PASSPHRASE_FILE.",
    ),
    "not-a-folder": (
        "There is no Lanyard folder at {detail}.",
        _UNTOUCHED,
        "Check the path, or make a new folder.",
    ),
    "plan-unreadable": (
        "The site plan cannot be read: {detail}.",
        _UNTOUCHED,
        "Put it right as the manual's page on the site plan says.",
    ),
    "port-in-use": (
        "The status page cannot be served at this port ({detail}).",
        _UNTOUCHED,
        "Choose another with --port, or stop what uses it.",
    ),
    "pragma-ignored": (
        "The database did not accept a setting that keeps entries safe ({detail}).",
        _UNTOUCHED,
        "Reinstall Lanyard with the versions of its own requirements file.",
    ),
    "read-only": (
        "This disk or folder can be read but not written ({detail}).",
        _ENTRIES_SAFE + " Nothing new was saved.",
        "Make the folder writable, or move it to a disk that is.",
    ),
    "schema-changed": (
        "The protections of the ledger are not as they must be: {detail}.",
        "The file was left as it is.",
        "Do not work with this file. Run the verify command, then restore the file from a backup or another site.",
    ),
    "secret-wrong": (
        "The secret does not open this folder.",
        _UNTOUCHED,
        "Check that this is the right folder, or put the recovery shares together.",
    ),
    "server-busy": (
        "The running server did not answer ({detail}).",
        _ENTRIES_SAFE,
        "Try again; if it happens again, stop the server and start it.",
    ),
    "server-not-running": (
        "No server is running on this folder ({detail}).",
        _UNTOUCHED,
        "Start it with the serve command.",
    ),
    "server-refused": (
        "The running server could not do this ({detail}).",
        _ENTRIES_SAFE,
        "Check the command and its arguments.",
    ),
    "shares-wrong": (
        "These are not two recovery shares of one set ({detail}).",
        _UNTOUCHED,
        "Compare each line with its paper; put two papers of one set into the file, a line each.",
    ),
    "sqlite-too-old": (
        "The database library is too old to be safe ({detail}): before 3.51.3 it can damage a file.",
        _UNTOUCHED,
        "Install Lanyard with the versions of its own requirements file.",
    ),
    "tail-missing": (
        "The end of the ledger is missing: {detail}.",
        "All that comes before it is kept.",
        "Work on; the missing entries come back from the tablets or from another site, so do not wipe either.",
    ),
    "unlock-missing": (
        "The file called unlock is missing or damaged, so a passphrase cannot open this folder ({detail}).",
        _UNTOUCHED,
        "Put the file back from a backup, or put the recovery shares together.",
    ),
    "views-stand-still": (
        "What is shown is not up to date: the entries could not be read on ({detail}).",
        _ENTRIES_SAFE + " Recording goes on.",
        "It is tried again every few seconds. If it stays so, stop the server and run the rebuild command.",
    ),
    "writer-failed": (
        "An earlier record could not be saved, and the line of records waits for that answer.",
        _ENTRIES_SAFE + " What was being saved was not.",
        "Save again in a moment.",
    ),
    "writer-stopped": (
        "The writer has been stopped, so nothing can be saved.",
        _ENTRIES_SAFE + " What was being saved was not.",
        "Start the server again.",
    ),
    "wrong-passphrase": (
        "The passphrase does not open this folder.",
        _UNTOUCHED,
        "Try again, minding capitals and keyboard language; or put the recovery shares together.",
    ),
}


class StoreError(Exception):
    """Something about what is kept on disk, for a person to act on.

    Attributes:
        code: a key of `MESSAGES`.
        detail: the file, number or cause that the sentence names.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code, str(detail))
        self.code = code
        self.detail = str(detail)

    @classmethod
    def of(cls, error: OSError, file: str) -> "StoreError":
        """Return what the operating system's error means for a person. `file` names what was being used."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return cls("disk-full", file)
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return cls("read-only", file)
        return cls("disk-error", f"{file}: {error.strerror}")

    def __str__(self) -> str:
        return " ".join(MESSAGES[self.code]).format(detail=self.detail)
