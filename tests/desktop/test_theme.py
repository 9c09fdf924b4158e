import re
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from core.paths import resource
from desktop import fonts, icons, theme
from desktop.actions import ACTIONS
from desktop.page import PAGES
from desktop.welcome.welcome_page import CARDS

TEXTS = ("ink", "ink2", "ink3")
GROUNDS = ("chrome", "page", "raised", "sunken")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((text, "acc_t") for text in ("ink", "ink2", "acc")),  # never ink3 on acc_t
    *((text, ground) for text in ("red", "amb", "acc") for ground in ("page", "raised", "sunken")),
    ("red", "red_t"), ("amb", "amb_t"), ("ink", "red_t"), ("ink", "amb_t"), ("ink2", "red_t"),
    ("grn", "page"), ("grn", "raised"), ("grn", "grn_t"), ("onacc", "acc"),
    ("ink", "heat15"), ("ink", "heat23"), ("ink", "heat30"),
]  # fmt: skip


@pytest.mark.parametrize("key", theme.theme_keys())
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_its_ground(key, text, ground):
    colours = theme.load_theme(key)

    assert theme.contrast(colours.colour(text), colours.colour(ground)) >= 4.5


@pytest.mark.parametrize("key", theme.theme_keys())
@pytest.mark.parametrize("kind", theme.SEAL_KEYS)
def test_seals_and_chips_can_be_read(key, kind):
    colours = theme.load_theme(key)
    pair = colours.kind(kind)

    assert theme.contrast(pair.on_fill, pair.fill) >= 4.5
    assert theme.contrast(pair.fill, pair.tint) >= 4.5
    assert theme.contrast(colours.ink, pair.tint) >= 4.5


@pytest.mark.parametrize("key", theme.theme_keys())
def test_borders_of_inputs_stand_out_three_to_one(key):
    colours = theme.load_theme(key)

    assert theme.contrast(colours.line3, colours.raised) >= 3
    assert theme.contrast(colours.focus, colours.page) >= 3


def test_contrast_is_the_one_of_the_web_guidelines():
    assert theme.contrast(QColor("#FFFFFF"), QColor("#000000")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("key", theme.theme_keys())
def test_the_stylesheet_is_filled_in_and_its_pictures_exist(key):
    sheet = theme.stylesheet(theme.load_theme(key))

    assert "$" not in sheet
    assert all(Path(path).is_file() for path in re.findall(r'url\("([^"]+)"\)', sheet))


def test_a_switch_at_run_time_repaints_and_is_announced(qtbot, qapp):
    with qtbot.waitSignal(theme.signals().changed):
        theme.set_mode(theme.DARK)

    assert theme.theme().dark
    assert qapp.palette().window().color() == theme.theme().page
    assert theme.theme().page.name() in qapp.styleSheet()


def test_system_follows_the_desktop_and_an_unknown_theme_does_too(qapp):
    for chosen in (theme.SYSTEM, "sepia"):
        theme.set_mode(chosen)
        assert theme.mode() == theme.SYSTEM
        assert theme.theme().key == theme.LIGHT  # offscreen knows no night


def test_a_tone_colours_a_label(qtbot):
    label = QLabel("期限")
    qtbot.addWidget(label)
    label.setProperty("tone", "red")
    label.ensurePolished()

    assert label.palette().windowText().color() == theme.theme().red


def test_fonts_have_pixel_sizes_and_only_two_weights():
    assert [fonts.sans(px).pixelSize() for px in (11, 14)] == [11, 14]
    assert {fonts.sans(14).weight(), fonts.sans(14, bold=True).weight(), fonts.serif(19).weight()} == {400, 700}
    assert fonts.sans(14) is fonts.sans(14)
    assert fonts.sans_name() in fonts.SANS_CHAIN
    assert fonts.serif_name() in fonts.SERIF_CHAIN


def test_a_family_that_is_not_installed_gives_way(qapp):
    fonts.choose(serif_family="No Such Face")
    try:
        assert fonts.serif_name() in fonts.SERIF_CHAIN
    finally:
        fonts.choose()


def test_every_icon_named_in_the_code_is_in_phosphor():
    wanted = {action.icon for action in ACTIONS} | {card.icon for card in CARDS}
    wanted |= {name for entry in PAGES for name in (entry.icon, f"{entry.icon}-fill")}

    assert all(qtawesome.charmap(f"ph.{name}") for name in wanted)


def test_an_icon_takes_the_colour_of_the_theme_in_force(qapp):
    icon = icons.icon("stop-fill", "red")
    by_day = icon.pixmap(16, 16).toImage().pixelColor(8, 8)
    theme.set_mode(theme.DARK)
    by_night = icon.pixmap(16, 16).toImage().pixelColor(8, 8)

    assert (by_day, by_night) == (theme.load_theme("light").red, theme.load_theme("dark").red)


def test_no_resource_is_missing():
    assert {path.stem for path in resource("themes").glob("*.toml")} == {"light", "dark"}
    assert resource("icons", "logo.svg").is_file()
