"""Files beside a form: judged by their bytes, stored only once all else is right."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from lanyard.ledger.ask import Blob
from lanyard.web.forms import uploads
from tests.web.forms.made_up import form
from tests.web.forms.sheet import post
from tests.web.forms.test_form import PNG, RECORD, RIGHT, STORED, look_up, read


def file(name: str, content: bytes, field: str = "picture") -> MultiValueDict[str, Any]:
    return MultiValueDict({field: [SimpleUploadedFile(name, content, content_type="text/plain")]})


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "not-a-blob"),
        (b"<svg onload='x'/>", "file-not-known"),
        (b"<html>", "file-not-known"),
        (b"MZ" + bytes(40), "file-not-known"),
        (b"RIFF" + bytes(4) + b"AVI ", "file-not-known"),
    ],
)
def test_a_file_is_judged_by_its_bytes_and_not_by_its_name(content: bytes, refused: str) -> None:
    assert read(file("innocent.png", content)).codes == {"picture": refused}


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UPLOAD_MAX", len(PNG) - 1)
    assert read(file("a.png", PNG)).codes == {"picture": "file-too-large"}


def test_two_files_for_one_field_are_two_answers() -> None:
    two = MultiValueDict({"picture": [SimpleUploadedFile("a", PNG), SimpleUploadedFile("b", PNG)]})
    assert read(two).codes == {"picture": "two-answers"}


def test_a_file_is_not_stored_while_anything_is_wrong_and_that_is_said() -> None:
    stored: list[str] = []

    def keep(name: str, _upload: Any, _type: str) -> Blob:
        stored.append(name)
        return STORED

    found = form().read(post(**RIGHT | {"heads": "x"}), file("a.png", PNG), resolve=look_up, keep=keep)
    assert found.codes == {"heads": "not-a-number", "picture": "file-again"}
    assert stored == []


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(12), "image/jpeg"),
        (b"RIFF" + bytes(4) + b"WEBP", "image/webp"),
        (b"RIFF" + bytes(4) + b"WAVE", "audio/wav"),
        (bytes(4) + b"ftypM4A " + bytes(4), "audio/mp4"),
        (bytes(4) + b"ftypheic" + bytes(4), "image/heic"),
        (b"OggS" + bytes(12), "audio/ogg"),
        (b"\x1a\x45\xdf\xa3" + bytes(12), "audio/webm"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_a_picture_a_sound_or_a_paper_is_stored_whole_under_its_own_type(content: bytes, media_type: str) -> None:
    seen: list[Any] = []

    def keep(name: str, upload: Any, said: str) -> Blob:
        seen.append((name, upload.read(99), said))
        return STORED

    found = form().read(post(**RIGHT), file("x.exe", content), resolve=look_up, keep=keep)
    assert found == replace(RECORD, picture=STORED)
    assert seen == [("picture", content, media_type)]


def test_a_file_field_left_empty_is_no_answer() -> None:
    assert read(MultiValueDict({"picture": []})).picture is None
