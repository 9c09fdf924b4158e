"""Set everything up that the app needs, and start at once when it is there. Standard library only.

    python3 requirements/install.py              what `make run` needs
    python3 requirements/install.py dev          what `make test` needs
    python3 requirements/install.py --display    also make sure that a window can open

This file is read by any Python 3, so that one which is too old can say so; the work is in environment.py.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def _speak_utf8() -> None:
    """Let Chinese file names through under LANG=C and into Windows pipes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _hand_over_to_a_newer_python() -> None:
    """Start again with a Python that is new enough, or say which one to install."""
    for name in NEWER_NAMES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    wanted = ".".join(map(str, OLDEST))
    have = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"Onsite Days needs Python {wanted} or newer, and this is Python {have}. "
        f"Install Python {wanted} or newer (Debian 12 and Ubuntu 24.04 have it, Windows: python.org) and try again."
    )


def main() -> int:
    """Check the Python, then do the work."""
    _speak_utf8()
    if sys.version_info < OLDEST:
        _hand_over_to_a_newer_python()
    import environment  # noqa: PLC0415 - needs a Python that is new enough

    return environment.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
