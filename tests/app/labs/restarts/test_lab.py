"""The restarts lab: what streams in is what is run alone, and any bar opens a run of its own."""

import csv
from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QMessageBox,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.labs.restarts.histogram import Histogram
from app.labs.restarts.lab import RestartsLab
from app.window import Window
from app.words.numbers import number
from core import make_data, record
from core.experiments import Tally, csv_of, restart_of, restarts
from core.kmeans.seeding import SEEDERS
from core.runs.recipe import Recipe
from tests.app.conftest import OpenWindow
from tests.app.hand import (
    answering,
    drag,
    focus,
    give_up,
    hover,
    press,
    press_in_box,
    save_under,
    the,
    trigger,
    write,
)
from tests.app.test_layout import cut_texts, resized

OpenLab = Callable[..., tuple[Window, RestartsLab]]


@pytest.fixture
def open_lab(open_window: OpenWindow) -> OpenLab:
    """A window with the lab open, on a recipe, with so many starts of these methods chosen."""

    def open_lab(
        recipe: Recipe | None = None,
        count: int = 60,
        methods: tuple[str, ...] = (),
        **choices: object,
    ) -> tuple[Window, RestartsLab]:
        window = open_window(recipe or Recipe(n=120), **choices)
        trigger(window, "restarts")
        QApplication.processEvents()
        [lab] = window.findChildren(RestartsLab)
        write(the(window, QAbstractSpinBox, "restarts_count"), str(count))
        for method in SEEDERS:
            box = the(window, QCheckBox, f"restarts_{method}")
            if methods and box.isChecked() != (method in methods):
                box.click()
        return window, lab

    return open_lab


def start(window: Window) -> None:
    the(window, QPushButton, "restarts_start").click()


def run_through(window: Window, lab: RestartsLab) -> None:
    start(window)
    lab.wait()
    assert not lab.is_busy
    QApplication.processEvents()


def tallies_of(recipe: Recipe, methods: list[str], count: int) -> list[Tally]:
    tallies = {method: Tally(method) for method in methods}
    for batch in restarts(recipe, make_data(recipe), methods, count):
        tallies[batch.method] = tallies[batch.method].with_batch(batch)
    return list(tallies.values())


def note(lab: RestartsLab) -> str:
    return lab._note.text()


# What comes of it


def test_the_usual_methods_are_chosen_and_what_comes_is_what_the_engine_says(
    open_lab: OpenLab,
) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    expected = tallies_of(window.session.state.recipe, ["random-points", "kmeans++"], 60)
    assert csv_of(lab.tallies) == csv_of(expected)
    assert "120 restarts" in note(lab)
    assert "4 to 63" in note(lab)


def test_results_are_shown_while_more_are_to_come(open_lab: OpenLab, qtbot: QtBot) -> None:
    window, lab = open_lab(count=10_000)
    start(window)
    assert lab.is_busy
    qtbot.waitUntil(lambda: histogram(window).isVisible())
    assert lab.is_busy
    before = sum(len(tally) for tally in lab.tallies)
    qtbot.waitUntil(lambda: sum(len(tally) for tally in lab.tallies) > before)
    lab.cancel()


@pytest.mark.parametrize("way", ["button", "key", "command"])
def test_what_has_come_stays_when_the_rest_is_given_up(
    open_lab: OpenLab, qtbot: QtBot, way: str
) -> None:
    window, lab = open_lab(count=10_000)
    start(window)
    qtbot.waitUntil(lambda: bool(lab.tallies))
    if way == "button":
        the(window, QPushButton, "restarts_start").click()
    elif way == "key":
        focus(the(window, QWidget, "board"))
        press(Qt.Key.Key_Escape)
    else:
        trigger(window, "cancel_work")
    assert not lab.is_busy
    assert not the(window, QAction, "cancel_work").isEnabled()
    done = [len(tally) for tally in lab.tallies]
    assert 0 < sum(done) < 20_000
    assert "Cancelled" in note(lab)
    qtbot.wait(100)
    assert [len(tally) for tally in lab.tallies] == done
    assert the(window, QPushButton, "restarts_start").text() == "Run"


def test_the_same_seed_gives_the_same_table_and_another_seed_does_not(open_lab: OpenLab) -> None:
    window, lab = open_lab(shape="uniform", k=6)
    run_through(window, lab)
    first = csv_of(lab.tallies)
    run_through(window, lab)
    assert csv_of(lab.tallies) == first
    window.session.edit(start_seed=500)
    assert csv_of(lab.tallies) == first
    run_through(window, lab)
    assert csv_of(lab.tallies) != first
    assert "500 to 559" in note(lab)


