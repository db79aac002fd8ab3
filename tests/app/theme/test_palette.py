"""The arithmetic of contrast."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor

from app.theme.palette import CLUSTERS, contrast, edge_colour, luminance, tinted, with_alpha
from tests.app.eye import VISIONS, colour_difference

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


@pytest.mark.parametrize("vision", VISIONS)
def test_the_first_eight_clusters_are_well_apart_with_every_colour_vision(vision: str) -> None:
    """0.075 in OKLab is more than three times what can just be told apart side by side."""
    for one, other in combinations(CLUSTERS[:8], 2):
        assert colour_difference(one, other, vision) >= 0.075, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
def test_all_other_clusters_can_be_told_from_each_other_and_from_the_first_eight(
    vision: str,
) -> None:
    for one, other in combinations(CLUSTERS, 2):
        if other not in CLUSTERS[:8]:
            assert colour_difference(one, other, vision) >= 0.03, (one, other)


def test_the_difference_of_colours_is_that_of_oklab() -> None:
    """White has lightness 1 and no chroma, black is the origin (Ottosson, 2020)."""
    assert colour_difference("#FFFFFF", "#000000", "normal") == pytest.approx(1, abs=1e-3)
    # sRGB red is (0.6280, 0.2249, 0.1258).
    expected = np.linalg.norm([0.6280, 0.2249, 0.1258])
    assert colour_difference("#FF0000", "#000000", "normal") == pytest.approx(expected, abs=1e-3)
