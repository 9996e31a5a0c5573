"""`print` from outside: a file for this account alone, of what there is; what is not there is said so."""

import shutil
import stat
from pathlib import Path

import pytest

from lanyard.stations.transport.entries import Boarded, ManifestOpened
from lanyard.terms import CheckedBy
from lanyard.terms.sheets import typed_sheet
from lanyard.terms.tags import is_tag_code
from lanyard.words import NoWord, Words
from tests.desk.point import NOW, PLAN, STAFF, device, made, meets, said, walks_in
from tests.making import manifest, person
from tests.web.shell import Said, inside, served

HOSTILE = '#panic("x") *b* $y$ \\ `r` <l> @r // "'


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lists on one road; two people on the first, one with markup for a name."""
    path = tmp_path_factory.mktemp("printed") / "site"
    with made(path, passphrase="training") as node:
        own = device(node, staff=STAFF[1])
        drafts = [
            said(ManifestOpened(2, PLAN.sites[1].ref, "the #road", "officer", plate), manifest(number), "BG")
            for number, plate in ((1, "AB 12"), (2, "CD 34"))
        ]
        drafts += [walks_in(1), meets(1, HOSTILE), walks_in(2), meets(2, "سارة")]
        drafts += [said(Boarded(manifest(1), CheckedBy.SCAN), person(number), "BG") for number in (1, 2)]
        node.record(own, drafts, NOW).result()
        node.settle()
    return path


@pytest.fixture
def site(known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, and an empty current folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Path(shutil.copytree(known, tmp_path / "site"))


def printed(site: Path, *words: str) -> Said:
    return inside("print", *words, "--folder", site, "--json")


@pytest.mark.parametrize(
    ("words", "code", "there_is"),
    [
        (("tags", "--site", "ZZ"), "no-site", "BG, HC"),
        (("sheet",), "no-station", "arrival"),
        (("sheet", "search"), "no-station", "arrival"),
        (("sheet", "transport", "--kind", "manifest_sealed"), "no-kind-on-paper", "boarded"),
        (("manifest", "XX 99"), "no-such-list", "XX 99"),
        (("receipt",), "no-such-list", ""),
        (("receipt", "the #road"), "several-lists", "AB 12"),
    ],
)
def test_what_is_not_there_is_said_so_and_nothing_is_written(
    site: Path, words: tuple[str, ...], code: str, there_is: str
) -> None:
    said_ = printed(site, *words)
    assert (said_.status, said_.answer["error"]["code"]) == (1, code)
    assert there_is in said_.answer["error"]["detail"]
    assert list(Path.cwd().iterdir()) == []
    said_ = inside("print", *words, "--folder", site)
    assert said_.status == 1
    assert said_.out.strip().endswith(".")


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "burial", "--count", "101"),
        ("tags", "--count", "0"),
        ("tags", "--count", "3001"),
        ("nothing",),
        ("roll", "--lang", "xx"),
    ],
)
def test_a_command_line_that_cannot_be_is_refused(site: Path, words: tuple[str, ...]) -> None:
    assert inside("print", *words, "--folder", site).status == 2


def test_no_numbers_are_used_up_for_a_folder_that_is_not_there(site: Path, tmp_path: Path) -> None:
    said_ = printed(site, "sheet", "burial", "--out", str(tmp_path / "nowhere" / "x.pdf"))
    assert said_.status == 1
    assert "Traceback" not in said_.err
    assert printed(site, "sheet", "burial").answer["made"] == ["BG-0001-6"]


def test_tags_are_new_each_time_and_remembered(site: Path) -> None:
    first, second = (printed(site, "tags", "--count", "31", "--site", site_).answer for site_ in ("BG", "HC"))
    assert list(first) == ["document", "file", "pages", "made"]
    assert (first["pages"], len(first["made"])) == (2, 31)
    assert all(map(is_tag_code, first["made"] + second["made"]))
    assert {code[:2] for code in second["made"]} == {"HC"}
    assert Path(first["file"]).name == "tags-BG.pdf"


def test_a_file_is_for_this_account_alone_and_replaces_none(site: Path, tmp_path: Path) -> None:
    files = [Path(printed(site, "manifest", "AB 12").answer["file"]) for _ in range(3)]
    assert len(set(files)) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert {file.parent for file in files} == {Path.cwd()}
    assert HOSTILE not in "".join(file.name for file in files)
    named = tmp_path / "named.pdf"
    named.write_bytes(b"x" * 10_000_000)
    named.chmod(0o644)
    assert printed(site, "roll", "--out", str(named)).answer["file"] == str(named)
    assert 1000 < named.stat().st_size < 1_000_000
    assert stat.S_IMODE(named.stat().st_mode) == 0o600


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "words", [("tags",), ("manifest", "AB 12"), ("receipt", "AB 12"), ("roll",), ("sheet", "arrival", "--kind", "born")]
)
def test_each_paper_is_printed_in_each_language(site: Path, words: tuple[str, ...], language: str) -> None:
    said_ = inside("print", *words, "--lang", language, "--folder", site)
    assert said_.status == 0, said_.err
    assert Path(said_.out.strip()).read_bytes().startswith(b"%PDF-")


def test_sheets_are_numbered_one_after_the_other_so_many_of_each_kind(site: Path) -> None:
    first = printed(site, "sheet", "transport", "--count", "2").answer
    assert first["pages"] == len(first["made"]) == 18
    again = printed(site, "sheet", "arrival", "--kind", "person_met", "--count", "3").answer
    assert [typed_sheet(number) for number in again["made"]] == [("BG", 19), ("BG", 20), ("BG", 21)]
    assert Path(again["file"]).name == f"sheet-{again['made'][0]}.pdf"


@pytest.mark.slow
def test_the_running_server_prints_it_too(site: Path) -> None:
    before = printed(site, "tags", "--count", "2").answer["made"]
    with served(site):
        during = printed(site, "tags", "--count", "3000").answer
        assert (len(during["made"]), during["pages"]) == (3000, 100)
        assert printed(site, "manifest", "AB 12", "--lang", "ar").answer["pages"] == 1
        assert printed(site, "sheet", "burial").answer["made"] == ["BG-0001-6"]
    after = printed(site, "tags", "--count", "2").answer["made"]
    assert len({*before, *during["made"], *after}) == 3004


def test_every_word_of_a_refusal_is_there_in_arabic_too() -> None:
    for code in ("no_site", "no_station", "no_kind_on_paper"):
        assert "X" in Words("ar").terminal(code, what="X", others="Y")
    with pytest.raises(NoWord):
        Words("ar").terminal("no_such_refusal")