def test_a_board_that_starts_by_hand_has_restarts_too(open_lab: OpenLab) -> None:
    by_hand = Recipe(n=60, k=2, start="by-hand", placed=((0.0, 0.0), (1.0, 1.0)), start_seed=9)
    window, lab = open_lab(by_hand, methods=("kmeans++",))
    run_through(window, lab)
    assert lab.tallies[0].seeds.tolist() == list(range(9, 69))


def test_without_a_method_there_is_nothing_to_start(open_lab: OpenLab) -> None:
    window, _ = open_lab()
    for method in ("random-points", "kmeans++"):
        the(window, QCheckBox, f"restarts_{method}").click()
    assert not the(window, QPushButton, "restarts_start").isEnabled()


def test_a_number_that_is_still_being_typed_counts(open_lab: OpenLab) -> None:
    window, lab = open_lab(count=20, methods=("random-box",))
    box = the(window, QAbstractSpinBox, "restarts_count")
    focus(box)
    box.selectAll()
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_7)
    run_through(window, lab)
    assert len(lab.tallies[0]) == 37


def test_the_slider_goes_from_ten_to_ten_thousand(open_lab: OpenLab) -> None:
    window, lab = open_lab()
    slider = the(window, QSlider, "restarts_count_slider")
    for action, count in (
        (QSlider.SliderAction.SliderToMinimum, 10),
        (QSlider.SliderAction.SliderToMaximum, 10_000),
    ):
        slider.triggerAction(action)
        assert lab._choice.count == count


