"""Many points on the board: an image of them all, discs where one comes close, and honest notes."""

from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import QEvent
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.board.camera import frame_of
from app.board.points.samples import MOST_DISCS, MOST_RINGS_OVER_IMAGE
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import GLIDE_SHARE
from tests.app.crowds import BARE, crowd_run, show
from tests.app.eye import difference, picture, rgb, same
from tests.app.hand import mouse

OpenBoard = Callable[..., Board]

MANY, OTHERS, SOME = crowd_run(400_000), crowd_run(400_000, seed=1), crowd_run(60_000)


@pytest.fixture
def open_board(qtbot: QtBot) -> OpenBoard:
    def open_board(run: Run, **shown: object) -> Board:
        board = Board()
        qtbot.addWidget(board)
        board.resize(500, 420)
        board.show()
        show(board, run, **shown)
        return board

    return open_board


def settled(board: Board) -> Board:
    board.grab()
    board.wait_for_picture()
    return board


# One image, or discs


def test_few_points_are_discs_and_many_an_image(open_board: OpenBoard) -> None:
    board = settled(open_board(crowd_run(MOST_DISCS)))
    assert not board.layers.points.is_image
    board = settled(open_board(crowd_run(MOST_DISCS + 1)))
    assert board.layers.points.is_image


def test_one_who_comes_close_sees_discs_again(open_board: OpenBoard) -> None:
    board = settled(open_board(MANY))
    far = picture(board)
    while board.layers.points.is_image:
        board.zoom_by(1.5)
        board.grab()
    assert board.is_settled
    seen = board.layers.points.dots._seen
    assert seen is not None
    assert 0 < len(seen.rows) <= MOST_DISCS
    near = picture(board)
    ground = rgb(board._theme.board)
    places = np.floor(board.view.pixels(seen.points)).astype(int)
    inside = ((places > 0) & (places < (board.width() - 1, board.height() - 1))).all(axis=1)
    columns, rows = places[inside].T
    assert (np.abs(near[rows, columns] - ground).max(axis=1) > 40).mean() > 0.99
    board.fit()
    assert same(picture(settled(board)), far)


def test_an_image_and_discs_show_points_at_the_same_places(open_board: OpenBoard) -> None:
    run = crowd_run(MOST_DISCS + 500)
    board = settled(open_board(run))
    image = picture(board)
    ground = rgb(board._theme.board)
    discs = Run(run.recipe, type(run.data)(run.points[:MOST_DISCS]), run.marks)
    show(board, discs)
    board.camera.view = board.view.fitted(frame_of(run))
    seen = picture(board)
    covered = [np.abs(each - ground).max(axis=2) > 60 for each in (image, seen)]
    assert (covered[0] & covered[1]).sum() > 0.8 * covered[1].sum()


# Labels and glides


def test_points_are_grey_and_then_have_the_colour_of_their_cluster(open_board: OpenBoard) -> None:
    board = open_board(MANY, half_step=0)
    grey = picture(settled(board))
    image = board.layers.points.density._image
    dots = grey[(grey != rgb(board._theme.board)).any(axis=2)]
    stars = 0.05
    assert (np.ptp(dots, axis=1) > 25).mean() < stars
    show(board, MANY, 1)
    coloured = picture(board)
    assert board.layers.points.density._image is image, "other labels touch pixels only"
    dots = coloured[(coloured != rgb(board._theme.board)).any(axis=2)]
    assert (np.ptp(dots, axis=1) > 25).mean() > 0.9


def test_labels_recolour_the_picture_at_hand_while_a_better_one_is_made(
    qtbot: QtBot, open_board: OpenBoard
) -> None:
    board = open_board(OTHERS, half_step=0)
    grey = picture(board)
    assert not board.is_settled
    show(board, OTHERS, 1)
    assert difference(picture(board), grey).max() > 60
    qtbot.waitUntil(lambda: board.is_settled)
    with_it = picture(board)
    fresh = settled(open_board(OTHERS))
    assert same(with_it, picture(fresh))


