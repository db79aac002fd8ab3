"""What the points are coloured by."""

import numpy as np
import pytest
from PyQt6.QtGui import QAction, QColor
from PyQt6.QtWidgets import QAbstractButton

from app.board.points.colours import cluster_inks, tint_of
from app.theme.palette import (
    LEAST_MARK_CONTRAST,
    cell_tint,
    cluster_colour,
    contrast,
    edge_colour,
    hardest_ground,
    luminance,
    tinted,
)
from app.theme.theme import DARK, LIGHT, THEMES, Theme
from core import Recipe, record
from core.analysis.matching import matched_groups
from core.analysis.seeding_odds import STEPS
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import pose_at
from tests.app.conftest import OpenWindow
from tests.app.hand import the, trigger

SLOTS = (2, 0, 1, 4, 3)


def tint(run: Run, half_step: int, theme: Theme = LIGHT, **look: bool):
    pose = pose_at(run, half_step)
    numbers = run.marks[half_step].numbers
    return tint_of(run, pose, tuple(SLOTS[n] for n in numbers), Look(**look), theme)


def test_points_have_the_colours_of_their_clusters() -> None:
    run = record(Recipe())
    found = tint(run, 3)
    assert found.labels is run[3].labels
    assert found.inks == cluster_inks(SLOTS)


def test_true_groups_have_the_colours_of_the_clusters_that_found_them() -> None:
    run = record(Recipe(spread=0.03, start="farthest-first", start_seed=1))
    found = tint(run, run.last, by_truth=True)
    assert found.labels is run.data.truth
    own = np.array(found.inks.names)[found.labels]
    clusters = np.array(cluster_inks(SLOTS).names)[run[run.last].labels]
    assert (own == clusters).all()
    # Not only at the end: colours stand still while the film runs.
    assert tint(run, run.first + 1, by_truth=True).inks == found.inks


def test_groups_beyond_the_clusters_have_colours_of_their_own() -> None:
    run = record(Recipe(k=2))
    pose = pose_at(run, run.last)
    found = tint_of(run, pose, (1, 0), Look(by_truth=True), LIGHT)
    assert len(set(found.inks.names)) == 5
    assert found.inks.cells == (1, 0)


def test_without_a_truth_the_switch_changes_nothing() -> None:
    run = record(Recipe(shape="uniform"))
    assert tint(run, 2, by_truth=True).labels is run[2].labels


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_filmed_choice_shades_points_by_their_chance(theme: Theme) -> None:
    run = record(Recipe(start="kmeans++"))
    found = tint(run, 2, theme)
    squared = np.square(run.points[:, None] - run.starts[:2]).sum(axis=2).min(axis=1)
    assert found.labels[squared.argmax()] == STEPS - 1
    assert found.labels[squared.argmin()] == 0
    order = squared.argsort()
    assert (np.diff(found.labels[order]) >= 0).all()
    away = [abs(luminance(QColor(n)) - luminance(theme.colour("board"))) for n in found.inks.names]
    assert away == sorted(away)
    # The same arrays and colours from frame to frame, so that no point is painted again.
    again = tint(run, 2, theme)
    assert again.labels is found.labels
    assert again.inks == found.inks


def test_groups_are_matched_greedily_one_to_one() -> None:
    truth = np.array([0, 0, 0, 1, 1, 2])
    labels = np.array([1, 1, 0, 1, 1, 0])
    assert matched_groups(truth, labels, 2) == (1, -1, 0)
    assert matched_groups(truth, labels, 3) == (1, -1, 0)
    assert matched_groups(labels, truth, 3) == (2, 0)


def test_the_switch_is_for_boards_whose_truth_is_known(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform", n=50, k=2)
    assert not the(window, QAction, "toggle_by_truth").isEnabled()
    assert not the(window, QAbstractButton, "show_by_truth").isEnabled()
    window.session.edit(shape="blobs")
    trigger(window, "toggle_by_truth")
    assert window.session.state.look.by_truth
    assert the(window, QAbstractButton, "show_by_truth").isChecked()


def test_colours_are_those_of_the_palette() -> None:
    assert cluster_inks((3, 1)).names == (cluster_colour(3).name(), cluster_colour(1).name())


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_least_probable_point_of_a_seeding_step_can_be_seen(theme: Theme) -> None:
    run = record(Recipe(start="kmeans++"))
    pose = pose_at(run, 1)
    shown = tint_of(run, pose, (0, 1), Look(), theme)
    ground = hardest_ground(theme.colour("board"), range(5), theme.cell_alpha)
    palest = QColor(shown.inks.names[0])
    assert contrast(edge_colour(palest, ground), ground) >= LEAST_MARK_CONTRAST - 0.01
    if theme.name == "dark":
        assert contrast(palest, theme.colour("board")) > 1.8


def test_the_cells_of_the_dark_theme_are_no_greyer_than_their_colours() -> None:
    theme = THEMES["dark"]
    for slot in range(8):
        board, alpha = theme.colour("board"), theme.cell_alpha
        plain = tinted(board, cluster_colour(slot), alpha)
        assert cell_tint(board, slot, alpha).hslSaturationF() > 1.3 * plain.hslSaturationF()
    light = THEMES["light"]
    board, alpha = light.colour("board"), light.cell_alpha
    assert cell_tint(board, 1, alpha) == tinted(board, cluster_colour(1), alpha)
