"""The lab of basin maps: what it shows is what runs do, and it follows the hand."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QAction, QColor
from PyQt6.QtWidgets import QApplication, QComboBox, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.labs.basins.borders import smoothed
from app.labs.basins.colours import Colouring, best_colour, colours_of, rank_colours, tint
from app.labs.basins.lab import BasinsLab
from app.labs.basins.legend import ColourBar, MinimaList
from app.labs.basins.minima import MOST, levels_of, listed, minima_of, ranked
from app.labs.basins.question import pixels_around
from app.labs.basins.words import inertia_words, inertias_words
from app.theme.palette import contrast, edge_colour, luminance
from app.theme.theme import THEMES
from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from app.words.numbers import number, share_words
from core.runs.recipe import Recipe
from core.session.background import TooLittleMemoryError
from core.session.edits.centroid_edits import at_start, starting_mark, starting_row
from tests.app.conftest import OpenWindow
from tests.app.eye import picture, rgb, theme_of
from tests.app.hand import (
    LEFT,
    choose,
    drag,
    focus,
    hover,
    let_go,
    mouse,
    press,
    pull,
    take,
    the,
    trigger,
    turn_wheel,
)
from tests.app.test_layout import cut_texts, resized
from tests.core.experiments.many_runs.singles import single

BLOBS = Recipe(shape="blobs", n=120, blobs=4, k=4, start_seed=3)

SLOW = Recipe(shape="blobs", n=15_000, blobs=10, k=10)
"""A map of this takes minutes."""


@pytest.fixture
def mapped(open_window: OpenWindow) -> Callable[..., tuple[Window, BasinsLab, Board]]:
    """Open the lab on a recipe; its map is there."""

    def mapped(
        recipe: Recipe = BLOBS, half_step: int = 1, **more: str
    ) -> tuple[Window, BasinsLab, Board]:
        window = open_window(recipe, half_step, **more)
        trigger(window, "basin_map")
        QApplication.processEvents()
        window.wait_for_picture()
        [lab] = window.findChildren(BasinsLab)
        [board] = window.findChildren(Board)
        return window, lab, board

    return mapped


def alone(window: Window, place: tuple[float, float]) -> tuple[object, ...]:
    """How the run ends in which the selected centroid starts at ``place``."""
    state = at_start(window.session.state)
    starts = starting_mark(state).centroids.copy()
    starts[starting_row(state)] = place
    recipe = state.recipe
    return single(state.run.data.assigner, starts, recipe.empty, recipe.start_seed)


def empty_pixels(board: Board, count: int) -> list[tuple[float, float]]:
    """Pixels of the widget that are away from all stars, and from the tools."""
    rng = np.random.default_rng(0)
    stars = board.view.pixels(board._pose.centroids)
    xmin, ymin, xmax, ymax = board._run.data.bounds
    found = []
    while len(found) < count:
        at = rng.uniform([60, 200], [board.width() - 5, board.height() - 5])
        x, y = board.view.place(*at.tolist())
        is_inside = xmin < x < xmax and ymin < y < ymax
        if is_inside and np.hypot(*(stars - at).T).min() > 30:
            found.append((float(at[0]), float(at[1])))
    return found


def another(window: Window) -> int:
    """The row of a centroid that is not selected."""
    return 1 if window.session.state.selected_row == 0 else 0


def pixel_of(board: Board, row: int) -> tuple[float, float]:
    x, y = board.view.pixels(board._pose.centroids[row]).tolist()
    return x, y


# What is shown is what runs do


def test_the_first_star_is_selected_when_none_is(mapped) -> None:
    window, lab, _ = mapped()
    assert window.session.state.shown_slots[window.session.state.selected_row] == 0
    assert the(lab, QComboBox, "basin_centroid").currentText() == "1"


def test_a_star_that_is_selected_stays_so(open_window: OpenWindow) -> None:
    window = open_window(BLOBS, 1)
    window.session.select(2)
    trigger(window, "basin_map")
    assert window.session.state.selected == 2


@pytest.mark.parametrize("empty", ["farthest", "drop", "random"])
def test_what_is_said_of_a_place_is_what_a_run_from_there_does(mapped, empty: str) -> None:
    window, lab, board = mapped(BLOBS.but(empty=empty), 3)
    shown = lab._mapper.map
    for at in empty_pixels(board, 20):
        hover(board, at)
        assert np.hypot(*(board.view.pixels(np.array(lab.ghost)) - at)) < 10
        inertia, iterations = alone(window, lab.ghost)[:2]
        pixel = shown.under(board.view.place(*at))
        assert shown.picture.inertias[pixel[1], pixel[0]] == inertia
        assert shown.picture.iterations[pixel[1], pixel[0]] == iterations
        told = inertia_words(inertia, levels_of(shown.picture))
        assert f"inertia {told} after {iterations} iteration" in lab.words
        assert the(window, ElidedLabel, "status_text").text() == lab.words
        best = inertia <= shown.picture.inertias.min() * (1 + 1e-12)
        assert ("the best of this map" in lab.words) == best


def test_the_colour_of_a_place_is_that_of_its_run(mapped) -> None:
    window, lab, board = mapped()
    window.session.show(cells=False, trails=False, rings=False)
    theme, shown = theme_of(window), lab._mapper.map
    low, high = shown.picture.inertias.min(), shown.picture.inertias.max()
    best, seen = low, 0
    grabbed = picture(board)
    for at in empty_pixels(board, 60):
        column, row = np.floor(at).astype(int)
        colour = grabbed[row, column]
        if any((grabbed[row - 9 : row + 10, column - 9 : column + 10] != colour).any(axis=2).flat):
            continue  # a point, or the border of a pixel
        seen += 1
        inertia = alone(window, shown.pixels.place_of(*shown.under(board.view.place(*at))))[0]
        if inertia <= best * (1 + 1e-12):
            assert (colour == rgb(QColor.fromRgb(int(best_colour(theme))))).all()
        else:
            # Without smooth borders: only pixels inside an area are looked at.
            wanted = colours_of(shown.picture, Colouring.INERTIA, theme, {})
            assert low <= inertia <= high
            at_pixel = shown.under(board.view.place(*at))
            wanted = QColor.fromRgb(int(wanted[at_pixel[1], at_pixel[0]]))
            assert (colour == rgb(wanted)).all()
    assert seen > 5


def test_a_press_starts_exactly_the_run_that_is_told_of(mapped) -> None:
    window, lab, board = mapped()
    session = window.session
    shown = lab._mapper.map
    for at in empty_pixels(board, 5):
        before = session.state
        hover(board, at)
        place, pixel = lab.ghost, shown.under(board.view.place(*at))
        drag(board, at)
        after = session.state
        assert after.run.marks[-1].inertia == shown.picture.inertias[pixel[1], pixel[0]]
        assert after.run.marks[-1].iteration == shown.picture.iterations[pixel[1], pixel[0]]
        row = before.selected_row
        assert tuple(after.run.starts[row]) == place
        assert after.selected_row == row
        assert lab._mapper.map is shown
        assert lab._mapper.is_current
        trigger(window, "undo")
        assert session.state.run is before.run
        trigger(window, "redo")


def test_a_double_click_fits_and_starts_no_run(mapped) -> None:
    window, lab, board = mapped()
    window.session.edit(data_seed=12)
    trigger(window, "undo")
    before, redo = window.session.state, window.session.state.can_redo
    assert redo
    turn_wheel(board, 2, (300.0, 300.0))
    lab.wait()
    place = empty_pixels(board, 1)[0]
    take(board, place)
    let_go(board, place)
    assert window.session.state.run is not before.run
    mouse(board, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
    let_go(board, place)
    after = window.session.state
    assert after.run is before.run
    assert (after.selected, after.half_step) == (before.selected, before.half_step)
    assert (after.can_undo, after.can_redo) == (before.can_undo, before.can_redo)
    assert board.camera.fits


def test_with_another_tool_a_press_is_that_tools(mapped) -> None:
    window, _, board = mapped()
    trigger(window, "tool_place")
    drag(board, empty_pixels(board, 1)[0])
    assert window.session.state.recipe.k == 5


def test_on_a_film_of_the_start_the_run_is_that_from_all_starts(mapped) -> None:
    window, lab, board = mapped(BLOBS.but(start="kmeans++"), 0)
    assert window.session.state.half_step < window.session.state.run.first
    hover(board, empty_pixels(board, 1)[0])
    told_of = lab.words
    drag(board, empty_pixels(board, 1)[0])
    assert number(window.session.state.run.marks[-1].inertia) in told_of


# It follows the hand


def test_dragging_another_star_draws_the_map_anew_at_once_and_finer_at_rest(mapped) -> None:
    window, lab, board = mapped()
    before = lab._mapper.map
    x, y = pixel_of(board, another(window))
    take(board, (x, y))
    maps = []
    for way in range(1, 6):
        pull(board, (x + 14 * way, y - 9 * way))
        deadline = time.monotonic() + 5
        while not lab._mapper.is_current and time.monotonic() < deadline:
            QApplication.processEvents()
        assert lab._mapper.is_current
        maps.append(lab._mapper.map)
        question = maps[-1].question
        assert (question.centroids == window.session.state.run.starts).all()
    let_go(board, (x + 70, y - 45))
    assert len({id(shown) for shown in [before, *maps]}) == 6
    assert len({shown.question.runs for shown in [before, *maps]}) == 1
    window.wait_for_picture()
    assert lab._mapper.map.picture.step == 1
    hover(board, empty_pixels(board, 1)[0])
    assert f"inertia {number(alone(window, lab.ghost)[0])} " in lab.words


def test_dragging_the_selected_star_draws_nothing_anew(mapped) -> None:
    window, lab, board = mapped()
    before = lab._mapper.map
    x, y = pixel_of(board, window.session.state.selected_row)
    drag(board, (x, y), (x + 20, y + 10), (x + 60, y - 30))
    assert window.session.state.can_undo
    trigger(window, "nudge_left", "nudge_up")
    window.wait_for_picture()
    assert lab._mapper.map is before


def test_the_map_is_of_the_starts_whatever_is_shown(mapped) -> None:
    window, lab, board = mapped(half_step=1)
    before, image = lab._mapper.map, picture(lab)
    for half_step in (2, 4, window.session.state.run.last, 0):
        window.session.seek(half_step)
        window.wait_for_picture()
        assert lab._mapper.map is before
        assert (lab._mapper.map.question.centroids == window.session.state.run.starts).all()
    assert (picture(lab) == image).all()
    trigger(window, "play")
    window.session.tick(1.5)
    assert lab._mapper.map is before
    assert not lab.sheet.is_faded
    trigger(window, "play")
    at = empty_pixels(board, 1)[0]
    window.session.seek(4)
    hover(board, at)
    place, told = lab.ghost, lab.words
    drag(board, at)
    assert tuple(window.session.state.run.starts[window.session.state.selected_row]) == place
    assert number(window.session.state.run.marks[-1].inertia) in told


def test_the_map_does_not_depend_on_the_window_or_on_the_view(mapped) -> None:
    window, lab, _ = mapped()
    before = lab._mapper.map
    xmin, ymin, xmax, ymax = lab.sheet.rectangle
    low, high = (
        window.session.state.run.points.min(axis=0),
        window.session.state.run.points.max(axis=0),
    )
    assert (xmin, ymin) < tuple(low)
    assert (xmax, ymax) > tuple(high)
    trigger(window, "zoom_in")
    window.resize(900, 700)
    window.wait_for_picture()
    assert lab._mapper.map is before
    assert lab.sheet.rectangle == (xmin, ymin, xmax, ymax)


@pytest.mark.parametrize("box", [(0.0, 0.0, 4.0, 1.0), (2.0, -1.0, 2.0, 8.0), (5.0, 5.0, 5.0, 5.0)])
def test_the_pixels_of_a_map_are_squares_over_all_points(box: tuple[float, ...]) -> None:
    pixels = pixels_around(box, 96)
    xmin, ymin, xmax, ymax = pixels.rectangle
    assert (xmax - xmin) / pixels.columns == pytest.approx((ymax - ymin) / pixels.rows)
    assert max(pixels.columns, pixels.rows) == 96
    assert xmin < box[0]
    assert ymin < box[1]
    assert xmax > box[2]
    assert ymax > box[3]


def test_the_borders_are_computed_in_more_detail(mapped) -> None:
    window, lab, _ = mapped()
    shown = lab._mapper.map
    picture, pixels = shown.picture, shown.pixels
    assert picture.borders is not None
    assert pixels.columns == 3 * shown.question.pixels.columns
    rng = np.random.default_rng(1)
    at_borders = np.argwhere(np.kron(picture.borders, np.ones((3, 3), bool)))
    for row, column in rng.permutation(at_borders)[:30].tolist():
        assert picture.source(column, row) == (column, row)
        inertia, iterations = alone(window, pixels.place_of(column, row))[:2]
        assert (picture.inertias[row, column], picture.iterations[row, column]) == (
            inertia,
            iterations,
        )
    for row, column in np.argwhere(~picture.borders)[:30].tolist():
        middle = (3 * column + 1, 3 * row + 1)
        assert picture.source(3 * column + 2, 3 * row) == middle
        assert pixels.place_of(*middle) == shown.question.pixels.place_of(column, row)
        assert (
            len(np.unique(picture.minima[3 * row : 3 * row + 3, 3 * column : 3 * column + 3])) == 1
        )


def test_the_resolution_is_chosen(mapped) -> None:
    window, lab, _ = mapped()
    for columns in (48, 192):
        choose(the(lab, QComboBox, "basin_pixels"), columns)
        window.wait_for_picture()
        pixels = lab._mapper.map.question.pixels
        assert max(pixels.columns, pixels.rows) == columns
        assert min(lab.sheet.colours.shape) > 700, "at rest borders are smooth"


def test_the_centroid_is_chosen_by_box_key_and_press(mapped) -> None:
    window, lab, board = mapped()
    box, session = the(lab, QComboBox, "basin_centroid"), window.session
    choose(box, 2)
    assert session.state.selected == 2
    focus(board)
    press(Qt.Key.Key_Period)
    assert box.currentText() == str(session.state.slots[session.state.selected] + 1)
    drag(board, pixel_of(board, 1))
    assert box.currentText() == str(session.state.shown_slots[1] + 1)
    window.wait_for_picture()
    assert lab._mapper.map.question.chosen == 1


def test_without_a_selected_star_there_is_no_map(mapped) -> None:
    window, lab, board = mapped()
    window.session.select(None)
    assert lab.sheet is None
    drag(board, empty_pixels(board, 1)[0])
    assert not window.session.state.can_undo


# Legends


def test_the_bar_says_the_ends_of_the_iterations(mapped) -> None:
    _, lab, _ = mapped()
    shown, bar = lab._mapper.map.picture, the(lab, ColourBar, "colour_bar")
    choose(the(lab, QComboBox, "basin_colour"), Colouring.ITERATIONS)
    ends = [str(shown.iterations.min()), str(shown.iterations.max())]
    assert [bar.numbers[0], bar.numbers[-1]] == ends
    assert str(shown.iterations.max()) in bar.accessibleDescription()


def test_the_list_says_inertia_and_share_of_each_minimum(mapped) -> None:
    window, lab, _ = mapped()
    choose(the(lab, QComboBox, "basin_colour"), Colouring.MINIMUM)
    shown, texts = lab._mapper.map.picture, the(lab, MinimaList, "minima").texts
    found = minima_of(shown)
    known = listed(found)
    values = [shown.inertias[shown.minima == each.number][0] for each in known]
    told = inertias_words(values, levels_of(shown))
    for each, said, (inertia, note, share) in zip(known, told, texts, strict=False):
        pixels = shown.minima == each.number
        assert inertia == said
        assert share == share_words(pixels.mean())
        assert note == ("best" if each is found[0] else "")
        slot = lab._minima.slots[each.number]
        finer = lab.sheet.colours.shape[1] // pixels.shape[1]
        inside = np.repeat(np.repeat(pixels, finer, axis=0), finer, axis=1)
        drawn = lab.sheet.colours[inside]
        # Smooth borders take corners off an area.
        assert (drawn == tint(slot, theme_of(window))).mean() > 0.5
    assert len(texts) == len(known) + (len(found) > len(known))
    assert len(known) <= MOST


def test_inertias_that_are_close_have_colours_and_digits_of_their_own(mapped) -> None:
    window, lab, _ = mapped()
    picture, theme = lab._mapper.map.picture, theme_of(window)
    levels = levels_of(picture)
    found = ranked(picture, levels)
    colours = rank_colours(found, theme)
    shown = listed(found)
    assert len({inertia_words(each.inertia, levels) for each in shown}) == len(shown)
    texts = [row[0] for row in the(lab, MinimaList, "minima").texts][: len(shown)]
    assert len({len(text.partition(".")[2]) for text in texts}) == 1
    drawn = [QColor.fromRgb(colours[each.number]) for each in shown]
    lightness = [luminance(colour) for colour in drawn]
    # The best is the brightest; the others grow darker evenly, however close they are.
    assert lightness == sorted(lightness, reverse=True)
    assert min(-np.diff(lightness)) > 0.003


def test_smooth_borders_show_no_class_that_is_not_there() -> None:
    classes = np.random.default_rng(0).integers(0, 4, (9, 7))
    fine = smoothed(classes, 4)
    assert fine.shape == (36, 28)
    for row, column in np.ndindex(classes.shape):
        around = classes[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        block = fine[4 * row : 4 * row + 4, 4 * column : 4 * column + 4]
        assert set(np.unique(block)) <= set(np.unique(around))
    assert (smoothed(np.full((3, 3), 5), 2) == 5).all()


def test_minima_keep_their_colours_from_map_to_map(mapped) -> None:
    window, lab, board = mapped()
    before = dict(lab._minima.slots)
    x, y = pixel_of(board, another(window))
    drag(board, (x, y), (x + 25, y + 10), (x + 50, y + 20))
    window.wait_for_picture()
    numbers = [each.number for each in listed(lab._minima.found)]
    kept = [number for number in numbers if number in before]
    assert kept
    assert len({lab._minima.slots[number] for number in numbers}) == len(numbers)
    assert sum(lab._minima.slots[number] == before[number] for number in kept) >= len(kept) - 1


# Work


def test_long_work_is_called_off_by_button_and_by_key(open_window: OpenWindow) -> None:
    window = open_window(SLOW, 1)
    trigger(window, "basin_map")
    [lab] = window.findChildren(BasinsLab)
    stop = the(lab, QPushButton, "basin_stop")
    bar = the(lab, QProgressBar, "basin_progress")
    assert lab._mapper.is_busy
    assert bar.isVisible()
    assert stop.text() == "Cancel"
    stop.click()
    assert not lab._mapper.is_busy
    assert not bar.isVisible()
    assert stop.text() == "Refine"
    stop.click()
    assert lab._mapper.is_busy
    focus(the(window, QWidget, "board"))
    press(Qt.Key.Key_Escape)
    assert not lab._mapper.is_busy
    assert lab.isVisible()


def test_a_map_that_is_complete_has_neither_button_nor_progress(window: Window) -> None:
    window.session.select(0)
    trigger(window, "basin_map")
    [lab] = window.findChildren(BasinsLab)
    lab.wait()
    assert lab._mapper.map.picture.step == 1
    assert not the(lab, QPushButton, "basin_stop").isVisible()
    said = [label.text() for label in lab.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in said if "pixels wide" in text]


def test_the_bar_shows_how_far_the_map_has_come(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(SLOW, 1)
    trigger(window, "basin_map")
    bar = the(window, QProgressBar, "basin_progress")
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=20_000)
    trigger(window, "cancel_work")


def test_too_little_memory_for_a_map_ends_the_work_and_is_told(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def none(*_: object) -> None:
        raise MemoryError

    window = open_window(SLOW)
    monkeypatch.setattr("app.labs.basins.question.basins", none)
    window.session.select(0)
    trigger(window, "basin_map")
    lab = window.findChild(BasinsLab)
    with qtbot.capture_exceptions() as raised:
        lab.wait()
    assert [kind for kind, *_ in raised] == [TooLittleMemoryError]
    assert not lab.is_busy


def test_closing_the_lab_in_mid_work_leaves_nothing_running(
    open_window: OpenWindow, going_on: Callable[[], set[str]]
) -> None:
    window = open_window(SLOW, 1)
    before = going_on()
    trigger(window, "basin_map")
    [lab] = window.findChildren(BasinsLab)
    the(lab, QPushButton, "basin_stop")
    assert lab._mapper.is_busy
    trigger(window, "basin_map")
    assert going_on() <= before
    [board] = window.findChildren(Board)
    assert board.layers._backdrop._sheet is None
    assert board.layers._cells.cover_all


def test_closing_the_window_in_mid_work_leaves_nothing_running(open_window: OpenWindow) -> None:
    window = open_window(SLOW, 1)
    trigger(window, "basin_map")
    window.close()


def test_a_map_of_many_points_says_how_long_it_takes(open_window: OpenWindow) -> None:
    window = open_window(Recipe(n=30_000, k=3, blobs=3), 1)
    trigger(window, "basin_map")
    [lab] = window.findChildren(BasinsLab)
    deadline = time.monotonic() + 20
    while lab._mapper.map is None and time.monotonic() < deadline:
        QApplication.processEvents()
    assert lab._mapper.map.picture.step == 32
    press(Qt.Key.Key_Escape)
    said = [label.text() for label in lab.findChildren(QLabel, "quiet")]
    assert any(text.startswith("3 of 96 pixels wide") for text in said)


# Keys, themes, room


def test_every_control_is_named_and_reached_by_the_tab_key(mapped) -> None:
    window, lab, _ = mapped()
    wanted = {"basin_centroid", "basin_colour", "basin_pixels"}
    for name in wanted:
        assert the(lab, QWidget, name).accessibleName()
    seen, first = set(), lab._close
    focus(first)
    for _ in range(60):
        press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget().objectName())
    assert wanted <= seen
    assert the(window, QAction, "basin_map").isChecked()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colouring", Colouring)
def test_points_stand_out_from_every_colour(mapped, theme: str, colouring: Colouring) -> None:
    window, lab, _ = mapped(theme=theme)
    lab._choices._on_chosen("colour", colouring, False)
    worn = theme_of(window)
    assert worn.name == theme
    board = worn.colour("board")
    colours = [QColor.fromRgb(each) for each in np.unique(lab.sheet.colours).tolist()]
    # All on the same side of the middle: one edge shows on all of them.
    for fill in ("#E69F00", "#0072B2", "#9AA0A6", "#56B4E9"):
        edge = edge_colour(QColor(fill), lab.sheet.ground)
        assert all(contrast(edge, colour) >= 2.99 for colour in colours)
    assert max(contrast(board, colour) for colour in colours) <= contrast(board, lab.sheet.ground)
    assert all(contrast(worn.colour("ink"), colour) >= 3.0 for colour in colours)


@pytest.mark.parametrize("colouring", Colouring)
def test_all_of_it_fits(mapped, colouring: Colouring) -> None:
    window, lab, board = mapped(Recipe(shape="ring-of-blobs", n=300, blobs=5, k=5), 0)
    choose(the(lab, QComboBox, "basin_colour"), colouring)
    resized(window)
    window.wait_for_picture()
    resized(window)
    assert cut_texts(window) == []
    assert board.width() >= 320