def test_a_glide_touches_no_point(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    look = Look(rings=True, links=True)
    board = open_board(MANY, half_step=2, progress=0.0, look=look)
    settled(board).grab()
    crowd = board.layers.points
    pointer = (board.width() / 2, board.height() / 2)
    mouse(board, QEvent.Type.MouseMove, pointer)
    # What follows from the points is worked out no more.
    for memo in (crowd._seen, crowd._ringed, crowd._linked, board._row_under):
        monkeypatch.setattr(memo, "_make", None)
    pixels = crowd.density._buffer.copy()
    frames = []
    for way in (0.25, 0.5, 0.75):
        show(board, MANY, 2, way * GLIDE_SHARE, look)
        frames.append(picture(board))
    assert not same(frames[0], frames[1])
    assert (crowd.density._buffer == pixels).all()


# What is only a sample is said


def test_it_is_said_that_not_all_changed_points_have_rings(open_board: OpenBoard) -> None:
    look = Look(cells=False, trails=False, rings=True, links=False)
    board = settled(open_board(MANY, half_step=3, look=look))
    board.grab()
    marked = board.layers.points.rings._marked
    changed = np.count_nonzero(MANY[3].labels != MANY[1].labels)
    assert len(marked.rows) == MOST_RINGS_OVER_IMAGE < changed
    assert f"Rings on 400 of {changed:,} reassigned".replace(",", "\u202f") in note(board)
    show(board, MANY, 3, look=BARE)
    board.grab()
    assert note(board) == ""


def note(board: Board) -> str:
    return board.layers.points.notes.text


def test_it_is_said_that_not_all_points_have_lines(open_board: OpenBoard) -> None:
    look = Look(cells=False, trails=False, rings=False, links=True)
    board = settled(open_board(MANY, look=look))
    with_lines = picture(board)
    assert " of 400\u202f000 points" in note(board)
    show(board, MANY, look=BARE)
    assert difference(with_lines, picture(board)).max() > 20
    show(board, MANY, 0, look=look)
    board.grab()
    assert note(board) == "", "no point has a line yet"


def test_it_is_said_while_not_all_points_are_drawn(qtbot: QtBot, open_board: OpenBoard) -> None:
    board = open_board(MANY)
    board.grab()
    assert "Drawing" in note(board)
    qtbot.waitUntil(lambda: board.is_settled and note(board) == "")


def test_it_is_said_that_shapes_are_seen_only_from_near(open_board: OpenBoard) -> None:
    board = settled(open_board(SOME, look=Look(shapes=True, rings=False)))
    board.grab()
    assert "Zoom in" in note(board)


# Hover


def test_the_nearest_point_is_found_among_many(open_board: OpenBoard) -> None:
    board = settled(open_board(MANY))
    rng, told = np.random.default_rng(4), 0
    for x, y in rng.uniform((0, 0), (board.width(), board.height()), (40, 2)):
        mouse(board, QEvent.Type.MouseMove, (x, y))
        ways = np.hypot(*(board.view.pixels(MANY.points) - (np.float32(x), np.float32(y))).T)
        row = None if board.distances is None else board.distances.row
        if row is None:
            assert ways.min() > 11.5
        else:
            assert ways[row] <= ways.min() + 0.01
            told += 1
    assert told > 15


@pytest.mark.parametrize("away", [0.0, 5.0, 11.0, 13.0])
def test_of_a_great_many_at_one_place_the_first_is_found(
    open_board: OpenBoard, away: float
) -> None:
    points = np.zeros((50_000, 2))
    points[0], points[1] = (-0.9, -0.9), (0.9, 0.9)
    run = Run(SOME.recipe, type(SOME.data)(points), SOME.marks)
    board = settled(open_board(run))
    x, y = board.view.pixels(np.zeros(2))
    mouse(board, QEvent.Type.MouseMove, (x + away, y))
    row = None if board.distances is None else board.distances.row
    assert row == (2 if away < 12 else None)


# The end


def test_a_board_that_is_closed_while_it_works_ends_the_work(
    qtbot: QtBot, open_board: OpenBoard
) -> None:
    board = open_board(crowd_run(2_000_000))
    board.grab()
    worker = board.layers.points._rasters._worker
    assert worker.is_busy
    board.close()
    assert not worker.is_busy
    assert worker._pool.activeThreadCount() == 0
    board.show()
    qtbot.waitUntil(lambda: board.is_settled)


def test_a_board_that_is_resized_or_zoomed_while_it_works_comes_to_rest(
    qtbot: QtBot, open_board: OpenBoard
) -> None:
    board = open_board(MANY)
    for turn in range(6):
        board.resize(500 + 10 * turn, 420)
        board.zoom_by(1.1 if turn % 2 else 1 / 1.1)
        qtbot.wait(15)
    board.fit()
    qtbot.waitUntil(lambda: board.is_settled and board.layers.points.density._picture is not None)
    moved = picture(board)
    fresh = open_board(MANY)
    fresh.resize(board.size())
    fresh.fit()
    assert same(moved, picture(settled(fresh)))