def test_what_stops_the_restarts_is_told(
    open_lab: OpenLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("points: got some too close together")

    monkeypatch.setattr("app.labs.restarts.work.restarts", refuse)
    window, lab = open_lab(methods=("kmeans++",), count=10)
    run_through(window, lab)
    assert note(lab) == "Stopped: points: got some too close together"


# The histogram


def histogram(window: Window) -> Histogram:
    return the(window, Histogram, "restarts_histogram")


def test_the_bars_of_a_method_add_up_to_its_starts(open_lab: OpenLab) -> None:
    window, lab = open_lab(methods=tuple(SEEDERS))
    run_through(window, lab)
    rows = histogram(window).rows
    assert list(rows) == list(SEEDERS)
    for tally in lab.tallies:
        assert sum(bar.count for bar in rows[tally.method]) == len(tally) == 60
        assert sum(bar.minima for bar in rows[tally.method]) == len(tally.bars)


@pytest.mark.parametrize("shape", ["ring-of-blobs", "uniform"])
def test_a_press_on_a_bar_opens_a_run_of_its_inertia(open_lab: OpenLab, shape: str) -> None:
    window, lab = open_lab(shape=shape, k=5, count=100)
    run_through(window, lab)
    chart = histogram(window)
    for method, bars in chart.rows.items():
        for bar in bars:
            place = chart.place_of(bar)
            drag(chart, (place.x(), place.y()))
            run = window.session.state.run
            assert run.recipe.start == method
            assert bar.holds(run.marks[-1].inertia)
            tally = next(tally for tally in lab.tallies if tally.method == method)
            [row] = np.flatnonzero(tally.seeds == run.recipe.start_seed)
            assert run.marks[-1].inertia == tally.inertias[row]
    assert window.session.state.can_undo


def test_presses_on_one_bar_go_through_its_seeds(open_lab: OpenLab) -> None:
    window, lab = open_lab(methods=("random-points",), count=40)
    run_through(window, lab)
    chart = histogram(window)
    bar = max(chart.rows["random-points"], key=lambda bar: bar.count)
    place = chart.place_of(bar)
    seen = []
    for _ in range(bar.count + 1):
        drag(chart, (place.x(), place.y()))
        seen.append(window.session.state.recipe.start_seed)
    assert len(set(seen)) == bar.count > 2
    assert all(one != other for one, other in pairwise(seen))


def test_the_keys_go_along_the_bars_and_open_one_and_leave_the_film_alone(
    open_lab: OpenLab,
) -> None:
    window, lab = open_lab(count=100)
    run_through(window, lab)
    chart = histogram(window)
    focus(chart)
    window.session.seek(3)
    first, second = chart.rows["kmeans++"][:2]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(key)
    assert window.session.state.half_step == 3
    assert chart._pointed_bar == second
    assert "k-means++" in chart.accessibleDescription()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert chart._pointed_bar == first
    press(Qt.Key.Key_Return)
    assert window.session.state.recipe.start == "kmeans++"
    assert window.session.state.run.marks[-1].inertia == pytest.approx(first.low)


def test_hovering_a_bar_tells_of_it(open_lab: OpenLab) -> None:
    window, lab = open_lab(methods=("kmeans++",))
    run_through(window, lab)
    chart = histogram(window)
    best = chart.rows["kmeans++"][0]
    place = chart.place_of(best)
    hover(chart, (place.x(), place.y()))
    assert f"{best.count} of 60 restarts" in lab._results._hint.text()
    hover(chart, (chart.width() - 1.0, chart.height() - 2.0))
    assert "Click a bar" in lab._results._hint.text()
    run = window.session.state.run
    assert f"This run: {number(run.marks[run.last].inertia)}." in lab._results._hint.text()


def test_the_run_on_the_board_is_marked(open_lab: OpenLab) -> None:
    window, lab = open_lab(count=60)
    run_through(window, lab)
    chart = histogram(window)

    def marked() -> list[str]:
        own = zip(chart._shown.tallies, chart._rows, strict=True)
        return [tally.method for tally, bars in own if chart._board_bar(tally, bars) is not None]

    assert marked() == ["random-points"]
    window.session.edit(start="kmeans++", start_seed=10)
    assert marked() == ["kmeans++"]
    window.session.edit(start_seed=900)
    assert marked() == []


# The table, and the ways out


def test_the_table_tells_of_every_method(open_lab: OpenLab) -> None:
    window, lab = open_lab(count=100)
    run_through(window, lab)
    data = window.session.state.run.data
    rows = lab._results._table._model.rows
    assert [row[0] for row in rows] == ["Random points", "k-means++"]
    for row, tally in zip(rows, lab.tallies, strict=True):
        assert row[1] == "100"
        assert row[2].startswith(f"{100 * tally.failed(data.true_inertia):.1f}".removesuffix(".0"))
        assert row[4] == str(len(tally.bars))
        assert row[6] == f"{tally.mean_iterations:.1f} ± {tally.sd_iterations:.1f}"
    assert "true clusters" in lab._results._caption.text()


def test_without_the_truth_failures_are_told_beside_the_best(open_lab: OpenLab) -> None:
    window, lab = open_lab(k=4)
    run_through(window, lab)
    assert "lowest found" in lab._results._caption.text()


def test_the_best_goes_on_the_board(open_lab: OpenLab) -> None:
    window, lab = open_lab(shape="uniform", k=6)
    run_through(window, lab)
    the(window, QPushButton, "restarts_best").click()
    best = min(tally.best for tally in lab.tallies)
    assert window.session.state.run.marks[-1].inertia == best
    trigger(window, "undo")
    assert window.session.state.recipe.start_seed == 4


def test_a_saved_table_has_every_start_in_it(open_lab: OpenLab, tmp_path: Path) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    save = the(window, QPushButton, "restarts_save")
    with answering(save_under(str(tmp_path / "own"))):
        save.click()
    text = (tmp_path / "own.csv").read_text("utf-8")
    assert text == csv_of(lab.tallies)
    for row in list(csv.DictReader(StringIO(text)))[::17]:
        recipe = restart_of(window.session.state.recipe, row["method"], int(row["start_seed"]) - 4)
        run = record(recipe, window.session.state.run.data)
        assert run.marks[-1].inertia == float(row["inertia"])
    with answering(give_up):
        save.click()
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]


def test_a_table_that_cannot_be_saved_is_told(open_lab: OpenLab, tmp_path: Path) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    with answering(save_under(str(tmp_path / "gone" / "x.csv"))):
        the(window, QPushButton, "restarts_save").click()
    assert "Not saved" in note(lab)
    assert list(tmp_path.iterdir()) == []


def test_no_table_is_overwritten_without_a_question(open_lab: OpenLab, tmp_path: Path) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    save, path = the(window, QPushButton, "restarts_save"), tmp_path / "own.csv"
    path.write_text("mine")
    name = save_under(str(tmp_path / "own"))  # the suffix is added after that
    with answering(name, press_in_box(QMessageBox.StandardButton.No), give_up):
        save.click()
    assert path.read_text() == "mine"
    with answering(name, press_in_box(QMessageBox.StandardButton.Yes)):
        save.click()
    assert path.read_text("utf-8") == csv_of(lab.tallies)


