"""The widgets that pages are made of; import them from here.

Painters for delegates are in `desktop.widgets.marks` and `desktop.widgets.strokes`.
"""

from desktop.widgets.buttons import (
    Button,
    DestructiveButton,
    FilledButton,
    IconButton,
    PlainButton,
    QuietButton,
    Role,
    SmallButton,
)
from desktop.widgets.choices import Pill, Pills, Segmented
from desktop.widgets.dialogs import Message, ask, tell
from desktop.widgets.fields import SearchField, is_typing, mark_invalid
from desktop.widgets.kinds import kind_of, know_kinds
from desktop.widgets.mark_widgets import (
    ConflictMark,
    CountBadge,
    DayBadge,
    DeadlineLabel,
    Flag,
    IntervalBar,
    KeyHint,
    Mark,
    MarketMark,
    Seal,
    StageCells,
)
from desktop.widgets.marks import (
    deadline_colour,
    deadline_width,
    paint_bar,
    paint_conflict,
    paint_count,
    paint_day_badge,
    paint_deadline,
    paint_flag,
    paint_key,
    paint_market_mark,
    paint_seal,
    paint_shape,
    paint_stage,
    paint_tick,
)
from desktop.widgets.notice import NoticeBar
from desktop.widgets.pinyin import Choice, PinyinCombo, PinyinCompleter, choice, matching
from desktop.widgets.popup import Popup
from desktop.widgets.strokes import box, focus_ring, hairline, hatch, paint_phrase, phrase_width
from desktop.widgets.text import ElidedLabel, Paragraph, PlainLabel, Rule, SectionTitle, plain_tip, plain_tooltip
from desktop.widgets.toast import Toast

__all__ = [
    "Button",
    "Choice",
    "ConflictMark",
    "CountBadge",
    "DayBadge",
    "DeadlineLabel",
    "DestructiveButton",
    "ElidedLabel",
    "FilledButton",
    "Flag",
    "IconButton",
    "IntervalBar",
    "KeyHint",
    "Mark",
    "MarketMark",
    "Message",
    "NoticeBar",
    "Paragraph",
    "Pill",
    "Pills",
    "PinyinCombo",
    "PinyinCompleter",
    "PlainButton",
    "PlainLabel",
    "Popup",
    "QuietButton",
    "Role",
    "Rule",
    "Seal",
    "SearchField",
    "SectionTitle",
    "Segmented",
    "SmallButton",
    "StageCells",
    "Toast",
    "ask",
    "box",
    "choice",
    "deadline_colour",
    "deadline_width",
    "focus_ring",
    "hairline",
    "hatch",
    "is_typing",
    "kind_of",
    "know_kinds",
    "mark_invalid",
    "matching",
    "paint_bar",
    "paint_conflict",
    "paint_count",
    "paint_day_badge",
    "paint_deadline",
    "paint_flag",
    "paint_key",
    "paint_market_mark",
    "paint_phrase",
    "paint_seal",
    "paint_shape",
    "paint_stage",
    "paint_tick",
    "phrase_width",
    "plain_tip",
    "plain_tooltip",
    "tell",
]
