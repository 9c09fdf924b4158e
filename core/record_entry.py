"""One issue written down on a record page, with how its people were received and what was said in consultation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.issues import IssueDraft
from core.records import ConsultationDraft, ReceptionDraft

_BETWEEN_NAMES: Final = re.compile(r"[、，,;；/／\n]+|\s+(?:and|和)\s+")


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """A row of the record page; one whose uid is known already only renews reception, consultation and photos."""

    draft: IssueDraft
    reception: ReceptionDraft | None = None
    consultation: ConsultationDraft | None = None
    photos: Sequence[tuple[str, bytes]] = ()


def representatives_in(text: str) -> list[str]:
    """Return the names in *text*; 张　三 padded with a blank is one name, 张三 李四 are two."""
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(text):
        words = part.split()
        padded = len(words) > 1 and all(len(word) == 1 for word in words)
        han = all("\u3400" <= word[0] <= "\u9fff" for word in words)
        if padded:
            names.append("".join(words))
        else:
            names += words if han else [" ".join(words)]
    return [name for name in names if name]
