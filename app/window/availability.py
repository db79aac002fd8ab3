"""Which commands can be given, and why not the others, which are grey.

The film's commands never are: a key that a grey action leaves would go to the slider or box that
has the focus, and change it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction, QKeyEvent, QKeySequence

from app.choices.look_switches import ABOUT_TRUTH, switches
from app.labs.registry import LABS
from app.widgets.labels.plain_label import plain_tip
from app.window.actions import tip_of
from app.words.translate import tr
from app.words.waiting import missing_words
from core.runs.recipe import BY_HAND, data_fields
from core.session.state import State

if TYPE_CHECKING:
    from core.comparison.comparison import Comparison

EXPERIMENTS = ("compare", *LABS)
"""Commands that need a run."""

ON_SELECTED = ("remove_centroid", "nudge_left", "nudge_right", "nudge_up", "nudge_down")
"""Commands for the selected centroid."""


class Availability:
    """Draws the actions as they can be given."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        self._actions = actions
        self._obstacles: dict[str, str] = {}

    def draw(self, state: State, comparison: "Comparison | None", *, is_lab_busy: bool) -> None:
        """Make grey what cannot be done, say in its tooltip why, and check what is on."""
        self._obstacles = obstacles(state, comparison, is_lab_busy=is_lab_busy)
        for name, why in self._obstacles.items():
            action = self._actions[name]
            action.setEnabled(not why)
            action.setToolTip(plain_tip(_with_reason(action, why)))
        for field in switches():
            self._actions[f"toggle_{field}"].setChecked(getattr(state.look, field))
        self._actions["compare"].setChecked(comparison is not None)

    def why_not(self, event: QKeyEvent) -> str:
        """Why the command of a key that was pressed cannot be done; "" for other keys."""
        keys = QKeySequence(event.keyCombination())
        for name, why in self._obstacles.items():
            if why and keys in self._actions[name].shortcuts() and name != "cancel_work":
                command = self._actions[name].text().replace("&", "")
                return tr("{command}: {why}.").format(command=command, why=why)
        return ""


def obstacles(
    state: State, comparison: "Comparison | None", *, is_lab_busy: bool
) -> dict[str, str]:
    """Why commands cannot be given, by name; "" for those that can be, as all others can."""
    at_hand = state if comparison is None else comparison.state
    chosen = (state.chosen,) if comparison is None else comparison.state.chosen
    is_idle = at_hand.wanted is None and not is_lab_busy
    return {
        "cancel_work": tr("nothing is being computed") if is_idle else "",
        **dict.fromkeys(EXPERIMENTS, missing_words(state.run).rstrip(".")),
        **dict.fromkeys(("select_next", "select_previous"), _no_centroids(state)),
        "clear_points": _nothing_to_clear(comparison, len(state.run.points), tr("no points")),
        "clear_centroids": _no_centroids(state)
        or _nothing_to_clear(comparison, state.chosen.k, ""),
        "undo": "" if at_hand.can_undo else tr("nothing to undo"),
        "redo": "" if at_hand.can_redo else tr("nothing to redo"),
        "show_best": _no_best(state, comparison),
        **dict.fromkeys(ON_SELECTED, _none_selected(state, comparison)),
        "new_points": (
            ""
            if "data_seed" in data_fields(chosen[0].shape)
            else tr("these points do not depend on a seed")
        ),
        "new_starts": (
            ""
            if any(recipe.start != BY_HAND for recipe in chosen)
            else tr("the centroids are placed by hand; choose another initialisation")
        ),
        **{
            f"toggle_{field}": (
                "" if state.run.data.truth is not None else tr("the true clusters are not known")
            )
            for field in ABOUT_TRUTH
        },
    }


def _no_best(state: State, comparison: "Comparison | None") -> str:
    if comparison is not None:
        return tr("close the comparison first")
    return "" if state.better is not None else tr("no better run is known")


def _no_centroids(state: State) -> str:
    return "" if len(state.run.starts) else tr("there are no centroids")


def _nothing_to_clear(comparison: "Comparison | None", count: int, nothing: str) -> str:
    if comparison is not None:
        return tr("close the comparison first")
    return "" if count else nothing


def _none_selected(state: State, comparison: "Comparison | None") -> str:
    if comparison is not None:
        return tr("close the comparison first")
    return "" if state.selected is not None else tr("select a centroid first")


def _with_reason(action: QAction, why: str) -> str:
    return (
        tr("{tip}\nNot now: {why}").format(tip=tip_of(action), why=why) if why else tip_of(action)
    )


def decisive(state: State) -> tuple[object, ...]:
    """What decides, in a state, which commands can be given and which are checked."""
    can = state.can_undo, state.can_redo
    return state.run, state.look, *can, state.wanted, state.selected, state.known
