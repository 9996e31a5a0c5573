"""The stock of tags: each code once, kept before it is given out, remembered when the folder is opened again."""

import os
from pathlib import Path

import pytest

from lanyard.casefile.tag import tag_ref
from lanyard.desk import tag_stock
from lanyard.desk.node import Node
from lanyard.desk.tag_stock import TagStock
from lanyard.store.strongbox import Strongbox
from lanyard.terms.tags import is_tag_code
from tests.desk.point import made


def test_each_code_is_printed_once_for_its_site(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        strips = [node.tags.print(letters, 200) for letters in ("BG", "HC", "BG")]
        codes = [code for strip in strips for code in strip]
        assert len(set(codes)) == 600
        assert all(is_tag_code(code) for code in codes)
        assert [{code[:2] for code in strip} for strip in strips] == [{"BG"}, {"HC"}, {"BG"}]
        assert node.tags.codes == {tag_ref(code).key: code for code in codes}


def test_no_codes_are_printed_for_nobody(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        assert node.tags.print("BG", 0) == []


def test_what_was_printed_is_remembered_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "site"
    with made(path) as node:
        codes = [*node.tags.print("BG", 3), *node.tags.print("HC", 1)]
        secret = node.folder.secret
    with Node.open(path, None, secret=secret) as node:
        assert sorted(node.tags.codes.values()) == sorted(codes)


def draws(monkeypatch: pytest.MonkeyPatch, *numbers: int) -> None:
    """Draw these numbers for tags; anything else as it comes."""
    left = [(number << 5).to_bytes(5, "big") for number in numbers]
    real = os.urandom
    monkeypatch.setattr(tag_stock.os, "urandom", lambda size: left.pop(0) if size == 5 else real(size))


def test_a_number_drawn_again_is_not_printed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(tmp_path / "site") as node:
        draws(monkeypatch, 7, 7, 8, 8, 7, 9)
        first, second = node.tags.print("BG", 2), node.tags.print("BG", 1)
        assert [code[:9] for code in (*first, *second)] == ["BG0000007", "BG0000008", "BG0000009"]


def test_the_same_number_of_another_site_is_another_tag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(tmp_path / "site") as node:
        draws(monkeypatch, 7, 7)
        assert node.tags.print("BG", 1) != node.tags.print("HC", 1)
        assert len(node.tags.codes) == 2


def test_codes_that_could_not_be_kept_are_not_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with made(tmp_path / "site") as node:
        with monkeypatch.context() as patched:
            patched.setattr(Strongbox, "keep", full)
            with pytest.raises(OSError, match="disk full"):
                node.tags.print("BG", 3)
        assert node.tags.codes == {}
        assert TagStock(node.folder.strongbox).codes == {}
