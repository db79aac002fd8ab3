"""Choose K: what the charts show is the engine's table, and a K shows its best run."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton

from app.board.board import Board
from app.labs.choose_k.chart import KChart
from app.labs.choose_k.charts import CHARTS
from app.labs.choose_k.curves import EXAMPLES, curves_of, example_of, pick_words
from app.labs.choose_k.lab import ChooseKLab
from app.labs.choose_k.silhouette import SilhouettePlot
from app.labs.choose_k.strip import PicksStrip
from app.window import Window
from core import Recipe, make_data
from core.analysis.criteria import silhouette_samples
from core.experiments.choose_k import Pick, Plan, Reason, choose_k, csv_of
from core.runs.recipe import BY_HAND
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, same
from tests.app.hand import focus, mouse, press, the, trigger
from tests.app.test_layout import cut_texts, resized

FIVE = Recipe(shape="blobs", n=150, blobs=5, spread=0.10, data_seed=7, k=3)

Opened = Callable[..., tuple[Window, ChooseKLab]]


@pytest.fixture
def opened(open_window: OpenWindow) -> Opened:
    def opened(recipe: Recipe = FIVE) -> tuple[Window, ChooseKLab]:
        window = open_window(recipe)
        trigger(window, "choose_k")
        QApplication.processEvents()
        [lab] = window.findChildren(ChooseKLab)
        lab.wait()
        QApplication.processEvents()
        return window, lab

    return opened


def chart(lab: ChooseKLab, name: str) -> KChart:
    return the(lab, KChart, f"k_chart_{name}")


def test_the_charts_show_the_table_of_the_engine(opened: Opened) -> None:
    _, lab = opened()
    table = lab.table
    assert table is not None
    assert table.is_complete
    alone = choose_k(make_data(FIVE).points, seed=FIVE.start_seed, start=FIVE.start)
    for curve in curves_of(alone):
        shown = chart(lab, curve.name)._curve
        assert shown is not None
        np.testing.assert_array_equal(shown.values, curve.values)
        assert shown.picked == curve.picked
    assert {curve.name for curve in curves_of(alone)} == set(CHARTS)
    assert the(lab, PicksStrip, "k_strip").said[5]


def test_a_k_shows_its_best_run_to_the_last_digit(opened: Opened) -> None:
    window, lab = opened()
    table = lab.table
    assert table is not None
    for k in (1, 4, 5, 10):
        lab.choose(k)
        state = window.session.state
        assert state.recipe.k == k
        assert state.run.marks[-1].inertia == table.inertia[k - 1]
        assert state.half_step == state.run.last
        assert lab.table is table, "another K of the same points"
    warm = next((best.k for best in table.best if best.is_warm), None)
    if warm is not None:
        lab.choose(warm)
        assert window.session.state.recipe.start == BY_HAND


def test_clicks_and_arrow_keys_walk_through_k(opened: Opened) -> None:
    window, lab = opened()
    strip = the(lab, PicksStrip, "k_strip")
    assert strip.hasFocus()
    press(Qt.Key.Key_Up)
    assert window.session.state.recipe.k == 4
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    assert window.session.state.recipe.k == 4
    for _ in range(9):
        press(Qt.Key.Key_Down)
    assert window.session.state.recipe.k == 1
    shown = chart(lab, "silhouette")
    place = shown._place()
    at = (shown._x(5, place) + 2, place.center().y())
    mouse(
        shown,
        QEvent.Type.MouseButtonPress,
        at,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )
    assert window.session.state.recipe.k == 5
    trigger(window, "undo")
    assert window.session.state.recipe.k == 1


def test_other_points_clear_it_and_it_says_why(opened: Opened) -> None:
    window, lab = opened()
    trigger(window, "new_points")
    assert lab.table is None
    assert "points have changed" in lab._note.text()
    assert not lab._strip.isVisible()
    the(lab, QPushButton, "choose_k_start").click()
    lab.wait()
    assert lab.table is not None


def test_what_is_done_when_it_is_cancelled_is_kept_and_marked(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lab = opened()
    button = the(lab, QPushButton, "choose_k_start")
    button.click()
    assert lab.is_busy
    assert button.text() == "Cancel"
    while lab.table is None:
        QApplication.processEvents()
    lab.cancel()
    assert not lab.is_busy
    assert "Cancelled." in lab._note.text()
    assert lab.table is not None
    assert lab.table.is_complete or "not complete" in lab._note.text().lower()


def test_many_points_wait_for_the_button(open_window: OpenWindow) -> None:
    window = open_window(Recipe(n=6000))
    trigger(window, "choose_k")
    [lab] = window.findChildren(ChooseKLab)
    assert not lab.is_busy
    assert the(lab, QPushButton, "choose_k_start").isEnabled()


def test_closing_the_window_in_mid_work_ends_it(open_window: OpenWindow) -> None:
    window = open_window(Recipe(n=3000))
    trigger(window, "choose_k")
    [lab] = window.findChildren(ChooseKLab)
    assert lab.is_busy
    window.close()
    assert lab._worker.is_idle


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_points_are_no_fault(opened: Opened, n: int) -> None:
    window, lab = opened(Recipe(n=n, k=1, blobs=1))
    assert not lab.is_busy
    assert lab.table is not None
    assert lab._note.text()
    picture(window)


def test_picks_in_words() -> None:
    assert pick_words(Pick(5, 5, "")) == "5"
    assert pick_words(Pick(4, 4, "", (4, 6))) == "4 or 6"
    assert pick_words(Pick(None, 9, "")) == "no clear answer"


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (800, 700)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_fits(open_window: OpenWindow, size: tuple[int, int], theme: str) -> None:
    window = open_window(FIVE, theme=theme)
    trigger(window, "choose_k")
    resized(window, *size)
    [lab] = window.findChildren(ChooseKLab)
    lab.wait()
    resized(window, *size)
    assert cut_texts(window) == []
    focus(lab._strip)
    assert np.ptp(picture(lab._strip)) > 100
    assert all(label.isVisible() for label in (lab._agreement, lab._note))
    assert isinstance(lab._agreement, QLabel)
    assert Plan().k_max == 10


def test_the_silhouettes_are_of_the_board_and_linked_with_it(opened: Opened) -> None:
    window, lab = opened()
    plot, board = the(lab, SilhouettePlot, "silhouette_plot"), the(window, Board, "board")
    lab.choose(7)
    state = window.session.state
    labels = state.run[state.half_step].labels
    values = silhouette_samples(state.run.points, labels)
    for row, slot in enumerate(state.shown_slots):
        assert plot.means[slot + 1] == pytest.approx(values[labels == row].mean())
    assert plot._mean == pytest.approx(values.mean())
    assert (lab.rows == np.flatnonzero(values < 0)).all()
    assert (board.layers.points.selected == lab.rows).all()
    before = picture(board)
    band = plot._places()[2].center()
    at = (band.x(), band.y())
    mouse(plot, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)
    slot = plot._bands[2][0]
    assert (lab.rows == np.flatnonzero(labels == state.shown_slots.index(slot))).all()
    assert (difference(picture(board), before) > 30).any()
    mouse(plot, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)
    assert same(picture(board), before)
    trigger(window, "choose_k")
    assert not len(board.layers.points.selected)


def test_one_cluster_has_no_silhouettes(opened: Opened) -> None:
    window, lab = opened()
    lab.choose(1)
    assert the(lab, SilhouettePlot, "silhouette_plot").means == {}
    window.session.seek(0)
    picture(window)


def test_the_table_is_saved_as_csv(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lab = opened()
    path = tmp_path / "table.csv"
    monkeypatch.setattr("app.files.save_dialog.ask_where_to_save", lambda *_: path)
    the(lab, QPushButton, "choose_k_save").click()
    assert lab.table is not None
    assert path.read_text("utf-8") == csv_of(lab.table)
    assert "table.csv" in lab._note.text()
    monkeypatch.setattr("app.files.save_dialog.ask_where_to_save", lambda *_: tmp_path / "no" / "t")
    the(lab, QPushButton, "choose_k_save").click()
    assert "Not saved" in lab._note.text()


def test_where_criteria_differ_an_example_of_the_reason_is_offered(opened: Opened) -> None:
    window, lab = opened(Recipe(shape="uniform", n=200, data_seed=3, k=4))
    button = the(lab, QPushButton, "choose_k_example")
    assert button.isVisible()
    button.click()
    assert window.session.state.demonstration == EXAMPLES
    assert window._board_page.labs.lab is lab
    lab.wait()
    assert lab.table is not None
    assert example_of(lab.table) == "No clusters"
    assert not button.isVisible()
    labels = {case.label for case in demonstrations()[EXAMPLES].cases}
    for name in ("unequal-sizes", "unequal-spreads", "elongation", "overlap", "no-structure"):
        reason = Reason(name, "", 1.0, 1)
        with_reason = SimpleNamespace(is_complete=True, causes=(reason,))
        assert example_of(with_reason) in labels  # type: ignore[arg-type]
