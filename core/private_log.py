"""Log lines that name no person: the place of a fault and its kind are kept, what somebody typed is not."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

from typing_extensions import override

_QUOTED: Final = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|「[^」\n]*」")
_WORDS: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_DIGITS: Final = re.compile(r"\d[\d\s-]{4,}\d")
_NAME: Final = re.compile(r"[a-z_][a-z0-9_.]*", re.ASCII)
"""A name in a program, such as issue_id."""
_FRAME: Final = re.compile(r'^\s+File ".*", line \d+')
_GAP: Final = "…"
FAULTS: Final = "onsite.fault"
"""The logger of numbered faults: its messages are fixed words and that number."""


def without_values(text: str) -> str:
    """Return *text* without what is quoted in it but for names in programs, without Chinese words, and long numbers."""
    text = _QUOTED.sub(lambda found: found[0] if _NAME.fullmatch(found[0][1:-1]) else _GAP, text)
    return _DIGITS.sub(_GAP, _WORDS.sub(_GAP, text))


def private_trace(trace: str) -> str:
    """Return a traceback with its frames, and the messages between them without values.

    The line of our own source below a frame holds no data.
    """
    kept, below_frame = [], False
    for line in trace.splitlines():
        is_frame = bool(_FRAME.match(line))
        is_source = below_frame and line.startswith("    ")  # a frame without source is followed by the message
        kept.append(line if is_frame or is_source else without_values(line))
        below_frame = is_frame
    return "\n".join(kept)


class PrivateFormatter(logging.Formatter):
    """Writes what happened and where, never with whom; the numbers that faults are told under stay."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        plain = logging.makeLogRecord(record.__dict__)
        said = record.getMessage()
        plain.msg, plain.args, plain.exc_text = said if record.name == FAULTS else without_values(said), None, None
        return super().format(plain)

    @override
    def formatException(self, ei: Any) -> str:
        return private_trace(super().formatException(ei))
