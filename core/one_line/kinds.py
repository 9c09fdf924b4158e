"""The kind of visit: 接访, 现场办公, 调研, 宣讲, 走访, an office's own kinds by name, and the form of a reception."""

from __future__ import annotations

import re
from typing import Final

from core.names import name_key
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked
from core.one_line.words import FORM_WORDS, KIND_WORDS, UNANNOUNCED
from core.visits import SHIPPED_KINDS

_RECEIVING: Final = frozenset(kind.key for kind in SHIPPED_KINDS if kind.receives_people)
_UNANNOUNCED: Final = re.compile("|".join(UNANNOUNCED))


class Kinds:
    """What a line says of the kind.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._mentions: list[tuple[int, int, str]] = []

    def take(self) -> None:
        """Take every word for a kind, the longest first; an office's own name wins over ours."""
        line = self._sitting.line
        words = [(name_key(each.name), each.key) for each in self._sitting.lexicon.directory.kinds]
        words += [(each.name.casefold(), each.key) for each in self._sitting.lexicon.directory.kinds]
        words += [(word, key) for key, several in KIND_WORDS for word in several]
        own = dict(reversed([(word, key) for word, key in words if len(word) > 1]))
        known = sorted(own, key=len, reverse=True)
        pattern = re.compile("|".join(_bounded(word) for word in known))
        for match in line.find(pattern):
            self._mentions.append((*match.span(), own[match[0]]))
            line.take(*match.span())
        for match in line.find(_UNANNOUNCED):
            self._sitting.result.unannounced = True
            line.take(*match.span())

    def settle(self) -> None:
        """Put the kind into the result, or the question."""
        if not self._mentions:
            return
        mentions = sorted(self._mentions)
        keys = list(dict.fromkeys(key for _start, _end, key in mentions))
        kinds, result = self._sitting.lexicon.kinds, self._sitting.result
        if len(keys) == 1 and keys[0] in kinds:
            result.kind = keys[0]
        else:
            words = self._sitting.line.quoted((start, end) for start, end, _key in mentions)
            offered = keys if all(key in kinds for key in keys) else list(kinds)
            answers = [Answer(key, kinds[key].name, "", key) for key in offered]
            answer = self._sitting.ask(Asked.KIND, words, mentions[0][0], answers)
            result.kind = None if answer is None else answer.value
        if result.kind in _RECEIVING:
            said = "".join(self._sitting.line.words(start, end) for start, end, _key in mentions)
            forms = {form for word, form in FORM_WORDS if word in said}
            result.reception_form = forms.pop() if len(forms) == 1 else None


def _bounded(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else f"{re.escape(word)}(?!员)"  # 调研员 is a post
