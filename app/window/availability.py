"""Which commands can be given: what cannot be done now is grey.

The film's commands never are: a key that a grey action leaves would go to the slider or box that
has the focus, and change it.
"""

from typing import TYPE_CHECKING

from app.choices.look_switches import ABOUT_TRUTH
from core.runs.recipe import BY_HAND, data_fields
from core.session.state import State

if TYPE_CHECKING:
    from core.comparison.comparison import Comparison

ON_SELECTED = ("remove_centroid", "nudge_left", "nudge_right", "nudge_up", "nudge_down")
"""Commands for the selected centroid."""


def abilities(
    state: State, comparison: "Comparison | None", *, is_lab_busy: bool
) -> dict[str, bool]:
    """Whether commands can be given, by name; those that are not in it always can be."""
    at_hand = state if comparison is None else comparison.state
    chosen = (state.chosen,) if comparison is None else comparison.state.chosen
    return {
        "cancel_work": at_hand.wanted is not None or is_lab_busy,
        "undo": at_hand.can_undo,
        "redo": at_hand.can_redo,
        "show_best": comparison is None and state.better is not None,
        **dict.fromkeys(ON_SELECTED, comparison is None and state.selected is not None),
        "new_points": "data_seed" in data_fields(chosen[0].shape),
        "new_starts": any(recipe.start != BY_HAND for recipe in chosen),
        **{f"toggle_{field}": state.run.data.truth is not None for field in ABOUT_TRUTH},
    }


def decisive(state: State) -> tuple[object, ...]:
    """What decides, in a state, which commands can be given and which are checked."""
    can = state.can_undo, state.can_redo
    return state.run, state.look, *can, state.wanted, state.selected, state.known
