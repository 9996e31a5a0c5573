"""One patient in, one result out: the colour, whether a senior must look now, and the signs that made it."""

from typing import NamedTuple

from lanyard.triage import iitt, surge
from lanyard.triage.colours import Colour, once
from lanyard.triage.facts import facts_of
from lanyard.triage.patient import Mode, Patient


class Result(NamedTuple):
    """What the tool said, and by which version of which tool.

    `because` holds codes of `Sign` and `Finding`: all that made the colour, then all that asks for the look.
    """

    tool: str
    version: str
    colour: Colour
    review_now: bool
    because: tuple[str, ...]


def triage(patient: Patient) -> Result:
    """Triage by the charts, or in a surge by START and JumpSTART. The same patient gives the same result."""
    if patient.mode is Mode.SURGE:
        return _in_surge(patient)
    charts = iitt.charts_for(patient)
    outcome = iitt.assess(patient, facts_of(patient))
    because = once((*outcome.made_by, *outcome.review))
    return Result(iitt.name(charts), iitt.version(charts), outcome.colour, bool(outcome.review), because)


def _in_surge(patient: Patient) -> Result:
    """In a surge, whom the charts would call red keeps the colour and gets a look; black always gets one."""
    facts = facts_of(patient)
    outcome = surge.assess(patient, facts)
    look = outcome.review
    if outcome.colour in {Colour.GREEN, Colour.YELLOW}:
        charts = iitt.assess(patient, facts)
        look += charts.made_by if charts.colour is Colour.RED else ()
    because = once((*outcome.made_by, *look))
    version = surge.version(iitt.version(iitt.charts_for(patient)))
    black = outcome.colour is Colour.BLACK
    return Result(surge.name(surge.ways_for(patient)), version, outcome.colour, bool(look) or black, because)
