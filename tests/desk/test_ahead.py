"""A time that cannot be is flagged, also when the end comes between the reading and the receipt."""

from pathlib import Path

import pytest

from lanyard.desk.ahead import Ahead
from lanyard.desk.node import Node
from lanyard.ledger.open_records import HeadsReceived
from tests.desk.folders import change, rebuilt, views_rows, wait_until
from tests.desk.point import NOW, device, made, meets
from tests.exchange.bringing import said

TOMORROW = (NOW // 1000 + 86_400, 0)


def ended_before_the_receipt(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """A folder in which an entry states tomorrow, read and not flagged yet; its secret and the entry's id."""
    with monkeypatch.context() as ending:
        ending.setattr(Ahead, "_flag", lambda _: None)
        with made(path) as node:
            [(wrong, _)] = node.record(device(node), [meets(1, at=TOMORROW)], NOW).result()
            assert views_rows(node)["flagged"] == []
            return node.folder.secret, wrong.id


def flagged_once(path: Path, secret: bytes, entry: bytes) -> None:
    """Opened twice, years later: the receipt is written the first time, and not again."""
    for _ in range(2):
        with Node.open(path, secret=secret) as node:
            wait_until(lambda: views_rows(node)["flagged"] == [(entry,)])
            assert [receipt.impossible for receipt in said(node, HeadsReceived)] == [(entry,)]
            assert views_rows(node)["ahead"] == []


def test_what_was_not_flagged_before_the_end_is_flagged_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, wrong = ended_before_the_receipt(tmp_path / "site", monkeypatch)
    flagged_once(tmp_path / "site", secret, wrong)


def test_it_is_flagged_also_if_the_views_were_built_again_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, wrong = ended_before_the_receipt(tmp_path / "site", monkeypatch)
    assert rebuilt(tmp_path / "site", secret).differs == {}
    flagged_once(tmp_path / "site", secret, wrong)
    assert rebuilt(tmp_path / "site", secret).differs == {}


def test_it_is_flagged_also_if_the_next_version_folds_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, wrong = ended_before_the_receipt(tmp_path / "site", monkeypatch)
    change(tmp_path / "site", secret, "UPDATE progress SET value = 999 WHERE name = 'fold_version'")
    flagged_once(tmp_path / "site", secret, wrong)
