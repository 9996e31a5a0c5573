"""The Interagency Integrated Triage Tool: adults and children of 12 and over, children under 12, or both.

Where the charts can be read in more than one way, the reading taken here stands below and in
`docs/manual/triage.md`; each is to be confirmed by a clinician before first use.

- Step 3 is asked of everyone who is not red, also of those with no yellow sign. It never changes the colour.
- A child with altered mental status and nothing else counts as restless or lethargic: yellow. The child's chart
  explains altered mental status with restless, continuously irritable and lethargic, so each of these with stiff
  neck, fever or hypothermia is red.
- The child's band of 5 to 12 years ends at the twelfth birthday, where her chart ends.
- "To 6 months" holds until the day she is seven months old.
- A measured temperature of 38.0 or more is fever, one under 36.0 hypothermia, ticked or not.
- AVPU of U, a pulse of 0, a breath count of 0 and not breathing are read as what they say: red.
- A sign that only the other chart knows, or that counts in pregnancy only, asks for a look when it colours nothing.
- Age unknown: both charts, every band of numbers, the worse; but not an infant of six months or less.
- Under one month without days: may be under 8 days, red. Under one year without months: yellow and a look.
- Pregnancy unknown, from ten years on, with a finding that is red in pregnancy: a look.
"""

from typing import Final

from lanyard.triage.charts import CARD_SHA256, CHARTS, Chart, Fact
from lanyard.triage.colours import Colour, Outcome, once, worse
from lanyard.triage.facts import IMPLIES, Facts, reasons
from lanyard.triage.findings import Finding
from lanyard.triage.patient import Patient
from lanyard.triage.signs import GOOD_SIGNS, Sign

READING: Final = 1
"""How the tables here read the charts. Any change that could change an answer raises it, and a test holds to that."""


def charts_for(patient: Patient) -> tuple[Chart, ...]:
    """The chart of her age, or both when her age may be on either side of twelve."""
    low, high = patient.months
    return tuple(chart for chart in CHARTS if low <= chart.oldest and high >= chart.youngest)


def name(charts: tuple[Chart, ...]) -> str:
    """The tool's name in the result: `iitt_adult`, `iitt_child` or `iitt_both`."""
    return f"iitt_{charts[0].name if len(charts) == 1 else 'both'}"


def version(charts: tuple[Chart, ...]) -> str:
    """The charts and the card by the head of their hashes, and the reading: `9597ab1f-d69bbe39-r1`."""
    hashes = (*(chart.sha256 for chart in charts), CARD_SHA256)
    return "-".join((*(digest[:8] for digest in hashes), f"r{READING}"))


def read(chart: Chart, patient: Patient, facts: Facts) -> Outcome:
    """One chart's answer: any red is red; else any yellow is yellow; else green; and who is not red may need a look."""
    red = reasons(chart.red, facts)
    if red:
        return Outcome(Colour.RED, red)
    yellow = reasons(chart.yellow, facts)
    review = once((*reasons(chart.review, facts), *_not_on(chart, patient)))
    return Outcome(Colour.YELLOW if yellow else Colour.GREEN, yellow, review)


def assess(patient: Patient, facts: Facts) -> Outcome:
    """The worse of the charts that her age calls for."""
    return worse(read(chart, patient, facts) for chart in charts_for(patient))


def _not_on(chart: Chart, patient: Patient) -> tuple[str, ...]:
    """Ticked signs that this chart does not ask of everyone: they must not vanish in a green."""
    return tuple(sign for sign in Sign if sign in patient.signs and not _MEANT[sign] & _ASKED[chart.name])


def _asked(chart: Chart) -> frozenset[Fact]:
    rows = (row for row in (*chart.red, *chart.yellow) if row.needs == 1 or (Finding.PREGNANT,) not in row.items)
    return frozenset(fact for row in rows for item in row.items for fact in item) | GOOD_SIGNS | {Sign.CLINICAL_CONCERN}


def _meant(sign: Sign) -> frozenset[Fact]:
    meant: set[Fact] = {sign}
    for cause, effects in IMPLIES:
        if cause in meant:
            meant.update(effects)
    return frozenset(meant)


_ASKED = {chart.name: _asked(chart) for chart in CHARTS}
_MEANT = {sign: _meant(sign) for sign in Sign}
