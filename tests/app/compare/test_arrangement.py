"""Where boards and chart stand, and what tells the boards apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor

from app.compare.arrangement import LEAST_CARD, arranged
from app.compare.badges import INKS, LETTERS
from app.compare.chart import apart
from app.theme.palette import LEAST_MARK_CONTRAST, contrast
from app.theme.theme import THEMES
from core.comparison.compared import MOST


@given(st.integers(1, MOST), st.floats(600, 4000), st.floats(400, 2500))
def test_no_place_is_left_empty_and_the_chart_has_one(count, wide, high):
    way = arranged(count, wide, high)
    rows = -(-count // way.columns)
    left = rows * way.columns - count
    assert left == (1 if way.chart == "cell" else 0)
    assert (way.chart_size > 0) == (way.chart != "cell")


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_in_the_smallest_window_every_strip_has_its_width(count):
    way = arranged(count, 780, 545)
    wide = 780 - (way.chart_size + 8 if way.chart == "right" else 0)
    assert (wide - 8 * (way.columns - 1)) / way.columns >= LEAST_CARD


@given(st.lists(st.floats(0, 300), max_size=MOST))
def test_names_of_curves_never_overlap_and_stay_on_the_chart(wanted):
    places = apart(wanted, 19.0, 14.0, 300.0)
    assert all(14.0 <= place <= 300.0 + 1e-9 for place in places)
    order = sorted(places)
    assert all(b - a >= 19.0 - 1e-9 for a, b in pairwise(order))
    for one, mine in zip(wanted, places, strict=True):
        for other, theirs in zip(wanted, places, strict=True):
            assert one >= other or mine < theirs


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_inks_stand_out_and_so_do_the_letters_on_them(theme):
    inks = [QColor(ink) for ink in INKS[theme.name]]
    assert len(inks) == len(LETTERS) == MOST
    for ink in inks:
        assert contrast(ink, theme.colour("panel")) >= LEAST_MARK_CONTRAST
        assert contrast(ink, theme.colour("on_accent")) >= 4.5
