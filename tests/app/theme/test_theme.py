"""Both themes: what is to be read and seen stands out from its ground, by WCAG 2.1."""

import re

import pytest
from PyQt6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from app.board.layers import trails
from app.theme.palette import (
    CLUSTERS,
    UNASSIGNED,
    cell_tint,
    cluster_colour,
    contrast,
    edge_colour,
    hardest_ground,
    tinted,
)
from app.theme.stylesheet import interface_font, qt_palette, style_sheet
from app.theme.theme import THEMES, ZOOMS, Theme, themed
from core.runs.recipe_limits import LIMITS

TEXT, MARK = 4.5, 3.0
"""Least contrasts of text, and of marks."""

SLOTS = range(len(CLUSTERS))

BOTH = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))

TEXTS = {
    "text": ("window", "panel", "board", "hover"),
    "quiet": ("window", "panel", "hover"),
    "on_accent": ("accent",),
    "accent": ("window", "panel"),
    "warning": ("window", "panel"),
}
"""What is written, and the grounds it is written on."""

MARKS = {
    "ink": ("board", "halo"),
    "text": ("halo",),
    "cell_edge": ("board",),
    "accent": ("board", "panel", "window"),
    "groove": ("panel", "window"),
    "quiet": ("panel",),
    "warning": ("panel", "window"),
}
"""What is drawn, and the grounds it is drawn on: stars, numbers, cells, the marks of the timeline
that are reached and those ahead, the flag at its end, and warnings."""


def tints(theme: Theme) -> list[QColor]:
    """The grounds that cells make of the board."""
    board = theme.colour("board")
    return [cell_tint(board, slot, theme.cell_alpha) for slot in SLOTS]


@BOTH
def test_text_can_be_read_on_every_ground_it_stands_on(theme: Theme) -> None:
    for ink, grounds in TEXTS.items():
        for ground in grounds:
            assert contrast(theme.colour(ink), theme.colour(ground)) >= TEXT, (ink, ground)


@BOTH
def test_marks_stand_out_from_every_ground_they_stand_on(theme: Theme) -> None:
    for mark, grounds in MARKS.items():
        for ground in grounds:
            assert contrast(theme.colour(mark), theme.colour(ground)) >= MARK, (mark, ground)


@BOTH
def test_outlines_and_edges_stand_out_from_every_cell(theme: Theme) -> None:
    for mark in ("ink", "cell_edge"):
        for tint in tints(theme):
            assert contrast(theme.colour(mark), tint) >= MARK, mark


@BOTH
@pytest.mark.parametrize("k", [1, 2, 5, 8, 20, 50, 64])
def test_edges_of_points_stand_out_from_board_and_every_cell(theme: Theme, k: int) -> None:
    """From all cells: at the start and after an update a point may lie in any of them."""
    board, cells = theme.colour("board"), tints(theme)[:k]
    ground = hardest_ground(board, range(k), theme.cell_alpha)
    for fill in (QColor(UNASSIGNED), *map(cluster_colour, range(k))):
        edge = edge_colour(fill, ground)
        for below in (board, *cells):
            assert contrast(edge, below) >= MARK, fill.name()


@BOTH
def test_trails_stand_out_from_board_and_every_cell(theme: Theme) -> None:
    for ground in (theme.colour("board"), *tints(theme)):
        dot = tinted(ground, theme.colour("ink"), trails.ALPHA)
        assert contrast(dot, ground) >= MARK


@BOTH
def test_all_clusters_have_colours_of_their_own(theme: Theme) -> None:
    board = theme.colour("board")
    assert len({cluster_colour(slot).name() for slot in SLOTS}) == len(SLOTS)
    for slot in SLOTS:
        hue = edge_colour(cluster_colour(slot), board).hue() - cluster_colour(slot).hue()
        assert min(hue % 360, -hue % 360) <= 8, "an edge is a shade of its own colour"


def test_the_first_colours_are_those_that_colour_blind_people_can_tell_apart() -> None:
    assert [cluster_colour(slot).name().upper() for slot in range(6)] == [
        "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9",
    ]  # fmt: skip


def test_beyond_the_table_the_colours_begin_anew() -> None:
    assert len(CLUSTERS) == 64
    for slot in range(int(LIMITS["k"][1])):
        assert cluster_colour(slot) == cluster_colour(slot % 64)


@BOTH
@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_style_sheet_leaves_nothing_to_fill_in(theme: Theme, zoom: float) -> None:
    sheet = style_sheet(themed(theme.name, False, zoom))
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert all(re.fullmatch(r"#[0-9A-Fa-f]{6}", c) for c in re.findall(r"#[0-9A-F]{3,8}\b", sheet))


def test_sizes_grow_with_the_zoom(qtbot: QtBot) -> None:
    sizes = [themed("light", False, zoom).letters(13) for zoom in ZOOMS]
    assert sizes == sorted(set(sizes))
    fonts = [interface_font(themed("light", False, zoom)).pixelSize() for zoom in ZOOMS]
    assert fonts == sizes
    assert 1.0 in ZOOMS


def test_the_system_decides_only_where_it_was_asked() -> None:
    assert themed("system", True).name == "dark"
    assert themed("system", False).name == "light"
    assert themed("light", True).name == "light"
    assert themed("dark", False).name == "dark"


@BOTH
def test_palettes_carry_the_colours_to_what_no_style_sheet_reaches(
    qtbot: QtBot, theme: Theme
) -> None:
    palette = qt_palette(theme)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for ink, ground in (
            (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
            (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
            (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
            (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
            (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
            (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        ):
            assert contrast(palette.color(group, ink), palette.color(group, ground)) >= TEXT
