"""The start page: four seals, one sentence, three ways in. Further ways are one line in CARDS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.classified import BANNER
from core.i18n import N_, _, is_chinese
from core.visits import KINDS
from desktop.actions import hint
from desktop.fonts import sans, serif
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.buttons import Button, Role
from desktop.widgets.dialogs import Message
from desktop.widgets.mark_widgets import Mark, Seal
from desktop.widgets.strokes import box
from desktop.widgets.text import Paragraph, PlainLabel

CARD_WIDTH, CARD_HEIGHT = 288, 236


@dataclass(frozen=True, slots=True)
class Card:
    """One way in: icon, words, and the button's words."""

    key: str
    icon: str
    title: str
    text: str
    button: str
    button_icon: str = ""


CARDS: Final = (
    Card(
        "import",
        "table",
        N_("Import Excel"),
        N_("Use the lists and registers you have. You check every column; files stay as they are."),
        N_("Choose files"),
        "folder-open",
    ),
    Card(
        "sample",
        "map-trifold",
        N_("Sample county"),
        N_("Yunling: 20 townships, 32 leaders, a year of records. Try anything; clear it any time."),
        N_("Open the sample"),
    ),
    Card(
        "blank",
        "file-plus",
        N_("Start blank"),
        N_("Enter the county and its townships, the rest as you go. Public holidays and solar terms are ready."),
        N_("New"),
    ),
)


class WelcomePage(QWidget):
    """The start page.

    Signals: import_wanted(), sample_wanted(), blank_wanted(str): the county's name, language_wanted(str),
    protect_wanted(): a passphrase first, before anything is entered.

    Args:
        parent: Qt's parent.
        protected: The schedule that is about to be filled has a passphrase already.
    """

    import_wanted = Signal()
    sample_wanted = Signal()
    blank_wanted = Signal(str)
    language_wanted = Signal(str)
    protect_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, protected: bool = False) -> None:
        super().__init__(parent)
        self._protected = protected
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 26)
        column.setSpacing(0)
        column.addStretch(109)
        column.addLayout(self._build_seals())
        column.addSpacing(42)
        column.addWidget(_headline(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        subtitle = PlainLabel(
            _("Put in townships, leaders and units, and the first month is planned in minutes."), px=17
        )
        subtitle.set_tone("ink2")
        column.addWidget(subtitle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(49)
        column.addLayout(self._build_cards())
        column.addStretch(150)
        secrets = PlainLabel(_(BANNER), px=13, tone="ink3", wrap=True)
        secrets.setMaximumWidth(760)
        secrets.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(secrets, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(48)
        column.addLayout(self._build_footer())

    def ask_blank(self) -> None:
        """Ask for the county's name, then speak."""
        dialog = CountyName(self)
        dialog.named.connect(self.blank_wanted)
        dialog.open()

    def _build_seals(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14 if is_chinese() else 30)
        row.addStretch(1)
        for kind in KINDS:
            below = QVBoxLayout()
            below.setSpacing(10)
            below.addWidget(Seal(kind, 64), 0, Qt.AlignmentFlag.AlignHCenter)
            below.addWidget(PlainLabel(_(kind.name), tone="ink2"), 0, Qt.AlignmentFlag.AlignHCenter)
            row.addLayout(below)
        row.addStretch(1)
        return row

    def _build_cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addStretch(1)
        wanted = {"import": self.import_wanted.emit, "sample": self.sample_wanted.emit, "blank": self.ask_blank}
        for number, card in enumerate(CARDS):
            role = Role.FILLED if number == 0 else Role.PLAIN
            keys = hint("import") if number == 0 else ""
            button = Button(_(card.button), card.button_icon, role=role, hint=keys, high=36)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, go=wanted[card.key]: go())
            if keys:
                button.setShortcut("Ctrl+O")
            self.buttons[card.key] = button
            row.addWidget(_CardBox(card, button, first=number == 0))
        row.addStretch(1)
        return row

    def _build_footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addStretch(1)
        for icon_name, words in (
            ("hard-drives", _("Data stay on this computer")),
            ("wifi-slash", _("Everything works offline")),
        ):
            row.addWidget(_FootNote(icon_name, words))
        if self._protected:
            row.addWidget(_FootNote("lock", _("Protected by a passphrase")))
        self.protect = Button(_("Protect with a passphrase"), "lock", role=Role.QUIET, high=28)
        self.protect.setVisible(not self._protected)
        self.protect.clicked.connect(self.protect_wanted)
        row.addWidget(self.protect)
        other, name = ("en", "English") if is_chinese() else ("zh_CN", "中文")
        row.addSpacing(-13)  # the quiet button's own padding
        self.language = Button(name, role=Role.QUIET, high=28)
        self.language.clicked.connect(lambda: self.language_wanted.emit(other))
        row.addWidget(self.language)
        row.addStretch(1)
        return row


class _CardBox(QWidget):
    def __init__(self, card: Card, button: Button, *, first: bool) -> None:
        super().__init__()
        self._icon, self._first = card.icon, first
        self.setFixedSize(CARD_WIDTH, CARD_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(25, 66, 25, 21)
        column.setSpacing(0)
        column.addWidget(PlainLabel(_(card.title), px=18, bold=True))
        column.addSpacing(5)
        column.addWidget(Paragraph(_(card.text), tone="ink2"), 1)
        column.addWidget(button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        border, width = (colours.acc, 2) if self._first else (colours.line2, 1)
        box(painter, QRectF(self.rect()), radius=10, fill=colours.raised, border=border, width=width)
        paint_icon(painter, QRectF(25, 25, 28, 28), self._icon, "ink2")
        painter.end()


class _FootNote(Mark):
    def __init__(self, icon_name: str, words: str) -> None:
        super().__init__(QSize(24, 28))
        self._icon, self._words = icon_name, words
        self.setFont(sans(14))
        self.setAccessibleName(words)
        self.resize_to(QSize(22 + self.fontMetrics().horizontalAdvance(words) + 2, 28))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        paint_icon(painter, QRectF(0, rect.center().y() - 8, 16, 16), self._icon, "ink3")
        painter.setPen(theme().ink2)
        painter.drawText(rect.adjusted(22, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._words)


class CountyName(Message):
    """Asks for the one thing a blank schedule needs. Signals: named(str)."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, title=_("Start blank"), text=_("Name of the county, as it is to stand on printed sheets:")
        )
        self.field = QLineEdit()
        self.field.setFont(sans(14))
        self.field.setMaxLength(40)
        self.field.setAccessibleName(_("Name of the county"))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self.field)
        self.add_button(_("Cancel"), accepts=False)
        self._create = self.add_button(_("Create"), Role.FILLED)
        self._create.setEnabled(False)
        self.field.textChanged.connect(lambda text: self._create.setEnabled(bool(text.strip())))
        self.accepted.connect(lambda: self.named.emit(self.field.text().strip()))
        self.field.setFocus()


def _headline() -> PlainLabel:
    label = PlainLabel(_("Plan the visits, finish the issues"), px=34, bold=True, serifed=True)
    font = QFont(serif(34))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.0 if is_chinese() else 0.0)
    label.setFont(font)
    return label
