"""Write the vectors of the kinds: which fields each accepts and refuses. Run as `python -m vectors.make_kinds`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lanyard.casefile.kind import Kind
from lanyard.crypto.hashing import H
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question
from lanyard.ledger.encoding import encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Ref
from lanyard.terms.tags import tag_code

FOLDER: Final = Path(__file__).parent / "kinds"
Case = dict[str, Any]
Fields = dict[str, Any]


def cases(kind: Kind) -> list[Case]:
    """What is accepted: the least and the most that can be said; what is refused: one thing wrong at a time."""
    least = {q.name: good(q) for q in kind.shape.questions if q.required}
    most = {q.name: good(q) for q in kind.shape.questions}
    found = [_case(kind, "the least that can be said", least)]
    if most != least:
        found.append(_case(kind, "every question answered", most))
    found += [_case(kind, f"{name} not known", most | {name: "unknown"}) for name in _may_be_unknown(kind)]
    found.append(_case(kind, "a field that is not declared", least | {"not_declared": 1}))
    found += [_case(kind, f"{name} left out", {n: v for n, v in most.items() if n != name}) for name in least]
    for question in kind.shape.questions:
        found += [
            _case(kind, f"{question.name}: {what}", most | {question.name: value}) for what, value in bad(question)
        ]
    return found


def _may_be_unknown(kind: Kind) -> list[str]:
    return [q.name for q in kind.shape.questions if q.unknown]


def _case(kind: Kind, name: str, fields: Fields) -> Case:
    said: Case = {"name": name, "fields": encode(fields).hex()}
    try:
        kind.shape.read(fields)
    except Malformed as wrong:
        return said | {"refuse": wrong.code, "field": wrong.field}
    return said | {"expect": "read"}


def good(question: Question) -> Any:
    """An answer that the question allows."""
    value = _single(question)
    return [value] if question.many else value


def _single(question: Question) -> Any:
    ask = question.ask
    if question.choices:
        return str(question.choices[0])
    if question.type is Ref:
        assert ask.noun is not None
        return [int(ask.noun), H("vector", question.name.encode())[:16]]
    if question.type is AgeRange:
        return [96, 108]
    if question.type is Blob:
        return [H("vector", b"blob"), bytes(range(16)), 1234, "audio/wav"]
    if question.type is bool:
        return True
    if question.type is int:
        return ask.high if ask.high is not None else 1
    if question.type is bytes:
        return H("vector", b"bytes")[: ask.length]
    return {"tag": tag_code("BG", 123_456_789), "date": "2019-02-22", "code": "a_code"}.get(ask.form, "said so")


def bad(question: Question) -> Iterator[tuple[str, Any]]:
    """Answers that the question does not allow, each with what is wrong."""
    single = [*_bad_single(question)]
    if question.many:
        yield "not a list", _single(question)
        yield "too long a list", [_single(question)] * 65
        single = [(what, [value]) for what, value in single]
    yield from single
    yield "another type", {"a": 1}


def _bad_single(question: Question) -> Iterator[tuple[str, Any]]:
    ask = question.ask
    if question.choices:
        yield "not a choice", "none-of-these"
    elif question.type is Ref:
        yield "another noun", [8 if ask.noun != 8 else 7, bytes(16)]
        yield "an id too short", [int(ask.noun or 0), bytes(15)]
    elif question.type is AgeRange:
        yield "the wrong way round", [12, 11]
    elif question.type is Blob:
        yield "a short name", [bytes(31), bytes(16), 1, "image/png"]
    elif question.type is bool:
        yield "a number", 1
    elif question.type is int:
        yield "yes", True
        yield from ((f"{value}", value) for value in _beyond(question))
    elif question.type is bytes:
        yield "a byte too few", bytes((ask.length or 1) - 1)
    else:
        yield from _bad_text(question)


def _beyond(question: Question) -> Iterator[int]:
    if question.ask.low is not None:
        yield question.ask.low - 1
    if question.ask.high is not None:
        yield question.ask.high + 1


def _bad_text(question: Question) -> Iterator[tuple[str, Any]]:
    form = question.ask.form
    yield "a control character", "a\x07b"
    yield "not in normal form C", "e\u0301"
    yield "too long", "a" * (question.ask.longest + 1)
    if form:
        yield f"not a {form}", {"tag": "BG00000000", "date": "2019-02-30", "code": "A code"}[form]


def main() -> None:
    """Write one file a kind."""
    FOLDER.mkdir(exist_ok=True)
    for name, kind in KINDS.items():
        content = {
            "kind": name,
            "compartment": None if kind.compartment is None else int(kind.compartment),
            "about": [int(noun) for noun in kind.about],
            "cases": cases(kind),
        }
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
