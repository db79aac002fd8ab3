"""The arithmetic of contrast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor

from app.palette import contrast, edge_colour, luminance, tinted, with_alpha

COLOURS = st.builds(QColor, *[st.integers(0, 255)] * 3)
LIGHT, DARK = QColor("#FCFBF8"), QColor("#16181D")


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert luminance(QColor("white")) == pytest.approx(1)
    assert luminance(QColor("black")) == 0
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_a_known_contrast() -> None:
    """#767676 is the lightest grey that text on white may have."""
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("#777777"), QColor("white")) < 4.5


@given(COLOURS, COLOURS)
def test_contrast_does_not_depend_on_the_order(one: QColor, other: QColor) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1
    assert contrast(one, one) == 1


@given(COLOURS, st.sampled_from([LIGHT, DARK]))
def test_every_colour_has_an_edge_that_shows(fill: QColor, ground: QColor) -> None:
    assert contrast(edge_colour(fill, ground), ground) >= 3


@given(COLOURS, st.sampled_from([LIGHT, DARK]))
def test_a_colour_that_shows_is_its_own_edge(fill: QColor, ground: QColor) -> None:
    edge = edge_colour(fill, ground)
    assert edge_colour(edge, ground) == edge
    if contrast(fill, ground) >= 5:
        assert edge == fill


@given(COLOURS, COLOURS, st.floats(0, 1))
def test_a_tint_lies_between_ground_and_colour(
    ground: QColor, colour: QColor, alpha: float
) -> None:
    parts = zip(
        tinted(ground, colour, alpha).getRgb(), ground.getRgb(), colour.getRgb(), strict=True
    )
    for mixed, low, high in parts:
        assert min(low, high) - 1 <= mixed <= max(low, high) + 1


def test_alpha_changes_nothing_else() -> None:
    half = with_alpha(LIGHT, 0.5)
    assert half.alphaF() == pytest.approx(0.5, abs=0.01)
    assert half.rgb() & 0xFFFFFF == LIGHT.rgb() & 0xFFFFFF
    assert LIGHT.alpha() == 255
