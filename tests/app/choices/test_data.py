"""The panel of the data: rows for what the shape listens to, and the columns of a file."""

from pathlib import Path

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.choices.data import DataPanel
from app.window import Window
from app.words.names import shape_names
from core.datasets.shapes import DATASETS
from core.runs.recipe import BY_HAND
from tests.app.hand import choose, the, trigger


def test_only_rows_that_the_shape_listens_to_are_shown(window: Window) -> None:
    for shape, maker in DATASETS.items():
        window.session.edit(shape=shape)
        assert the(window, QWidget, "blobs_count").isVisible() == maker.uses_clusters
        assert the(window, QWidget, "spread").isVisible() == maker.uses_spread
        assert the(window, QWidget, "data_seed").isVisible() == maker.uses_seed
        assert the(window, QWidget, "points_count").isVisible()
        assert not the(window, QWidget, "column_x").isVisible()
        assert not the(window, QWidget, "standardise").isVisible()


def test_new_points_are_offered_only_where_there_are_others(window: Window, iris: Path) -> None:
    new_points = the(window, QAction, "new_points")
    for shape, maker in DATASETS.items():
        window.session.edit(shape=shape)
        assert new_points.isEnabled() == maker.uses_seed
    window.open_path(iris)
    assert not new_points.isEnabled()


def test_every_shape_can_be_chosen_by_its_name(window: Window) -> None:
    box = the(window, QComboBox, "shape")
    assert [box.itemData(i) for i in range(box.count())] == list(shape_names())
    assert set(shape_names()) == {*DATASETS, BY_HAND}


@pytest.fixture
def iris_window(window: Window, iris: Path) -> Window:
    window.open_path(iris)
    assert not window.message
    return window


def test_a_file_shows_its_columns_and_no_makers_rows(iris_window: Window) -> None:
    for name in ("points_count", "blobs_count", "spread", "data_seed"):
        assert not the(iris_window, QWidget, name).isVisible()
    for name in ("column_x", "column_y", "standardise"):
        assert the(iris_window, QWidget, name).isVisible()
    box = the(iris_window, QComboBox, "column_x")
    assert [box.itemText(i) for i in range(box.count())] == [
        "sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)",
    ]  # fmt: skip
    assert the(iris_window, QComboBox, "shape").currentText() == "iris.csv"


def test_another_column_can_be_chosen_for_each_axis(iris_window: Window) -> None:
    choose(the(iris_window, QComboBox, "column_x"), 2)
    assert iris_window.session.state.recipe.columns == (2, 1)
    choose(the(iris_window, QComboBox, "column_y"), 3)
    assert iris_window.session.state.recipe.columns == (2, 3)
    table = iris_window.session.state.run.data.table
    assert table is not None
    assert (iris_window.session.state.run.points == table.values[:, [2, 3]]).all()


def test_choosing_the_column_of_the_other_axis_changes_their_places(iris_window: Window) -> None:
    choose(the(iris_window, QComboBox, "column_x"), 1)
    assert iris_window.session.state.recipe.columns == (1, 0)
    choose(the(iris_window, QComboBox, "column_y"), 1)
    assert iris_window.session.state.recipe.columns == (0, 1)
    assert not iris_window.message


def test_standardising_scales_both_columns_and_back(iris_window: Window) -> None:
    switch, before = the(iris_window, QCheckBox, "standardise"), iris_window.session.state.run
    switch.click()
    points = iris_window.session.state.run.points
    assert points.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert points.std(axis=0) == pytest.approx([1, 1])
    assert switch.isChecked()
    switch.click()
    assert (iris_window.session.state.run.points == before.points).all()
    trigger(iris_window, "undo")
    assert switch.isChecked()


def test_rows_with_missing_cells_are_counted(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("a;b\n1,5;2\n;3\n4;NA\n5;6\n7;8\n2;1\n9;3\n", "utf-8")
    window.session.edit(k=2)
    window.open_path(path)
    assert not window.message
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert [text for text in said if "5 points" in text and "2 rows" in text]
    assert len(window.session.state.run.points) == 5


def test_a_made_shape_can_be_chosen_after_a_file_and_the_file_again(iris_window: Window) -> None:
    box = the(iris_window, QComboBox, "shape")
    points = iris_window.session.state.run.points
    choose(box, "moons")
    assert the(iris_window, QWidget, "points_count").isVisible()
    choose(box, "file")
    iris_window.wait_for_work()
    assert (iris_window.session.state.run.points == points).all()


def test_a_file_that_is_gone_by_then_is_told_and_the_choice_returns(
    window: Window, tmp_path: Path
) -> None:
    path, box = tmp_path / "short-lived.csv", the(window, QComboBox, "shape")
    path.write_text("x,y\n" + "".join(f"{i},{i * i}\n" for i in range(9)), "utf-8")
    window.open_path(path)
    choose(box, "moons")
    before = window.session.state
    path.unlink()
    choose(box, "file")
    window.wait_for_work()
    assert "short-lived.csv" in window.message
    assert window.session.state == before
    assert box.currentData() == "moons"


def test_a_board_that_was_drawn_on_says_how_many_points_it_has(window: Window) -> None:
    [panel] = window.findChildren(DataPanel)
    said = panel._skipped
    assert said.isHidden()
    window.session.edit(added=((0.0, 0.0, -1),))
    assert said.isVisible()
    assert said.text() == "301 points"
    trigger(window, "undo")
    assert said.isHidden()
