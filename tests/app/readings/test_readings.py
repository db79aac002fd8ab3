"""What a person reads: story, inertia, clusters and verdict, all of the half-step shown."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QApplication, QLabel, QTableView, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.readings.cluster_table import INERTIA, NUMBER, SIZE, X, Y
from app.readings.cost_chart import CostChart
from app.readings.cost_legend import INKS, CostLegend
from app.readings.verdict import VerdictPanel
from app.theme.palette import LEAST_MARK_CONTRAST, contrast
from app.theme.theme import THEMES, Theme
from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from app.words.gains import gains_words
from app.words.numbers import change, coordinate, number
from core import cluster_inertias, sizes
from core.analysis.gains import gains_at, gains_so_far
from core.teaching.demonstrations import demonstrations
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, rgb, same, theme_of
from tests.app.hand import Place, drag, mouse, the, trigger, turn_wheel


def story(window: Window) -> str:
    return the(window, QWidget, "story").accessibleDescription()


def told_labels(window: Window) -> list[str]:
    labels = the(window, QWidget, "story").findChildren(QLabel)
    told = [each for each in labels if each.objectName() != "verdict" and each.text()]
    shown = [each for each in told if each.objectName() != "formula" or each.isVisible()]
    # What is cut for want of room is in the tooltip.
    return [each.toolTip() or each.text() for each in shown]


# The story


def test_the_story_names_iteration_and_phase(window: Window) -> None:
    for position, heading in (
        (0, "INITIALISATION"),
        (1, "ITERATION 1 · ASSIGNMENT"),
        (2, "ITERATION 1 · UPDATE"),
        (31, "LAST ASSIGNMENT"),
    ):
        window.session.seek(position)
        assert told_labels(window)[0] == heading


def test_the_story_counts_what_changed(window: Window) -> None:
    run = window.session.state.run
    for index in range(3, run.last, 2):
        window.session.seek(index)
        assert story(window).split(". ")[1].startswith(f"{run.marks[index].changed} of 300 point")


def test_the_story_says_when_nothing_is_left_to_do(window: Window) -> None:
    window.session.seek_end()
    assert "Converged after 15 iterations." in story(window)
    assert "No point is reassigned" in story(window)


def test_the_labels_say_what_the_accessible_text_says(window: Window) -> None:
    for position in (0, 1, 2, 3, 31):
        window.session.seek(position)
        heading, title, text, *formula = told_labels(window)
        assert title in story(window)
        assert text in story(window)
        assert heading.lower() in story(window).lower()
        # At the end the verdict has its room.
        assert bool(formula) == (position < 31)


def test_what_is_below_the_story_stays_in_its_place_from_half_step_to_half_step(
    window: Window,
) -> None:
    chart = the(window, QWidget, "cost_chart")
    tops = set()
    for position in range(1, 12):
        window.session.seek(position)
        tops.add(chart.mapTo(window, chart.rect().topLeft()).y())
    assert len(tops) == 1


# The chart


@pytest.fixture
def chart(window: Window) -> CostChart:
    window.wait_for_picture()
    return the(window, CostChart, "cost_chart")


def place(chart: CostChart, half_step: float) -> Place:
    """Where a half-step is on the plot's viewport."""
    plot = chart._plot
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(half_step, 0)))
    return float(at.x()), plot.height() / 2


def test_a_press_on_the_chart_goes_to_the_half_step_there(window: Window, chart: CostChart) -> None:
    for half_step in (3, 12, 30):
        drag(chart._plot.viewport(), place(chart, half_step))
        assert window.session.state.position == half_step


def test_a_drag_over_the_chart_follows(window: Window, chart: CostChart) -> None:
    seen: list[float] = []
    window.session.watch(lambda old, new: seen.append(new.position))
    drag(chart._plot.viewport(), *(place(chart, half_step) for half_step in (5, 6, 9, 11)))
    assert seen == [5, 6, 9, 11]


