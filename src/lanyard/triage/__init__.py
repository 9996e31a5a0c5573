"""Triage: two charts and, for a surge, START and JumpSTART, as pure functions pinned to a version."""

from lanyard.triage.ages import AGE_BANDS, ages_of, band_of
from lanyard.triage.colours import COLOURS, RETRIAGE_MINUTES, Colour
from lanyard.triage.findings import FINDINGS, Finding
from lanyard.triage.lines import read_line, run, write_line
from lanyard.triage.patient import Answer, Avpu, Mode, Patient
from lanyard.triage.refusal import Refusal
from lanyard.triage.signs import SIGNS, Sign
from lanyard.triage.tool import Result, triage

__all__ = [
    "AGE_BANDS", "COLOURS", "FINDINGS", "RETRIAGE_MINUTES", "SIGNS",
    "Answer", "Avpu", "Colour", "Finding", "Mode", "Patient", "Refusal", "Result", "Sign",
    "ages_of", "band_of", "read_line", "run", "triage", "write_line",
]  # fmt: skip
