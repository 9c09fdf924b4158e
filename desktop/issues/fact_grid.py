"""The facts of the issue shown: one under the other, or two in a row where the window is low and both are short."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.i18n import _, listed
from db.queries.issue_detail import IssueDetail
from desktop.actions import hint
from desktop.fonts import metrics
from desktop.issues.detail_facts import FactLink, fact_links, sort_words
from desktop.privacy.person_line import PersonLine
from desktop.widgets import PlainLabel
from desktop.widgets.link import LinkLine

LINK = 276
GAP, BETWEEN = 10, 14
"""Between a label and its value, and between two facts of one row."""

Value = PlainLabel | LinkLine | PersonLine


class FactGrid(QWidget):
    """Grey labels and words; what is empty is left out.

    Signal: link_wanted(str, object): a page and what to show there.

    Args:
        width: What there is of it.
    """

    link_wanted = Signal(str, object)

    def __init__(self, *, width: int) -> None:
        super().__init__()
        self._width, self._in_pairs = width, False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(2)
        self.person = PersonLine(hint=hint("issues.reveal"))
        self.facts: dict[str, tuple[PlainLabel, Value]] = {}
        for key, title in _titles().items():
            name = PlainLabel(title, tone="ink3", parent=self)
            links = key in {"source", "place", "unit"}
            plain = self.person if key == "person" else PlainLabel(wrap=True)
            value = LinkLine(longest=LINK) if links else plain
            value.setParent(self)
            value.setMinimumHeight(21)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self.facts[key] = (name, value)

    def pair_up(self, *, pairs: bool) -> None:
        """Put two short facts in a row, or each in its own."""
        if pairs != self._in_pairs:
            self._in_pairs = pairs
            self._arrange()

    def show_issue(self, detail: IssueDetail) -> None:
        """Show another issue's facts."""
        row = detail.row
        texts = {
            "number": row.number,
            "person": detail.petitioner or "—",
            "leader": detail.case_leader,
            "about": detail.subject,
            "aside": listed(detail.recused),
            "sort": sort_words(detail),
            "detail": detail.detail,
            "result": detail.close_result if not row.is_open else "",
        }
        links = fact_links(detail)
        for key, (name, value) in self.facts.items():
            if isinstance(value, LinkLine):
                self._show_links(value, links[key])
            elif isinstance(value, PersonLine):
                value.show_masked(detail.petitioner)
            else:
                value.setText(texts[key])
            shown = key in links or bool(texts[key])
            name.setVisible(shown)
            value.setVisible(shown)
        self._arrange()

    def rows(self) -> list[list[str]]:
        """Return the keys of the facts in sight, row by row."""
        shown = [key for key, (name, _value) in self.facts.items() if not name.isHidden()]
        rows: list[list[str]] = []
        while shown:
            first = shown.pop(0)
            second = next((key for key in shown if self._is_short(key)), None)
            if not self._in_pairs or second is None or not self._is_short(first):
                rows.append([first])
                continue
            shown.remove(second)
            rows.append([first, second])
        return rows

    def _arrange(self) -> None:
        for name, value in self.facts.values():
            self._grid.removeWidget(name)
            self._grid.removeWidget(value)
        rows = self.rows()
        for column, label in enumerate((self._label_width(), self._second_width(rows))):
            self._grid.setColumnMinimumWidth(3 * column, label)
            self._grid.setColumnMinimumWidth(3 * column + 1, (self._half() - label) if self._in_pairs else 0)
        self._grid.setColumnMinimumWidth(2, BETWEEN if self._in_pairs else 0)
        self._grid.setColumnStretch(4, 1)
        for line, keys in enumerate(rows):
            for column, key in enumerate(keys):
                name, value = self.facts[key]
                self._grid.addWidget(name, line, 3 * column, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, line, 3 * column + 1, 1, 4 if len(keys) == 1 else 1)
        self.updateGeometry()

    def _half(self) -> int:
        return (self._width - BETWEEN) // 2

    def _label_width(self) -> int:
        shown = [name for name, _value in self.facts.values() if not name.isHidden()]
        return max((name.sizeHint().width() for name in shown), default=0) + GAP

    def _second_width(self, rows: list[list[str]]) -> int:
        names = [self.facts[keys[1]][0] for keys in rows if len(keys) > 1]
        return max((name.sizeHint().width() + GAP for name in names), default=0)

    def _is_short(self, key: str) -> bool:
        """Return whether a fact has room in half a row, whichever half."""
        value = self.facts[key][1]
        words = "" if isinstance(value, PersonLine) else value.text()
        wide = metrics(14).horizontalAdvance(words) + 4
        return bool(words) and "\n" not in words and self._label_width() + wide <= self._half()

    def _show_links(self, line: LinkLine, links: list[FactLink]) -> None:
        line.clear()
        for words, page, target in links:
            line.add_link(words, partial(self.link_wanted.emit, page, target) if page else None)


def _titles() -> dict[str, str]:
    return {
        "number": _("Issue no."), "source": _("Source"), "place": _("Place"), "person": _("Raised by"),
        "unit": _("Handled by"), "leader": _("In charge"), "about": _("Against"), "aside": _("Steps aside"),
        "sort": _("Sort"), "detail": _("Details"), "result": _("Result"),
    }  # fmt: skip
