"""The way in for every command: `./lanyard <command>`."""

import argparse
import sys

from lanyard.ledger.errors import Malformed
from lanyard.store.errors import StoreError
from lanyard.web.commands import bench, demo, initialise, person, rebuild, roll, serve, triage, verify
from lanyard.web.commands.common import answer_json, err

COMMANDS = {
    "demo": demo,
    "serve": serve,
    "init": initialise,
    "roll": roll,
    "person": person,
    "verify": verify,
    "rebuild": rebuild,
    "triage": triage,
    "bench": bench,
}


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(prog="lanyard", description="The system of a reception point: nobody goes missing.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        summary, _, details = (module.__doc__ or "").partition("\n")
        one = commands.add_parser(
            name, help=summary.rstrip("."), description=summary, epilog=details.strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command; what went wrong is said in words, and its code is the exit status 1."""
    said = parser().parse_args(words)
    try:
        return int(said.run(said))
    except StoreError as error:
        if getattr(said, "json", False):
            answer_json({"ok": False, "error": {"code": error.code, "detail": error.detail, "words": str(error)}})
        err.print(str(error), style="bold", markup=False, highlight=False)
    except Malformed as error:
        err.print(f"This cannot be read: {error}", style="bold", markup=False, highlight=False)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