def test_presses_beside_the_line_stay_within_the_run(window: Window, chart: CostChart) -> None:
    drag(chart._plot.viewport(), (0, 5))
    assert window.session.state.position == 0
    drag(chart._plot.viewport(), (chart._plot.width() - 1, 5))
    assert window.session.state.position == window.session.state.run.last


def test_the_cursor_is_where_the_film_stands(window: Window, chart: CostChart) -> None:
    for position in (0, 4.3, 31):
        window.session.seek(position)
        assert chart._plot.cursor_line.value() == pytest.approx(position)


def test_the_line_is_the_inertia_of_every_half_step(window: Window, chart: CostChart) -> None:
    for k in (5, 8):
        window.session.edit(k=k)
        marks = window.session.state.run.marks
        places, costs = chart._plot.line.getData()
        assert (places == np.arange(1, len(marks))).all()
        assert costs == pytest.approx([mark.inertia for mark in marks[1:]])


def test_the_chart_shows_the_whole_run_always(chart: CostChart) -> None:
    before = chart._plot.viewRange()
    turn_wheel(chart._plot.viewport(), 5, (50, 50))
    drag(chart._plot.viewport(), (50, 50), (90, 80))
    assert chart._plot.viewRange() == before


def test_the_inertia_now_is_told(window: Window, chart: CostChart) -> None:
    window.session.seek(0)
    assert chart._now.text() == ""
    window.session.seek(3)
    assert chart._now.text() == number(window.session.state.run.marks[3].inertia)


def test_a_run_with_no_cost_at_all_can_be_shown(open_window: OpenWindow) -> None:
    window = open_window(shape="grid", n=9, k=9)
    window.wait_for_picture()
    chart = the(window, CostChart, "cost_chart")
    window.session.seek_end()
    assert np.isfinite(chart._plot.viewRange()).all()
    assert chart._now.text() == "0"


def test_a_press_with_another_button_is_no_wish(window: Window, chart: CostChart) -> None:
    before = window.session.state
    right = Qt.MouseButton.RightButton
    mouse(chart._plot.viewport(), QEvent.Type.MouseButtonPress, place(chart, 20), right, right)
    assert window.session.state is before


def test_the_steps_of_the_line_are_in_the_ink_of_what_made_them(
    window: Window, chart: CostChart
) -> None:
    marks = window.session.state.run.marks
    for phase, item in chart._plot.ways.items():
        places, costs = item.getData()
        begins, ends = places[::2].astype(int), places[1::2].astype(int)
        assert ends.tolist() == [i for i in range(2, len(marks)) if marks[i].phase is phase]
        assert (begins == ends - 1).all()
        assert costs == pytest.approx([marks[int(place)].inertia for place in places])


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_both_inks_show_on_the_chart_and_can_be_read_below_it(theme: Theme) -> None:
    for ink in INKS.values():
        assert contrast(theme.colour(ink), theme.colour("panel")) >= LEAST_MARK_CONTRAST
        assert contrast(theme.colour(ink), theme.colour("window")) >= 4.5


def test_the_legend_tells_what_was_saved_up_to_the_cursor(window: Window, chart: CostChart) -> None:
    run, legend = window.session.state.run, the(window, CostLegend, "cost_legend")
    for half_step in (0, 1, 2, 3, run.last):
        window.session.seek(half_step)
        assign, update = gains_so_far(run, half_step)
        assert (
            legend.text()
            == f"Change in inertia: assignments {change(assign)} · updates {change(update)}"
        )
        assert legend.accessibleDescription() == legend.text() == legend.toolTip()
    window.session.seek(2.5)
    assert legend.text().startswith(
        f"Change in inertia: assignments {change(gains_so_far(run, 3)[0])}"
    )


