"""The line under reading: folded for comparing letter by letter, with what is already understood taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from core.names import one_line
from core.one_line.words import FILLERS, LEFT_JOINTS, RIGHT_JOINTS, SEPARATORS

_NEAR = 3
_EDGES = "".join(SEPARATORS - set("()（）[]【】〔〕《》“”‘’\"'#*&+"))
_JOINING = re.compile(
    "(?:" + "|".join(rf"\\b{word}\\b" if word.isascii() else word for word in FILLERS) + r"|[\s,.;:，。；：、])+",
    re.IGNORECASE,
)
_THEME = re.compile(r"^(?:主题|议题|事由|内容)(?:[是为]|[::：])?|^关于|^theme\s*:\s*", re.IGNORECASE)


class Line:
    """Text with marks.

    Attributes:
        raw: As typed, on one line.
        text: The same, letter for letter: full width made half, capitals small, so that places agree.
    """

    def __init__(self, text: str) -> None:
        self.raw = one_line(text)
        self.text = "".join(map(_folded, self.raw))
        self._taken = [False] * len(self.text)

    def is_free(self, start: int, end: int) -> bool:
        """Return whether nothing of this stretch is understood yet."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood."""
        self._taken[start:end] = [True] * (end - start)

    def release(self, start: int, end: int) -> None:
        """Give a stretch back."""
        self._taken[start:end] = [False] * (end - start)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches in what is still free, left to right."""
        for match in pattern.finditer(self.text):
            if match.end() > match.start() and self.is_free(*match.span()):
                yield match

    def words(self, start: int, end: int) -> str:
        """Return a stretch as typed."""
        return self.raw[start:end].strip()

    def quoted(self, spans: Iterable[tuple[int, int]]) -> str:
        """Return several stretches as typed: as one where they are close, else with an ellipsis between."""
        ordered = sorted(spans)
        near = all(after[0] - before[1] <= _NEAR for before, after in pairwise(ordered))
        if near:
            return self.words(ordered[0][0], ordered[-1][1])
        return " … ".join(self.words(*span) for span in ordered)

    def is_cut_before(self, start: int) -> bool:
        """Return whether a word certainly begins here."""
        return start == 0 or self._taken[start - 1] or self.text[start - 1] in SEPARATORS | set(LEFT_JOINTS)

    def is_cut_after(self, end: int) -> bool:
        """Return whether a word certainly ends here."""
        return end >= len(self.text) or self._taken[end] or self.text[end] in SEPARATORS | set(RIGHT_JOINTS)

    def between(self, start: int, end: int) -> str:
        """Return what stands between two places, folded."""
        return self.text[start:end]

    def rest(self) -> str:
        """Return what nobody understood, joined: the theme."""
        parts, start = [], 0
        while start < len(self.raw):
            if self._taken[start]:
                start += 1
                continue
            end = start
            while end < len(self.raw) and not self._taken[end]:
                end += 1
            parts.append(_bare(self.raw[start:end]))
            start = end
        return _THEME.sub("", " ".join(filter(None, parts))).strip(_EDGES)


def _folded(sign: str) -> str:
    same = unicodedata.normalize("NFKC", sign).casefold()
    return same if len(same) == 1 else sign


def _bare(part: str) -> str:
    """Return *part* without the signs around it; nothing where it only joins the words beside it."""
    part = part.strip(_EDGES)
    if _JOINING.fullmatch(part) or not any(map(str.isalnum, part)):
        return ""
    return part.removeprefix("的").strip(_EDGES)
