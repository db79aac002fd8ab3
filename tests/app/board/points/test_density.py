"""The image of many points: every pixel has the colour of a point that is there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.board.points.colours import PointColours, cluster_inks
from app.board.points.density import SHADES, Density, shade_table, shades_of
from app.board.points.rasters import Frame, RasterImage, make_picture
from app.paint.view import View
from app.theme.palette import CLUSTERS, UNASSIGNED, cell_tint, cluster_colour, contrast
from app.theme.theme import THEMES, Theme
from core.runs.data import Data
from tests.app.crowds import crowd_data
from tests.app.eye import Picture as Pixels
from tests.app.eye import pixels_of
from tests.core.geometry.test_raster import dot_of

DATA = crowd_data(60_000)


def frame(ratio: float = 1.0, scale: float = 120.0, x: float = 0.05) -> Frame:
    return Frame(View(x=x, y=0.1, scale=scale, width=301, height=240), ratio, 1.0)


def painted(density: Density, view: View, ratio: float, ground: QColor) -> Pixels:
    image = QImage(
        round(view.width * ratio), round(view.height * ratio), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(ratio)
    image.fill(ground)
    painter = QPainter(image)
    density.paint(painter, view)
    painter.end()
    return pixels_of(image)


def shown(
    picture: RasterImage,
    labels: np.ndarray,
    slots: tuple[int, ...],
    theme: Theme = THEMES["light"],
) -> Pixels:
    density, where = Density(), picture.frame
    density.draw(picture, PointColours(labels, cluster_inks(slots)), theme)
    return painted(density, where.view, where.ratio, theme.colour("board"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_every_pixel_has_the_colour_of_the_last_point_whose_dot_is_there(
    qtbot: QtBot, ratio: float, theme: str
) -> None:
    apply_theme, where = THEMES[theme], frame(ratio)
    labels = np.random.default_rng(2).integers(0, 3, len(DATA.points)).astype(np.int8)
    picture = make_picture(DATA, where)
    seen = shown(picture, labels, (4, 0, 2), apply_theme)
    # By brute force: the dots of all points, painted in order.
    side = picture.raster.dot
    columns, lines = np.floor(where.view.pixels(DATA.points) * ratio).astype(int).T
    top = np.full(seen.shape[:2], -1)
    for down, right in dot_of(side):
        x, y = columns + right, lines + down
        inside = (x >= 0) & (x < top.shape[1]) & (y >= 0) & (y < top.shape[0])
        np.maximum.at(top, (y[inside], x[inside]), np.flatnonzero(inside))
    ground = np.array(apply_theme.colour("board").getRgb()[:3])
    assert (seen[top < 0] == ground).all()
    table = shade_table(cluster_inks((4, 0, 2)).names, apply_theme)
    expected = on_ground(table.reshape(-1, SHADES), ground)
    owners = labels[top[top >= 0]] + 1
    off = np.abs(seen[top >= 0][:, None] - expected[owners]).max(axis=2).min(axis=1)
    assert np.count_nonzero(off > 1) == 0
    assert side > 1


def on_ground(words: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """What premultiplied colours look like on the ground, shape (..., 3)."""
    parts = np.stack([(words >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(float)
    alpha = (words >> 24)[..., None] / 255
    return parts + (1 - alpha) * ground


def test_points_without_a_cluster_are_grey(qtbot: QtBot) -> None:
    seen = shown(make_picture(DATA, frame()), np.full(len(DATA.points), -1, np.int8), (0, 1))
    ground = np.array(THEMES["light"].colour("board").getRgb()[:3])
    dots = seen[(seen != ground).any(axis=2)]
    assert len(dots) > 5000
    assert np.ptp(dots, axis=1).max() < 20, "no colour"
    assert np.abs(dots - QColor(UNASSIGNED).getRgb()[:3]).max() < 60


@pytest.mark.parametrize("k", [200, 40_000])
def test_clusters_beyond_what_a_byte_can_count_have_their_own_colours(qtbot: QtBot, k: int) -> None:
    points = np.array([[-0.5, 0.0], [0.5, 0.0], [0.0, 0.5]])
    labels = np.array([k - 1, 3, -1], np.min_scalar_type(-k))
    picture = make_picture(Data(points), frame(x=0.0))
    seen = shown(picture, labels, tuple(range(k)))
    for point, colour in zip(
        points, (cluster_colour(k - 1), cluster_colour(3), UNASSIGNED), strict=True
    ):
        x, y = np.floor(picture.frame.view.pixels(point)).astype(int)
        assert np.abs(seen[y, x] - np.array(QColor(colour).getRgb()[:3])).max() <= 3


def test_other_labels_give_the_image_that_they_would_have_given_anew(qtbot: QtBot) -> None:
    rng, picture, density = np.random.default_rng(3), make_picture(DATA, frame()), Density()
    theme, view = THEMES["light"], picture.frame.view
    for _ in range(3):
        labels = rng.integers(-1, 5, len(DATA.points)).astype(np.int8)
        density.draw(picture, PointColours(labels, cluster_inks((3, 1, 0, 2, 4))), theme)
        again = painted(density, view, 1.0, theme.colour("board"))
        assert (again == shown(picture, labels, (3, 1, 0, 2, 4))).all()


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_another_view_shows_the_image_where_its_points_are(qtbot: QtBot, ratio: float) -> None:
    picture, theme = make_picture(DATA, frame(ratio)), THEMES["light"]
    labels = (DATA.points[:, 0] > 0.3).astype(np.int8)
    density = Density()
    density.draw(picture, PointColours(labels, cluster_inks((0, 4))), theme)
    made = picture.frame.view
    for view in (made.panned(40, -25), made.zoomed(2.0, 60, 80), made.zoomed(0.5, 200, 100)):
        stretched = painted(density, view, ratio, theme.colour("board"))
        true = shown(make_picture(DATA, Frame(view, ratio, 1.0)), labels, (0, 4))
        # Blurred, at most: coarse blocks of both have nearly the same colour.
        inner = tuple(slice(40, size - 40) for size in stretched.shape[:2])
        covered = np.abs(stretched - theme_ground(theme)).max(axis=2)[inner] > 40
        truly = np.abs(true - theme_ground(theme)).max(axis=2)[inner] > 40
        middle = blocks(truly)
        assert np.corrcoef(blocks(covered).ravel(), middle.ravel())[0, 1] > 0.7


def theme_ground(theme: Theme) -> np.ndarray:
    return np.array(theme.colour("board").getRgb()[:3])


def blocks(mask: np.ndarray, side: int = 16) -> np.ndarray:
    high, wide = (size // side for size in mask.shape)
    return mask[: high * side, : wide * side].reshape(high, side, wide, side).mean(axis=(1, 3))


def test_an_image_out_of_view_and_one_stretched_beyond_all_bounds_can_be_painted(
    qtbot: QtBot,
) -> None:
    picture, theme, density = make_picture(DATA, frame()), THEMES["light"], Density()
    density.draw(
        picture, PointColours(np.zeros(len(DATA.points), np.int8), cluster_inks((0,))), theme
    )
    made = picture.frame.view
    for view in (made.panned(5000, 0), made.zoomed(1e7, 150, 120), made.zoomed(1e-7, 10, 10)):
        painted(density, view, 1.0, theme.colour("board"))


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=50), st.integers(1, 6))
def test_more_points_are_never_paler(counts: list[int], dot: int) -> None:
    ordered = np.sort(np.array(counts, np.intp))
    shades = shades_of(ordered, dot)
    assert (np.diff(shades) >= 0).all()
    assert 0 <= shades.min() <= shades.max() < SHADES


def test_single_points_among_single_points_have_the_full_colour() -> None:
    table = shade_table(cluster_inks((0,)).names, THEMES["light"]).reshape(-1, SHADES)
    shade = shades_of(np.ones(9, np.intp), 3)[0]
    assert (QColor.fromRgba(int(table[1, shade])).getRgb()[:3]) == cluster_colour(0).getRgb()[:3]
    assert QColor.fromRgba(int(table[1, shade])).alpha() >= 250


def test_nothing_at_all_can_be_shaded(qtbot: QtBot) -> None:
    assert len(shades_of(np.zeros(0, np.intp), 1)) == 0
    nowhere = make_picture(Data(np.full((9, 2), 50.0)), frame())
    assert np.ptp(shown(nowhere, np.zeros(9, np.int8), (0,)), axis=(0, 1)).max() == 0


@pytest.mark.parametrize("name", sorted(THEMES))
def test_even_the_palest_shade_can_be_told_from_its_cell(name: str) -> None:
    theme, slots = THEMES[name], tuple(range(len(CLUSTERS)))
    palest = shade_table(cluster_inks(slots).names, theme).reshape(-1, SHADES)[1:, 0]
    for slot, word in zip(slots, palest.tolist(), strict=True):
        cell = cell_tint(theme.colour("board"), slot, theme.cell_alpha)
        look = on_ground(np.array(word), np.array(cell.getRgb()[:3]))
        assert np.abs(look - cell.getRgb()[:3]).max() > 30
        assert contrast(QColor(*np.rint(look).astype(int).tolist()), cell) > 1.15
