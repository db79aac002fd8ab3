"""A person who does anything at any time, checked against the pure engine after every step."""

import gc
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QSlider,
    QTableView,
    QWidget,
)
from pytestqt.logging import Record
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.board.touch import Tool
from app.choices.look_switches import switches
from app.transport.timeline import Timeline
from app.window import Window
from core import Phase, Run, record, sizes
from core.runs.recipe import FILE, Recipe
from core.session.session import Session
from core.session.state import SPEEDS, State
from core.teaching.demonstrations import demonstrations
from tests.app.hand import (
    drag,
    drop,
    handle_of,
    hover,
    let_go,
    pull,
    take,
    the,
    trigger,
    turn_wheel,
    url_of,
)

FILM = (
    "step_forward", "step_back", "iteration_forward", "iteration_back", "go_to_start", "go_to_end",
    "play", "faster", "slower",
)  # fmt: skip
CENTROIDS = (
    "select_next", "select_previous", "add_centroid", "remove_centroid", "nudge_left", "nudge_up",
)  # fmt: skip
VIEW = ("fit", "zoom_in", "zoom_out", "full_screen", "theme_dark", "theme_light")
NUMBERS = {
    "points_count": ("n", st.integers(1, 300)),
    "blobs_count": ("blobs", st.integers(1, 20)),
    "spread": ("spread", st.integers(1, 50).map(lambda percent: percent / 100)),
    "data_seed": ("data_seed", st.integers(0, 999_999)),
    "clusters_count": ("k", st.integers(1, 200)),
    "start_seed": ("start_seed", st.integers(0, 999_999)),
}
CHOICES = {"shape": "shape", "start_method": "start", "empty_policy": "empty"}
SLIDERS = ("spread", "clusters_count", "blobs_count")

Edit = tuple[Recipe, int]
"""What undo goes back to: a recipe, and a half-step of its run."""


@lru_cache(maxsize=64)
def recorded(recipe: Recipe) -> Run:
    return record(recipe)


