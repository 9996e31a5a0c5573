"""Triage patients: one JSON object a line in, one result a line out.

In: id, age_years or age_months or null (age_days for newborns), pregnant, signs (codes: docs/manual/triage.md), hr,
rr, spo2_pct, temp_c, sbp, dbp, avpu, mode (iitt or surge). Out: id, tool, version, colour, review_now, because; or
id and error {code, field, value}. A line that cannot be read does not stop the rest; the exit status is then 1.
"""

import argparse
import json
import sys

from lanyard.triage.lines import run as triage_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--json", action="store_true", required=True, help="JSON lines in and out (the only form so far)"
    )


def run(_said: argparse.Namespace) -> int:
    """Read standard input to its end."""
    wrong = False
    for line in triage_lines(sys.stdin):
        wrong = wrong or "error" in json.loads(line)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 1 if wrong else 0