def test_the_legend_has_each_total_in_its_ink_and_room_for_large_ones(
    window: Window, chart: CostChart
) -> None:
    theme, legend = theme_of(window), the(window, CostLegend, "cost_legend")
    window.session.seek_end()
    image = picture(legend)
    for ink in INKS.values():
        assert (difference(image, rgb(theme.colour(ink))[None, None]) < 40).any()
    legend.draw(1e8, 1e8)
    gap = legend.fontMetrics().horizontalAdvance("  ")
    legend.resize(170, legend.height())
    parts = legend._parts(gap)
    whole = ("−100\u202f000\u202f000", "−100\u202f000\u202f000")
    widths = [
        sum(map(legend.fontMetrics().horizontalAdvance, each)) + gap + 2 * legend._mark
        for each in (parts, whole)
    ]
    # The first digits where there is no room for all, which are in the tooltip.
    assert parts == (whole if widths[1] <= 170 else ("−1.0×10⁸", "−1.0×10⁸"))
    assert widths[0] <= 170
    assert "100\u202f000\u202f000" in legend.toolTip()


def test_hovering_over_a_half_step_tells_its_gains(window: Window, chart: CostChart) -> None:
    state = window.session.state
    for half_step in (2, 3, 12):
        mouse(chart._plot.viewport(), QEvent.Type.MouseMove, place(chart, half_step))
        said = gains_words(state.run.marks[half_step], gains_at(state.run, half_step), state.slots)
        assert QToolTip.text() == said == chart.words_at(half_step)
    assert window.session.state is state
    assert chart.words_at(1) == f"Iteration 1 · assignment: {number(state.run.marks[1].inertia)}"
    assert chart.words_at(0) == chart.words_at(len(state.run)) == ""
    assert chart.words_at(state.run.last) == "Last assignment: 0"
    QToolTip.hideText()


