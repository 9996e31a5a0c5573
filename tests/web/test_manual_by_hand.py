"""The manual's way into a folder's files works as it stands there."""

import re
from pathlib import Path

import pytest

from lanyard.desk.node import TRAINING_PASSPHRASE, Node
from lanyard.desk.plan import Site, SitePlan

ROOT = Path(__file__).parents[2]
BEGIN = 1_550_800_000_000


def test_a_training_folder_is_opened_by_hand_as_the_manual_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = SitePlan((Site(b"p" * 16, "BG", "Point", "Asia/Damascus"),), ())
    Node.create(tmp_path / "var" / "demo", TRAINING_PASSPHRASE, plan, BEGIN, training=True).close()
    (text,) = re.findall(
        r"```python\n(.+?)```", (ROOT / "docs/manual/commands.md").read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.chdir(tmp_path)
    exec(text, {})  # the manual's own words
    assert capsys.readouterr().out == "(3,)\n"
