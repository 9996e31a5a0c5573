"""Debian's Chromium for the tests: installed where that is possible, else missed aloud, and in CI a failure."""

import os
import shutil
import subprocess

APT = (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", "chromium"))


def main() -> int:
    """Exit code 0 when it is here, or may be missing."""
    if shutil.which("chromium") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in APT:
            subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False)
    if shutil.which("chromium"):
        return 0
    print("Chromium is not here: NO PAGE IS TRIED IN A BROWSER. Install it (on Debian: apt-get install chromium).")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())
