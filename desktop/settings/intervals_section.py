"""Within how many days each kind of outing is to reach every township; a township may have its own in its form."""

from __future__ import annotations

from typing import ClassVar

from core.errors import UserError
from core.i18n import N_, _
from db.services.intervals import save_intervals
from desktop.coverage.kind_intervals import KindIntervals
from desktop.settings.section import Section
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import FieldNote, NotReadable, NumberField


class IntervalsSection(Section):
    """One number for each kind; it saves itself when the field is left."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"township_interval", "visit_kind", "setting"})

    def build(self) -> None:
        """Make the fields."""
        below = _(
            "Besides the interval for visits of any kind, each kind may have one of its own. Left empty nothing is "
            "asked for. A township that has waited longer, with none planned in time, is a blind spot."
        )
        self.title(_("Intervals by kind"), below=below)
        self.intervals = KindIntervals(self.ctx, None, whole_county=True)
        self.intervals.setDisabled(self.ctx.read_only)
        self.add(self.intervals)
        self.note = FieldNote()
        self.add(self.note)
        for kind, field in self.intervals.fields.items():
            field.left.connect(lambda kind=kind, field=field: self._save(kind, field))

    def reload(self) -> None:
        """Show what is stored; a field that is being typed in keeps its words."""
        self.intervals.reload()

    def _save(self, kind: str, field: NumberField) -> None:
        self.note.say("")
        mark_invalid(field)
        try:
            days = field.value()
            with self.ctx.store.write(N_("Change interval")) as session:
                save_intervals(session, None, {kind: days})
        except (UserError, NotReadable) as error:
            self.note.say(str(error))
            mark_invalid(field, str(error))
