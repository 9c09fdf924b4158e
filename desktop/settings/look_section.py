"""How it looks on this computer: language, day or night, faces, motion. Every choice shows at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from core.documents.fonts import installed_fonts
from core.errors import NoChineseFont
from core.i18n import _, language, languages
from desktop import fonts, theme
from desktop.fonts import SANS_CHAIN, SERIF_CHAIN, sans, serif
from desktop.settings.section import Section
from desktop.widgets.choices import Segmented
from desktop.widgets.text import PlainLabel

LANGUAGE_NAMES: Final = {"zh_CN": "简体中文", "en": "English"}
AUTOMATIC: Final = ""


class LookSection(Section):
    """Language, theme and fonts."""

    def build(self) -> None:
        """Make the choices."""
        self.title(_("Language and colours"), below=_("Kept on this computer, not in the schedule."))
        self.fields()
        self.language = Segmented([(key, LANGUAGE_NAMES.get(key, key)) for key in languages()])
        self.language.choose(language())
        self.language.chosen.connect(self._speak)
        self.row(_("Language"), self.language)
        self.theme = Segmented([(theme.SYSTEM, _("As the system")), (theme.LIGHT, _("Light")), (theme.DARK, _("Dark"))])
        self.theme.chosen.connect(self._wear)
        self.row(_("Colours"), self.theme)
        self.motion = QCheckBox(_("Reduce motion"))
        self.motion.setFont(sans(14))
        self.motion.toggled.connect(self._still)
        self.row(_("Motion"), self.motion)
        self._build_fonts()
        self._build_print()
        for widget in (self.language, self.theme, self.motion, self.sans_box, self.serif_box):
            widget.setEnabled(True)  # these belong to the computer, a schedule for reading only does not lock them

    def _build_fonts(self) -> None:
        self.title(_("Faces on screen"))
        self.fields()
        self.sans_box, self.serif_box = _font_box(SANS_CHAIN), _font_box(SERIF_CHAIN)
        self._sans_note = self.row(_("Text"), self.sans_box)
        self._serif_note = self.row(_("Titles and dates"), self.serif_box)
        self.sans_box.activated.connect(lambda _n: self._choose_fonts())
        self.serif_box.activated.connect(lambda _n: self._choose_fonts())
        self.space(10)
        self._serif_sample = PlainLabel("11月26日　陈雨桐到青石镇现场办公", px=22, bold=True, serifed=True)
        self._sans_sample = PlainLabel("柳树湾组饮水管网爆裂，127 户间歇停水，超期 9 个工作日。", px=14)
        self.add(self._serif_sample)
        self.space(4)
        self.add(self._sans_sample)

    def _build_print(self) -> None:
        self.title(_("Faces in print"), below=_("What the visit sheet is set in on this computer."))
        self._print = PlainLabel("", wrap=True)
        self.add(self._print)

    def reload(self) -> None:
        """Show what is chosen on this computer."""
        machine = self.ctx.machine
        chosen = machine.views.get("fonts", {})
        self.theme.choose(machine.theme if machine.theme in {theme.SYSTEM, theme.LIGHT, theme.DARK} else theme.SYSTEM)
        self.motion.setChecked(machine.reduce_motion)
        for box, key in ((self.sans_box, "sans"), (self.serif_box, "serif")):
            box.setCurrentIndex(max(box.findData(chosen.get(key, AUTOMATIC)), 0))
        self._show_fonts()
        self._print.setText(print_fonts_text())

    def _show_fonts(self) -> None:
        used = _("In use: {name}")
        self._sans_note.say(used.format(name=fonts.sans_name()), "ink2")
        missing = fonts.serif_name() == fonts.sans_name()
        said = _("No good serif face is installed; titles are set in the text face. Install Noto Serif CJK SC.")
        self._serif_note.say(said if missing else used.format(name=fonts.serif_name()), "amb" if missing else "ink2")
        self._serif_sample.setFont(serif(22))
        self._sans_sample.setFont(sans(14))

    def _choose_fonts(self) -> None:
        chosen = {"sans": self.sans_box.currentData(), "serif": self.serif_box.currentData()}
        self.ctx.machine.views["fonts"] = chosen
        self.ctx.machine.save()
        fonts.choose(sans_family=chosen["sans"], serif_family=chosen["serif"])
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(sans(14))
        self._show_fonts()
        self.ctx.window.language_wanted.emit(language())  # the window is made anew in the new faces

    def _speak(self, chosen: str) -> None:
        if chosen != language():
            self.ctx.window.language_wanted.emit(chosen)

    def _wear(self, chosen: str) -> None:
        self.ctx.machine.theme = chosen
        self.ctx.machine.save()
        theme.set_mode(chosen)

    def _still(self, reduced: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.ctx.machine.reduce_motion != reduced:
            self.ctx.machine.reduce_motion = reduced
            self.ctx.machine.save()


def print_fonts_text() -> str:
    """Return which faces the printed forms are set in here, and what stands in for what."""
    try:
        plan = installed_fonts().plan()
    except NoChineseFont as error:
        return str(error)
    if not plan.substituted:
        return _("All faces that the forms ask for are installed.")
    lines = [_("{wanted} is not installed, {used} stands in for it.").format(wanted=s.wanted, used=s.used)
             for s in plan.substituted]  # fmt: skip
    return "\n".join(dict.fromkeys(lines))


def _font_box(chain: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setFont(sans(14))
    box.setFixedWidth(280)
    box.addItem(_("Choose by itself"), AUTOMATIC)
    for family in chain:
        if QFontDatabase.hasFamily(family):
            box.addItem(family, family)
    return box