def test_too_little_memory_for_restarts_is_told(
    open_lab: OpenLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, lab = open_lab()

    def none(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("app.labs.restarts.work.restarts", none)
    run_through(window, lab)
    assert "There is too little memory for 120 points." in note(lab)
    assert not lab.is_busy


def test_the_copied_table_can_be_pasted_into_a_spreadsheet(open_lab: OpenLab) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    the(window, QPushButton, "restarts_copy").click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    lines = [line.split("\t") for line in clipboard.text().splitlines()]
    assert [len(line) for line in lines] == [7, 7, 7]
    assert lines[2][0] == "k-means++"


# When results go, and when work ends


@pytest.mark.parametrize("choices", [{"data_seed": 12}, {"k": 4}, {"empty": "keep"}])
def test_results_go_with_what_they_are_about(open_lab: OpenLab, choices: dict[str, object]) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    window.session.edit(**choices)
    assert lab.tallies == []
    assert "Out of date" in note(lab)
    assert not histogram(window).isVisible()
    assert not the(window, QPushButton, "restarts_best").isEnabled()


def test_other_points_end_the_work(open_lab: OpenLab, qtbot: QtBot) -> None:
    window, lab = open_lab(count=10_000)
    start(window)
    qtbot.waitUntil(lambda: bool(lab.tallies))
    window.session.edit(data_seed=77)
    assert not lab.is_busy
    qtbot.wait(100)
    assert lab.tallies == []
    assert not the(window, QAction, "cancel_work").isEnabled()


def test_results_that_went_while_the_lab_was_closed_are_gone_when_it_opens(
    open_lab: OpenLab,
) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    trigger(window, "restarts")
    trigger(window, "restarts")
    assert len(lab.tallies) == 2
    trigger(window, "restarts", "new_points", "restarts")
    assert lab.tallies == []


def test_closing_the_lab_ends_the_work(open_lab: OpenLab, qtbot: QtBot) -> None:
    window, lab = open_lab(count=10_000)
    start(window)
    qtbot.waitUntil(lambda: bool(lab.tallies))
    trigger(window, "restarts")
    assert not lab.is_busy
    assert not the(window, QAction, "cancel_work").isEnabled()


@pytest.mark.parametrize("n", [120, 200_000])
def test_a_window_closed_in_mid_work_leaves_nothing_behind(
    open_lab: OpenLab, qtbot: QtBot, n: int
) -> None:
    window, lab = open_lab(count=10_000, n=n)
    start(window)
    qtbot.wait(60)
    assert lab.is_busy
    window.close()
    assert not lab.is_busy


def test_what_is_found_is_known_to_the_session(open_lab: OpenLab) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    known = window.session.state.known
    assert known is not None
    assert known.count == 120
    assert known.inertia == min(tally.best for tally in lab.tallies)
    run_through(window, lab)
    again = window.session.state.known
    assert again is not None
    assert again.count == 120


# Looks


@pytest.mark.parametrize("size", [(800, 700), (1280, 800)])
@pytest.mark.parametrize("recipe", [Recipe(), Recipe(shape="uniform", n=200, k=7)])
def test_nothing_is_cut(open_lab: OpenLab, size: tuple[int, int], recipe: Recipe) -> None:
    window, lab = open_lab(recipe, methods=tuple(SEEDERS), count=40)
    resized(window, *size)
    assert cut_texts(window) == []
    run_through(window, lab)
    resized(window, *size)
    assert cut_texts(window) == []
    content, port = lab.widget(), lab.viewport()
    assert content is not None
    assert port is not None
    assert content.width() <= port.width()
    table = lab._results._table
    last = table.columnViewportPosition(5) + table.columnWidth(5)
    assert last <= table.width()


def test_every_part_of_the_lab_has_a_name(open_lab: OpenLab) -> None:
    window, lab = open_lab()
    run_through(window, lab)
    for kind in (QPushButton, QCheckBox, QAbstractSpinBox, QSlider, Histogram):
        for widget in lab.findChildren(kind):
            assert widget.accessibleName(), widget.objectName()
    said = histogram(window).accessibleDescription()
    for name in ("Random points", "k-means++"):
        assert f"{name}: 60 restarts" in said
