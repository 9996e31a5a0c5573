"""What arrives as a file: its size, and its type from its first bytes. The name and type that the sender gives are not asked."""

from collections.abc import Callable, Iterator
from typing import Final, Protocol

from lanyard.ledger.ask import Blob
from lanyard.ledger.errors import Malformed

UPLOAD_MAX: Final = 20_000_000
"""Bytes. A minute of sound or a sharp photograph of a paper is far below."""

ACCEPTED: Final = "image/*,audio/*,application/pdf"


class Arrived(Protocol):
    """What is asked of an uploaded file; Django's `UploadedFile` has it."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int, /) -> bytes:
        """So many bytes from where it stands."""

    def seek(self, offset: int, /) -> int:
        """Go there."""

    def chunks(self) -> Iterator[bytes]:
        """All of it, in pieces."""


Keep = Callable[[str, Arrived, str], Blob]
"""Stores what arrived for a field, as this media type, and says what the entry then holds."""

_HEAD: Final = 16
_BEGINS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1a\x45\xdf\xa3", "audio/webm"),
)
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_FTYP: Final = {
    b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heif", b"avif": "image/avif",
    b"M4A ": "audio/mp4", b"isom": "audio/mp4", b"mp41": "audio/mp4", b"mp42": "audio/mp4", b"3gp4": "audio/3gpp",
    b"3gp5": "audio/3gpp",
}  # fmt: skip


def media_type(head: bytes) -> str | None:
    """The type that the first bytes of a file say, or nothing: it is no picture, sound or paper that we know."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _FTYP.get(head[8:12])
    return next((said for begins, said in _BEGINS if head.startswith(begins)), None)


def checked(upload: Arrived) -> str:
    """The media type of what arrived. Raises `Malformed`: empty, too large, or nothing that is kept here."""
    size = upload.size or 0
    if size == 0:
        raise Malformed("not-a-blob", "", size)
    if size > UPLOAD_MAX:
        raise Malformed("file-too-large", "", size)
    upload.seek(0)
    said = media_type(upload.read(_HEAD))
    upload.seek(0)
    if said is None:
        raise Malformed("file-not-known")
    return said
