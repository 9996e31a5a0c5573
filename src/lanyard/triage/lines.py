"""Triage as lines of JSON: a patient a line in, a result a line out. A bad line gets an answer and stops nothing."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeVar

from lanyard.triage.patient import MONTHS_MAX, Answer, Avpu, Mode, Patient, months_of_days
from lanyard.triage.refusal import Refusal
from lanyard.triage.signs import Sign
from lanyard.triage.tool import Result, triage

LINE_MAX: Final = 65_536
"""Characters."""
ID_MAX: Final = 200
ID_END: Final = 2**63
RANGES: Final = {
    "age_years": (0, 130),
    "age_months": (0, MONTHS_MAX),
    "age_days": (0, 364),
    "hr": (0, 350),
    "rr": (0, 150),
    "spo2_pct": (0, 100),
    "sbp": (0, 350),
    "dbp": (0, 350),
}
"""Lowest and highest that a living or dying person has; beyond it a hand slipped."""
TEMP_C: Final = (15, 45)
KEYS: Final = ("id", *RANGES, "temp_c", "pregnant", "signs", "avpu", "mode")
"""Every key may be absent or null, which says unknown; without `mode` it is `iitt`."""

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_line(obj: Mapping[str, Any]) -> Patient:
    """The patient that one object describes. Raises `Refusal` naming the field and the value.

    Keys: `KEYS`. Numbers are whole but for `temp_c`; of the ages any may be given, and those given must agree.
    `signs` is a list of codes; `pregnant` is true, false, yes, no or unknown; `avpu` is a, v, p or u in either case.
    """
    for key in obj:
        if key not in KEYS:
            raise Refusal("unknown-key", key, obj[key])
    _id(obj)
    numbers = {field: _whole(obj, field) for field in RANGES}
    years, months, days = (numbers.pop(field) for field in ("age_years", "age_months", "age_days"))
    return Patient(
        age_months=_age(years, months, days),
        age_days=days,
        pregnant=_pregnant(obj.get("pregnant")),
        signs=_signs(obj.get("signs")),
        temp_dc=_temperature(obj.get("temp_c")),
        avpu=_choice(Avpu, "avpu", obj.get("avpu"), "not-an-answer"),
        mode=_choice(Mode, "mode", obj.get("mode"), "not-a-mode") or Mode.IITT,
        **numbers,
    )


def write_line(result: Result, id: str | int | None) -> dict[str, Any]:  # noqa: A002  the key's own name
    """The object of one result: `id`, `tool`, `version`, `colour`, `review_now`, `because`."""
    return {"id": id, **result._asdict(), "colour": str(result.colour), "because": [str(c) for c in result.because]}


def run(lines: Iterable[str]) -> Iterator[str]:
    """A result for every line that is not blank. A line that is refused gives `id` if readable, and `error`.

    `error` holds `code`, `field` and `value`, the value as short text. Output is ASCII.
    """
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line.rstrip("\r\n")))


def _answer(line: str) -> dict[str, Any]:
    obj: Any = None
    try:
        obj = _parse(line)
        return write_line(triage(read_line(obj)), _id(obj))
    except Refusal as refused:
        error = {"code": refused.code, "field": refused.field, "value": refused.shown}
        return {"id": _id_if_readable(obj), "error": error}


def _parse(line: str) -> dict[str, Any]:
    if len(line) > LINE_MAX:
        raise Refusal("too-long", "", line)
    try:
        obj = json.loads(line, object_pairs_hook=_object, parse_float=Decimal, parse_constant=_no_constant)
    except Refusal:
        raise
    except (ValueError, RecursionError, InvalidOperation):
        raise Refusal("not-json", "", line) from None
    if not isinstance(obj, dict):
        raise Refusal("not-an-object", "", line)
    return obj


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    obj = dict(pairs)
    if len(obj) < len(pairs):
        keys = [key for key, _ in pairs]
        key = next(key for key in keys if keys.count(key) > 1)
        raise Refusal("repeated-key", key, [value for name, value in pairs if name == key])
    return obj


def _no_constant(word: str) -> Any:
    raise Refusal("not-json", "", word)


def _id(obj: Mapping[str, Any]) -> str | int | None:
    value = obj.get("id")
    if value is None or (type(value) is int and abs(value) < ID_END) or (type(value) is str and len(value) <= ID_MAX):
        return value
    raise Refusal("not-an-id", "id", value)


def _id_if_readable(obj: Any) -> str | int | None:
    try:
        return _id(obj) if isinstance(obj, dict) else None
    except Refusal:
        return None


def _whole(obj: Mapping[str, Any], field: str) -> int | None:
    value = obj.get(field)
    if value is None:
        return None
    if type(value) is not int:
        raise Refusal("not-a-whole-number", field, value)
    low, high = RANGES[field]
    if not low <= value <= high:
        raise Refusal("out-of-range", field, value)
    return value


def _age(years: int | None, months: int | None, days: int | None) -> tuple[int, int] | None:
    """Lowest and highest in completed months of what is given. A month beside days may be one off: months differ."""
    if years is not None and months is not None and months // 12 != years:
        raise Refusal("ages-disagree", "age_months", months)
    if months is None and years is None:
        return None
    low, high = (months, months) if months is not None else (12 * (years or 0), 12 * (years or 0) + 11)
    if days is not None and not low - 1 <= months_of_days(days) <= high + 1:
        raise Refusal("ages-disagree", "age_days", days)
    return low, high


def _temperature(value: Any) -> int | None:
    """Tenths of a degree. What is finer is rounded away from 37, so that no limit is missed."""
    if value is None:
        return None
    if type(value) not in {int, float, Decimal} or value != value:
        raise Refusal("not-a-number", "temp_c", value)
    if not TEMP_C[0] <= value <= TEMP_C[1]:
        raise Refusal("out-of-range", "temp_c", value)
    tenths = Decimal(str(value)) * 10
    return math.ceil(tenths) if tenths > 370 else math.floor(tenths)


def _pregnant(value: Any) -> Answer:
    if type(value) is bool:
        return Answer.YES if value else Answer.NO
    return _choice(Answer, "pregnant", value, "not-an-answer") or Answer.UNKNOWN


def _signs(value: Any) -> frozenset[Sign]:
    if value is None:
        return frozenset()
    if not isinstance(value, list | tuple):
        raise Refusal("not-a-list", "signs", value)
    signs = set()
    for code in value:
        sign = _choice(Sign, "signs", code, "unknown-sign")
        if sign is None:
            raise Refusal("unknown-sign", "signs", code)
        signs.add(sign)
    return frozenset(signs)


def _choice(choices: type[_Choice], field: str, value: Any, code: str) -> _Choice | None:
    if value is None:
        return None
    if isinstance(value, str):
        for choice in choices:
            if value == choice or (field == "avpu" and value == choice.upper()):
                return choice
    raise Refusal(code, field, value)