def test_of_many_points_hovering_looks_up_no_labels(
    window: Window, chart: CostChart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.readings.cost_chart.FEW", 10)
    run = window.session.state.run
    run.forget_labels()
    saved = run.marks[2].inertia - run.marks[3].inertia
    assert chart.words_at(3) == f"Iteration 2 · assignment: {change(saved)}"
    assert not run._labels


# The table


def rows_of(window: Window) -> list[list[str]]:
    model = the(window, QTableView, "cluster_table").model()
    assert model is not None
    return [
        [model.index(row, column).data() for column in (NUMBER, SIZE, INERTIA)]
        for row in range(model.rowCount())
    ]


def test_the_table_tells_points_and_inertia_of_every_cluster(window: Window) -> None:
    run = window.session.state.run
    for half_step in (1, 2, 3, 31):
        window.session.seek(half_step)
        step = run[half_step]
        costs = cluster_inertias(run.points, step.centroids, step.labels).tolist()
        expected = sorted(
            [str(slot + 1), str(count), number(cost)]
            for slot, count, cost in zip(
                window.session.state.slots, sizes(step.labels, 5), costs, strict=True
            )
        )
        assert rows_of(window) == expected


def test_the_table_tells_where_the_centroids_are(window: Window) -> None:
    window.session.seek(2)
    table = the(window, QTableView, "cluster_table")
    model, state = table.model(), window.session.state
    assert model is not None
    assert not table.isColumnHidden(X)
    by_name = np.argsort(state.slots)
    for row, centroid in enumerate(state.run.marks[2].centroids[by_name].tolist()):
        told = [model.index(row, column).data() for column in (X, Y)]
        low, high = state.run.points.min(axis=0), state.run.points.max(axis=0)
        spans = (high - low).tolist()
        assert told == [coordinate(*pair) for pair in zip(centroid, spans, strict=True)]
    window.resize(700, 700)
    assert table.isColumnHidden(X)
    assert table.isColumnHidden(Y)


def test_close_centroids_have_the_digits_that_tell_them_apart(
    window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "gps.csv"
    places = [(48.137, 11.575), (48.141, 11.560), (48.150, 11.581), (48.139, 11.569)]
    file.write_text("lon,lat\n" + "".join(f"{east},{north}\n" for north, east in places))
    window.open_path(file)
    window.session.edit(k=3)
    table = the(window, QTableView, "cluster_table")
    model = table.model()
    assert model is not None
    for column in (X, Y):
        told = [model.index(row, column).data() for row in range(3)]
        assert len(set(told)) == 3
        assert len({len(text.partition(".")[2]) for text in told}) == 1


@pytest.mark.parametrize(
    ("value", "span", "text"),
    [
        (11.5812, 0.04, "11.5812"),
        (0.3449, 2.0, "0.34"),
        (-0.0041, 2.0, "0.00"),
        (12345.6, 400.0, "12\u202f346"),
        (3.2e9, 1e9, "3.20×10⁹"),
        (5.0, 0.0, "5.00"),
    ],
)
def test_all_coordinates_of_an_axis_have_one_number_of_decimals(
    value: float, span: float, text: str
) -> None:
    assert coordinate(value, span) == text


def test_before_the_first_assignment_no_cluster_has_a_point(window: Window) -> None:
    window.session.seek(0)
    assert [row[1:] for row in rows_of(window)] == [["–", "–"]] * 5
    picture(the(window, QTableView, "cluster_table"))


def test_the_table_follows_k_and_dropped_clusters(open_window: OpenWindow) -> None:
    window = open_window(n=60, k=30, start="random-box", empty="drop")
    run = window.session.state.run
    for half_step in (0, run.last):
        window.session.seek(half_step)
        assert len(rows_of(window)) == len(run.marks[half_step].centroids)
    assert len(run.marks[-1].centroids) < 30


def test_the_longest_bar_is_that_of_the_dearest_cluster(window: Window) -> None:
    table = the(window, QTableView, "cluster_table")
    before = picture(table)
    window.session.seek(31)
    # At the end the verdict may take a little of the table's room.
    after = picture(table)
    assert difference(after, before[: len(after)]).max() > 30
    window.session.seek(3)
    QApplication.processEvents()
    assert same(picture(table), before)


# The verdict


def verdict(window: Window) -> VerdictPanel:
    return the(window, VerdictPanel, "verdict")


def test_the_verdict_is_seen_at_the_end_only(window: Window) -> None:
    assert not verdict(window).isVisible()
    window.session.seek_end()
    assert verdict(window).isVisible()
    assert verdict(window).text().startswith("Local optimum")
    assert verdict(window).property("tone") == "warning"
    window.session.step(-1)
    assert not verdict(window).isVisible()


def test_the_verdict_names_who_shares_and_who_serves(window: Window) -> None:
    trigger(window, "demonstration_article-4", "go_to_end")
    assert "share one true cluster" in verdict(window).text()
    assert verdict(window).text().count("covers two") == 2


def test_the_verdict_does_not_judge_what_it_cannot_know(open_window: OpenWindow) -> None:
    window = open_window(demonstrations()["article-1"].recipe)
    window.session.seek_end()
    assert "Other initial centroids may do better" in verdict(window).text()
    assert verdict(window).property("tone") == "plain"


def test_a_good_end_is_told_as_one(open_window: OpenWindow) -> None:
    window = open_window(demonstrations()["article-3"].recipe)
    window.session.seek_end()
    assert "Local optimum" not in verdict(window).text()
    assert verdict(window).property("tone") == "plain"


def test_what_takes_a_look_at_every_point_is_told_when_a_half_step_has_stood(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(n=3_000)
    window.wait_for_picture()
    status, index = the(window, ElidedLabel, "status_text"), the(window, ElidedLabel, "rand_index")
    window.session.seek(3)
    assert "…" in index.text()
    assert "Inertia −" not in status.text()
    qtbot.waitUntil(lambda: "…" not in index.text())
    assert "Inertia −" in status.text()
    window.session.seek(4)
    window.wait_for_picture()
    assert "…" not in index.text()


def test_the_end_is_not_numbered_as_an_iteration_more_than_are_counted(window: Window) -> None:
    session = window.session
    session.seek_end()
    heading, title = told_labels(window)[:2]
    assert title == f"Converged after {session.state.run.marks[-1].iteration} iterations."
    assert heading == "LAST ASSIGNMENT"
    session.step(-1)
    assert told_labels(window)[0].startswith("ITERATION")
