"""Stamped marks look like drawn ones, at any pixel ratio."""

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.paint.shapes import cross, disc, point_shapes, polygon, star
from app.paint.sprites import Drawing, SpriteSheet
from app.paint.view import View
from tests.app.eye import difference, pixels_of

COLOURS = [QColor("#D55E00"), QColor("#0072B2"), QColor("#009E73")]
PLACES = np.array([[10.5, 12.5], [30.5, 40.5], [51.5, 20.5], [25.5, 25.5]])
WHICH = np.array([0, 1, -1, 1], np.int8)


def marks(radius: float) -> list[Drawing]:
    def mark(colour: QColor) -> Drawing:
        def drawing(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPath(disc(radius))

        return drawing

    return [mark(colour) for colour in COLOURS]


def blank(ratio: float) -> QImage:
    image = QImage(round(60 * ratio), round(60 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_stamps_look_like_drawings(qtbot: QtBot, ratio: float) -> None:
    drawn, stamped, view = blank(ratio), blank(ratio), View(width=60, height=60)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, mark in zip(PLACES, WHICH, strict=True):
        painter.save()
        painter.translate(QPointF(*place))
        marks(4.0)[mark](painter)
        painter.restore()
    painter.end()
    painter = QPainter(stamped)
    SpriteSheet(marks(4.0), 8.0, ratio).stamp(painter, view, PLACES, WHICH)
    painter.end()
    # Stamps sit on whole pixels of the device, so rims may differ; insides must not.
    off = difference(pixels_of(drawn), pixels_of(stamped)) > 60
    assert off.mean() < 0.02
    for (x, y), mark in zip(PLACES, WHICH, strict=True):
        assert stamped.pixelColor(int(x * ratio), int(y * ratio)).name() == COLOURS[mark].name()


def test_marks_out_of_view_leave_no_trace(qtbot: QtBot) -> None:
    image, view = blank(1.0), View(width=60, height=60)
    painter = QPainter(image)
    far = np.array([[-500.0, 10.0], [1e9, 1e9], [30.0, -1e7], [np.inf, 3.0]])
    SpriteSheet(marks(4.0), 8.0, 1.0).stamp(painter, view, far, np.zeros(4, np.int8))
    painter.end()
    assert (pixels_of(image) == 255).all()


def test_marks_out_of_view_change_no_others(qtbot: QtBot) -> None:
    image, view = blank(1.0), View(width=60, height=60)
    places = np.array([[-900.0, 5.0], [10.5, 12.5], [5.0, 900.0], [30.5, 40.5]])
    painter = QPainter(image)
    SpriteSheet(marks(4.0), 8.0, 1.0).stamp(painter, view, places, np.array([0, 1, 0, 2]))
    painter.end()
    assert image.pixelColor(10, 12) == COLOURS[1]
    assert image.pixelColor(30, 40) == COLOURS[2]


def test_a_mark_at_the_rim_is_seen_in_part(qtbot: QtBot) -> None:
    image, view = blank(1.0), View(width=60, height=60)
    painter = QPainter(image)
    SpriteSheet(marks(4.0), 8.0, 1.0).stamp(
        painter, view, np.array([[-2.0, 30.0]]), np.zeros(1, np.int8)
    )
    painter.end()
    assert (pixels_of(image)[30, 0] < 255).any()


def test_shapes_are_distinct_and_of_about_the_size_of_a_disc() -> None:
    areas = []
    for shape in point_shapes(10.0):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.translate(30, 30)
        painter.fillPath(shape, QColor("black"))
        painter.end()
        areas.append(pixels_of(image)[:, :, 0] == 0)
    assert len({area.tobytes() for area in areas}) == len(areas) == 8
    assert all(0.4 < area.sum() / areas[0].sum() < 1.3 for area in areas)


def test_marks_are_centred_and_as_large_as_asked() -> None:
    for path in (disc(7), star(7), cross(7, 3), polygon(4, 7)):
        box = path.boundingRect()
        assert max(box.width(), box.height()) == pytest.approx(14, rel=0.1)
        assert path.contains(QPointF(0, 0))