class Person(RuleBasedStateMachine):
    """Uses one window; remembers the edits, so as to know where undo and redo must lead."""

    iris: Path
    bad: Path
    exceptions: list[object]
    messages: list[Record]

    @initialize(
        k=st.integers(1, 8),
        start=st.sampled_from(["random-points", "random-box"]),
        empty=st.sampled_from(["farthest", "keep", "drop", "random"]),
    )
    def open(self, k: int, start: str, empty: str) -> None:
        self.window = Window(Session(Recipe(n=40, k=k, start=start, empty=empty)))
        self.window.show()
        QApplication.processEvents()
        self.past: list[Edit] = []
        self.future: list[Edit] = []

    def teardown(self) -> None:
        if hasattr(self, "window"):
            self.window.close()
            self.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            del self.window
            gc.collect()

    @property
    def state(self) -> State:
        return self.window.session.state

    @property
    def here(self) -> Edit:
        return self.state.recipe, self.state.half_step

    def edit(self, command: Callable[[], object]) -> None:
        """Give a command that is an edit where it changes the recipe."""
        before = self.here
        command()
        self.window.wait_for_work()
        if self.state.recipe != before[0]:
            self.past.append(before)
            self.future.clear()

    def control(self, kind: type[QWidget], name: str) -> QWidget:
        return the(self.window, kind, name)

    # The film

    @rule(name=st.sampled_from(FILM))
    def give_a_command_of_the_film(self, name: str) -> None:
        trigger(self.window, name)

    @rule(seconds=st.floats(0.001, 3))
    def wait(self, seconds: float) -> None:
        self.window.session.tick(seconds)

    @rule(shares=st.lists(st.floats(-0.1, 1.1), min_size=1, max_size=4))
    def drag_the_timeline(self, shares: list[float]) -> None:
        timeline = the(self.window, Timeline, "timeline")
        drag(timeline, *((share * timeline.width(), 10.0) for share in shares))
        assert self.state.position == int(self.state.position)

    @rule(speed=st.sampled_from(SPEEDS))
    def choose_a_speed(self, speed: float) -> None:
        box = self.control(QComboBox, "speed")
        box.activated.emit(SPEEDS.index(speed))
        assert self.state.speed == speed

    # Edits

    @rule(data=st.data(), name=st.sampled_from(list(NUMBERS)))
    def type_a_number(self, data: st.DataObject, name: str) -> None:
        value = data.draw(NUMBERS[name][1])
        box = self.control(QAbstractSpinBox, name)
        self.edit(lambda: box.setValue(value))

    @rule(data=st.data(), name=st.sampled_from(list(CHOICES)))
    def choose(self, data: st.DataObject, name: str) -> None:
        box = self.control(QComboBox, name)
        index = data.draw(st.integers(0, box.count() - 1))
        self.edit(lambda: box.activated.emit(index))

    @rule(
        name=st.sampled_from(SLIDERS),
        action=st.sampled_from(list(QAbstractSlider.SliderAction)[1:5]),
    )
    def push_a_slider(self, name: str, action: QAbstractSlider.SliderAction) -> None:
        slider = self.control(QSlider, f"{name}_slider")
        self.edit(lambda: slider.triggerAction(action))

    @rule(
        name=st.sampled_from(SLIDERS), ways=st.lists(st.integers(-60, 60), min_size=1, max_size=5)
    )
    def drag_a_slider(self, name: str, ways: list[int]) -> None:
        slider, before = self.control(QSlider, f"{name}_slider"), self.here
        x, y = handle_of(slider)
        take(slider, (x, y))
        for way in ways:
            pull(slider, (x + way, y))
        let_go(slider, (x + ways[-1], y))
        self.window.wait_for_work()
        if self.state.recipe != before[0]:
            self.past.append(before)
            self.future.clear()

    @rule(name=st.sampled_from(["new_points", "new_starts"]))
    def take_the_next_seed(self, name: str) -> None:
        self.edit(lambda: trigger(self.window, name))

    @rule(name=st.sampled_from(["opening", "article-1", "article-2", "article-3", "article-4"]))
    def open_a_demonstration(self, name: str) -> None:
        self.past.append(self.here)
        self.future.clear()
        trigger(self.window, f"demonstration_{name}")
        self.window.wait_for_work()
        assert self.state.recipe == demonstrations()[name].recipe

    @rule()
    def drop_a_file(self) -> None:
        before, ran = self.here, self.state.run
        drop(self.window, url_of(self.iris))
        self.window.wait_for_work()
        if self.state.run is not ran:
            self.past.append(before)
            self.future.clear()

    @rule()
    def drop_a_bad_file(self) -> None:
        before = self.state.run
        drop(self.window, url_of(self.bad))
        self.window.wait_for_work()
        assert self.window.message
        assert self.state.run is before

    @precondition(lambda self: self.state.recipe.shape == FILE)
    @rule(side=st.sampled_from(["column_x", "column_y"]), column=st.integers(0, 3))
    def choose_a_column(self, side: str, column: int) -> None:
        box = self.control(QComboBox, side)
        self.edit(lambda: box.activated.emit(column))

    @precondition(lambda self: self.state.recipe.shape == FILE)
    @rule()
    def standardise(self) -> None:
        self.edit(self.control(QCheckBox, "standardise").click)

    @rule()
    def undo(self) -> None:
        there, here = (self.past.pop() if self.past else None), self.here
        trigger(self.window, "undo")
        self.window.wait_for_work()
        if there is not None:
            self.future.append(here)
        self.check_place(there or here)

    @rule()
    def redo(self) -> None:
        there, here = (self.future.pop() if self.future else None), self.here
        trigger(self.window, "redo")
        self.window.wait_for_work()
        if there is not None:
            self.past.append(here)
        self.check_place(there or here)

    def check_place(self, wanted: Edit) -> None:
        """Undo and redo lead to the same board at the same place, or to the film's beginning."""
        assert self.here == (wanted[0], max(wanted[1], self.state.begin))

    # What is shown

    @rule(field=st.sampled_from(list(switches())))
    def switch(self, field: str) -> None:
        self.control(QCheckBox, f"show_{field}").click()

    @rule(name=st.sampled_from(VIEW))
    def give_a_command_of_the_view(self, name: str) -> None:
        trigger(self.window, name)

    @rule(x=st.floats(0, 1), y=st.floats(0, 1), notches=st.integers(-3, 3))
    def use_the_board(self, x: float, y: float, notches: int) -> None:
        board = the(self.window, Board, "board")
        at = x * board.width(), y * board.height()
        hover(board, at)
        turn_wheel(board, notches, at)
        # It may be a centroid that is dragged, or what the tool in hand does.
        self.edit(lambda: drag(board, at, (at[0] + 20, at[1] + 30), (50, 60)))

    @rule(x=st.floats(0, 1), y=st.floats(0, 1))
    def press_the_board(self, x: float, y: float) -> None:
        board = the(self.window, Board, "board")
        at = x * board.width(), y * board.height()
        self.edit(lambda: drag(board, at, at))

    @rule(tool=st.sampled_from(Tool))
    def take_a_tool(self, tool: Tool) -> None:
        trigger(self.window, f"tool_{tool.value}")

    @rule(name=st.sampled_from(CENTROIDS))
    def give_a_command_for_centroids(self, name: str) -> None:
        self.edit(lambda: trigger(self.window, name))

    @rule(wide=st.integers(800, 1400), high=st.integers(700, 1000))
    def resize(self, wide: int, high: int) -> None:
        self.window.resize(wide, high)
        QApplication.processEvents()

    # What must hold

    @invariant()
    def nothing_went_wrong(self) -> None:
        assert self.exceptions == []
        warnings = [
            each for each in self.messages if not each.ignored and each.matches_level("WARNING")
        ]
        assert warnings == []

    @invariant()
    def what_is_shown_is_what_the_engine_says(self) -> None:
        if not hasattr(self, "window"):
            return
        state, expected = self.state, recorded(self.state.recipe)
        assert len(state.run) == len(expected)
        step = expected[state.half_step]
        board = the(self.window, Board, "board")
        board.grab()
        assert board._pose is not None
        assert (board._pose.labels == step.labels).all()
        if not state.look.by_truth and board._pose.seeding_odds is None:
            assert board.layers.points.dots._labels is board._pose.labels
        if step.phase is not Phase.UPDATE or state.progress == 1.0:
            assert (board._pose.centroids == step.centroids).all()
        assert np.isfinite(board._pose.centroids).all()
        model = the(self.window, QTableView, "cluster_table").model()
        told = [model.index(row, 2).data() for row in range(model.rowCount())]
        order = np.argsort([state.slots[number] for number in step.numbers])
        counts = sizes(step.labels, len(step.centroids))[order].tolist()
        assert told == (["–"] * len(counts) if step.phase is Phase.SEED else list(map(str, counts)))
        assert sorted(state.slots) == list(range(state.recipe.k))

    @invariant()
    def controls_show_the_recipe(self) -> None:
        if not hasattr(self, "window"):
            return
        recipe, look = self.state.recipe, self.state.look
        for name, (field, _) in NUMBERS.items():
            assert self.control(QAbstractSpinBox, name).value() == getattr(recipe, field)
        for name, field in CHOICES.items():
            assert self.control(QComboBox, name).currentData() == getattr(recipe, field)
        for field in switches():
            assert self.control(QCheckBox, f"show_{field}").isChecked() == getattr(look, field)
        assert the(self.window, Timeline, "timeline").maximum() == self.state.run.last

    @invariant()
    def undo_and_redo_are_as_many_as_the_edits(self) -> None:
        if hasattr(self, "window"):
            assert self.state.can_undo == bool(self.past)
            assert self.state.can_redo == bool(self.future)


def test_whatever_a_person_does_the_window_shows_what_the_engine_says(
    qtbot: QtBot, qtlog: object, iris: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n3,1e120\n4,5\n6,7\n", "utf-8")
    with qtbot.captureExceptions() as exceptions:
        for name, value in (
            ("iris", iris), ("bad", bad), ("exceptions", exceptions), ("messages", qtlog.records),
        ):  # fmt: skip
            monkeypatch.setattr(Person, name, value, raising=False)
        run_state_machine_as_test(
            Person,
            settings=settings(
                max_examples=10,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
