"""Which signs are asked of somebody of an age: the rows of her charts, or the steps of a surge, as tiles in that order."""

from collections.abc import Iterable
from typing import NamedTuple

from lanyard.triage.charts import Chart, Row
from lanyard.triage.iitt import charts_for
from lanyard.triage.patient import Mode, Patient
from lanyard.triage.signs import Sign
from lanyard.triage.surge import Steps, ways_for


class Asked(NamedTuple):
    """`alone` make red by themselves, whatever else is; `red` only together with others; then `yellow` and the rest."""

    alone: tuple[Sign, ...]
    red: tuple[Sign, ...]
    yellow: tuple[Sign, ...]


def asked_of(patient: Patient) -> Asked:
    """The signs of her charts; in a surge the steps of START or JumpSTART."""
    if patient.mode is Mode.SURGE:
        return _of_steps(ways_for(patient))
    return _of_charts(charts_for(patient))


def _of_charts(charts: Iterable[Chart]) -> Asked:
    charts = tuple(charts)
    reds = [set(_alone(chart.red)) for chart in charts]
    alone = [sign for sign in Sign if all(sign in of for of in reds)]
    red = [sign for sign in _all(row for chart in charts for row in chart.red) if sign not in alone]
    known = {*alone, *red}
    rest = _all(row for chart in charts for row in (*chart.yellow, *chart.review))
    return Asked(tuple(alone), tuple(red), tuple(sign for sign in rest if sign not in known))


def _of_steps(ways: Iterable[Steps]) -> Asked:
    """Here nothing is red by itself: who walks is green, and the steps are gone through in their order."""
    found: list[Sign] = [Sign.WALKS, Sign.BREATHING]
    for way in ways:
        found += [sign for signs in way.black for sign in sorted(signs)]
        found += _all(way.red)
        found += [fact for _, facts in way.asked for fact in sorted(facts) if isinstance(fact, Sign)]
        found += _all(way.look)
    steps = set(found)
    return Asked((), tuple(sign for sign in _IN_ORDER if sign in steps), ())


def _alone(rows: Iterable[Row]) -> list[Sign]:
    return [fact for row in rows if row.needs == 1 for item in row.items for fact in item if isinstance(fact, Sign)]


def _all(rows: Iterable[Row]) -> list[Sign]:
    facts = (fact for row in rows for item in row.items for fact in item)
    return list(dict.fromkeys(fact for fact in facts if isinstance(fact, Sign)))


_AT_WALKS = tuple(Sign).index(Sign.WALKS)
_IN_ORDER = (*tuple(Sign)[_AT_WALKS:], *tuple(Sign)[:_AT_WALKS])
"""The steps of a surge first, as they are gone through."""
