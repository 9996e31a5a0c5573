"""The way in for every command: `./lanyard <command>`."""

import argparse
import gc
import os
import sys

from lanyard.crypto.errors import Unopened
from lanyard.ledger.errors import Malformed
from lanyard.store.cipher import DatabaseError, told
from lanyard.store.errors import StoreError
from lanyard.web.commands import (
    backup,
    bench,
    demo,
    doctor,
    drill,
    import_people,
    initialise,
    manifest,
    papers,
    person,
    rebuild,
    roll,
    serve,
    staff,
    triage,
    verify,
)
from lanyard.web.commands.common import answer_json, err

COMMANDS = {
    "demo": demo,
    "serve": serve,
    "staff": staff,
    "init": initialise,
    "roll": roll,
    "person": person,
    "manifest": manifest,
    "import": import_people,
    "print": papers,
    "verify": verify,
    "rebuild": rebuild,
    "backup": backup,
    "drill": drill,
    "doctor": doctor,
    "triage": triage,
    "bench": bench,
}


GARBAGE = (100_000, 50, 100)
"""How much is made before Python looks for circles that nobody needs any more. Folding makes hundreds of thousands of
objects that stay and hardly a circle: looked for at Python's own pace, they cost a fifth of the time."""


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
    gc.set_threshold(*GARBAGE)
    said = parser().parse_args(words)
    try:
        return int(said.run(said))
    except StoreError as error:
        return _failed(said, error.code, error.detail, str(error))
    except Malformed as error:
        return _failed(said, error.code, error.field, f"This cannot be read: {error}. Nothing was recorded.")
    except Unopened as error:
        return _failed(
            said, error.code, "", "This does not open: the passphrase, the shares or the file are not right."
        )
    except DatabaseError as error:
        wrong = told(error, str(getattr(said, "folder", "")))
        return _failed(said, wrong.code, wrong.detail, str(wrong))
    except BrokenPipeError:  # whoever read the answer has gone; nothing more can be said there
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        wrong = StoreError.of(error, error.filename or "file")
        return _failed(said, wrong.code, wrong.detail, str(wrong))
    except KeyboardInterrupt:
        return 130


def _failed(said: argparse.Namespace, code: str, detail: str, words: str) -> int:
    """Say what went wrong, to programs on standard output and to people on the other."""
    if getattr(said, "json", False):
        answer_json({"ok": False, "error": {"code": code, "detail": detail, "words": words}})
    err.print(words, style="bold", markup=False, highlight=False, soft_wrap=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
