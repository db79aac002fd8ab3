"""The audit: a run held against the truth, where there is one."""

from dataclasses import replace

import numpy as np
import pytest

from app.board.board import Board
from app.readings.truth import TruthPanel
from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from app.words.numbers import number
from core.analysis.truth import agreement_at, disagreeing_at
from core.session.state import FEW
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, rgb, same, theme_of
from tests.app.hand import the


def audit(window: Window) -> TruthPanel:
    return the(window, TruthPanel, "truth_audit")


def told(window: Window, name: str) -> str:
    return the(window, ElidedLabel, name).text()


def test_it_tells_both_inertias_and_how_far_the_two_agree(window: Window) -> None:
    run = window.session.state.run
    for half_step in (1, 2, 3, run.last):
        window.session.seek(half_step)
        assert audit(window).isVisible()
        assert told(window, "truth_cost") == number(run.data.true_inertia)
        assert told(window, "means_cost") == number(run.marks[half_step].inertia)
        index = agreement_at(run, half_step)
        assert told(window, "rand_index") == f"{index:.3f}"
        said = audit(window).accessibleDescription()
        for name in ("truth_cost", "means_cost", "rand_index"):
            assert told(window, name) in said


def test_what_is_no_perfect_agreement_does_not_look_like_one(open_window: OpenWindow) -> None:
    window = open_window(n=15_000, spread=0.09, start="farthest-first", data_seed=1)
    window.session.seek_end()
    window.wait_for_picture()
    index = agreement_at(window.session.state.run, window.session.state.half_step)
    assert 0.9995 < index < 1.0
    assert told(window, "rand_index") == "0.999"


def test_it_is_hidden_while_points_have_no_cluster(window: Window) -> None:
    window.session.seek(0)
    assert not audit(window).isVisible()
    window.session.seek(1)
    assert audit(window).isVisible()


def test_it_is_hidden_where_the_truth_is_not_known(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform", n=60)
    window.session.seek_end()
    assert not audit(window).isVisible()


def test_the_bar_is_as_long_as_the_index(window: Window) -> None:
    theme = theme_of(window)
    for half_step in (1, 5, window.session.state.run.last):
        window.session.seek(half_step)
        bar = picture(audit(window))[-2]
        filled = (difference(bar[None], rgb(theme.accent)[None, None]) == 0).sum()
        index = agreement_at(window.session.state.run, half_step)
        assert filled / bar.shape[0] == pytest.approx(index, abs=0.01)


def test_no_agreement_at_all_is_an_empty_bar_and_a_true_minus(window: Window) -> None:
    bar = audit(window)._bar
    bar.draw(-0.2)
    assert (difference(picture(bar), rgb(theme_of(window).track)[None, None]) == 0).all()


def test_of_many_points_it_waits_until_the_film_stands(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.seek(3)
    state = window.session.state
    assert state.at_leisure
    assert replace(state, playing=True).at_leisure
    monkeypatch.setattr("core.session.state.FEW", len(state.run.points) - 1)
    assert not replace(state, playing=True).at_leisure
    audit(window).draw(state, at_leisure=False)
    assert told(window, "rand_index") == "…"
    audit(window).draw(state, at_leisure=True)
    assert told(window, "rand_index") == f"{agreement_at(state.run, 3):.3f}"
    assert FEW >= 100_000


def test_the_name_of_the_index_says_what_it_means(window: Window) -> None:
    name = the(window, ElidedLabel, "rand_name")
    assert "chance" in name.toolTip()


def test_the_points_that_disagree_are_counted_and_crossed_out(window: Window) -> None:
    board = the(window, Board, "board")
    run = window.session.state.run
    for half_step in (3, run.last):
        window.session.seek(half_step)
        window.wait_for_picture()
        rows = disagreeing_at(run, half_step)
        assert rows is not None
        assert 0 < len(rows) < len(run.points)
        told = the(window, ElidedLabel, "disagreeing").text()
        assert told == f"{len(rows)} of {len(run.points)}"
        before = picture(board)
        window.session.show(disagreements=True)
        crossed = difference(picture(board), before) > 30
        window.session.show(disagreements=False)
        high, wide = crossed.shape
        y, x = np.mgrid[0:high, 0:wide]
        near = np.zeros_like(crossed)
        for place in board.view.pixels(run.points[rows]):
            near |= np.hypot(x - place[0], y - place[1]) < 9
        assert crossed.any()
        assert not (crossed & ~near).any()
    window.session.seek(0)
    before = picture(board)
    window.session.show(disagreements=True)
    assert same(picture(board), before)
