"""The commands from outside: what goes wrong comes out as a sentence and a code, never as a traceback."""

import json
import shutil
from pathlib import Path

import pytest

from lanyard.crypto import shares
from lanyard.desk.plan import SitePlan
from lanyard.store.folder import LEDGER, VIEWS
from tests.desk.folders import flip
from tests.desk.point import NOW, counts, device, made, meets, tags, walks_in
from tests.making import code
from tests.web.shell import PASSPHRASE, PLAN, Said, command, inside

COMMANDS = (
    "demo", "serve", "init", "roll", "person", "manifest", "print", "import", "verify", "rebuild", "triage", "bench",
)  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A training folder with a few people, one with brackets for a name; and its secret."""
    path = tmp_path_factory.mktemp("sites") / "site"
    with made(path, passphrase="training") as node:
        own = device(node)
        drafts = [walks_in(1), meets(1, "[/red] [bold]x"), counts(1, 3, at=None), tags(2, on=1)]
        node.record(own, drafts, NOW).result()
        node.settle()
        return path, node.folder.secret


@pytest.fixture
def site(sites: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(sites[0], tmp_path / "site"))


def refused(said: Said, code_: str) -> None:
    """It failed in words, with this code, and without a traceback."""
    assert said.status == 1
    assert "Traceback" not in said.err + said.out
    assert said.answer["error"]["code"] == code_
    assert said.answer["error"]["words"].endswith(".")
    assert said.err.strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_does(name: str) -> None:
    said = inside(name, "--help")
    assert said.status == 0
    assert len(said.out.splitlines()) > 8 or name == "bench"


def test_no_folder_is_said_before_a_passphrase_is_asked(tmp_path: Path) -> None:
    for name in ("roll", "verify", "rebuild", "serve"):
        refused(inside(name, "--folder", tmp_path / "nothing", "--json"), "not-a-folder")


def test_a_wrong_passphrase_is_said_so(site: Path) -> None:
    (site / "training").write_text("not this one\n")
    refused(inside("roll", "--folder", site, "--json"), "wrong-passphrase")


def test_a_passphrase_that_nobody_can_type_is_asked_in_words(site: Path, tmp_path: Path) -> None:
    (site / "training").unlink()
    refused(command("roll", "--folder", site, "--json"), "no-passphrase")
    refused(inside("roll", "--folder", site, "--json", LANYARD_PASSPHRASE_FILE=str(tmp_path / "none")), "file-not-read")


def test_a_folder_of_a_newer_version_is_left_alone(site: Path) -> None:
    check = (site / "format").read_text().split()[1]
    (site / "format").write_text(f"99\n{check}\n")
    for name in ("roll", "verify", "rebuild"):
        refused(inside(name, "--folder", site, "--json"), "format-newer")


def test_a_plan_that_was_spoilt_is_said_so(site: Path) -> None:
    (site / "site.toml").write_text("[[site]]\nletters = 5\n")
    refused(inside("roll", "--folder", site, "--json"), "plan-unreadable")


def test_a_damaged_ledger_is_said_so(site: Path) -> None:
    flip(site / LEDGER, 300)
    refused(inside("roll", "--folder", site, "--json"), "file-unreadable")


def test_a_moment_that_cannot_be_is_a_wrong_command_line(site: Path) -> None:
    said = inside("roll", "--folder", site, "--at", "yesterday")
    assert said.status == 2
    assert "Traceback" not in said.err


@pytest.mark.slow
def test_a_site_is_made_and_opened_by_passphrase_and_by_shares(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    by_word = {"LANYARD_PASSPHRASE_FILE": str(tmp_path / "pass")}
    said = inside("init", tmp_path / "new", "--plan", tmp_path / "plan.toml", **by_word)
    assert said.status == 0, said.err
    lines = [line.strip() for line in said.out.splitlines() if line.startswith("  ")]
    assert len(lines) == 6
    assert inside("init", tmp_path / "new", "--plan", tmp_path / "plan.toml", **by_word).status == 1
    assert inside("roll", "--folder", tmp_path / "new", "--json", **by_word).answer["people"] == 0

    def opened_with(*given: str) -> Said:
        (tmp_path / "shares").write_text("\n".join(given) + "\n")
        return inside("verify", "--folder", tmp_path / "new", "--json", LANYARD_SHARES_FILE=str(tmp_path / "shares"))

    assert opened_with(lines[0], lines[2]).answer["ok"]
    assert opened_with(lines[2], "", lines[1]).answer["ok"]
    typo = lines[0][:-1] + ("0" if lines[0][-1] != "0" else "1")
    assert opened_with(typo, lines[1], lines[2]).answer["ok"]
    refused(opened_with(typo, lines[1]), "shares-wrong")
    assert "line 1" in opened_with(typo, lines[1]).err
    refused(opened_with(lines[0], lines[4]), "shares-wrong")
    refused(opened_with(lines[0], lines[0]), "shares-wrong")
    refused(opened_with(lines[0]), "shares-wrong")
    refused(opened_with("not even hexadecimal", lines[0]), "shares-wrong")
    refused(opened_with(lines[3], lines[4]), "secret-wrong")


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ('letters = "BG"', 'letters = "bg"'),
        ('letters = "BG"', "letters = 5"),
        ('letters = "BG"', ""),
        ("5b0c6d0a8e1f4b7c9d2e3f405162738a", "5b0c"),
        ("5b0c6d0a8e1f4b7c9d2e3f405162738a", "c1a2b3d4e5f60718293a4b5c6d7e8f90"),
        ("BG/L2", "XX/L2"),
        ("BG/L2", "L2"),
        ("capacity = 120", "capacity = -1"),
        ("capacity = 120", 'capacity = "many"'),
        ("covered = false", "covered = 0"),
        ("Reception point", "\\u0007"),
        ("[[site]]", "[site]"),
        ("[[site]]", "[[site"),
    ],
)
def test_a_plan_that_cannot_be_makes_nothing(tmp_path: Path, find: str, put: str) -> None:
    assert find in PLAN
    with pytest.raises(ValueError, match=r".") as raised:
        SitePlan.read(PLAN.replace(find, put))
    assert "\n" not in str(raised.value)[:200]


def test_a_plan_that_cannot_be_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN.replace("BG/L2", "XX/L2"))
    (tmp_path / "pass").write_text(PASSPHRASE)
    said = inside(
        "init", tmp_path / "new", "--plan", tmp_path / "plan.toml", LANYARD_PASSPHRASE_FILE=str(tmp_path / "pass")
    )
    assert said.status == 1
    assert "XX/L2" in said.err
    assert not (tmp_path / "new").exists()
    said = inside("init", tmp_path / "new", "--plan", tmp_path / "none.toml")
    assert "cannot be read" in said.err


def test_a_short_passphrase_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    (tmp_path / "pass").write_text("short")
    said = inside(
        "init", tmp_path / "new", "--plan", tmp_path / "plan.toml", LANYARD_PASSPHRASE_FILE=str(tmp_path / "pass")
    )
    assert said.status == 1
    assert not (tmp_path / "new").exists()


def test_a_person_and_the_roll_are_printed_whatever_was_typed(site: Path) -> None:
    said = inside("person", code(1), "--folder", site)
    assert said.status == 0, said.err
    assert "[/red] [bold]x" in said.out
    assert inside("roll", "--folder", site).status == 0


def test_a_tag_that_nobody_wears_is_said_so(site: Path) -> None:
    for tag in (code(9), "nonsense", "00", "0" * 34, "07" + "0" * 32, ""):
        said = inside("person", tag, "--folder", site, "--json")
        assert said.answer["error"]["code"] == "no-such-tag"
        assert said.status == 1


def test_verify_and_rebuild_answer_as_documented(site: Path) -> None:
    checked = inside("verify", "--folder", site, "--json")
    assert checked.status == 0
    assert list(checked.answer) == [
        "ok", "entries", "signatures", "blobs", "seconds", "known_gaps", "unreadable", "problems",
    ]  # fmt: skip
    built = inside("rebuild", "--folder", site, "--json")
    assert built.status == 0
    assert list(built.answer) == [
        "identical", "differs", "rows", "hash", "entries", "seconds", "entries_per_second",
    ]  # fmt: skip
    flip(site / VIEWS, 5000)
    checked = inside("verify", "--folder", site, "--json")
    assert (checked.status, checked.answer["ok"]) == (1, False)
    assert inside("rebuild", "--folder", site, "--json").status == 1
    assert inside("verify", "--folder", site, "--json").answer["ok"]


def test_shares_are_checked_each_for_itself() -> None:
    one, two, _ = shares.split(bytes(32), b"abcd", bytes(range(32)))
    shares.check(one)
    with pytest.raises(Exception, match="check"):
        shares.check(two[:-1] + b"?")
    assert json.dumps(shares.join(one, two).hex())
