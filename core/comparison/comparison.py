"""The comparison of boards on the same points: the one mutable cell of its page."""

from dataclasses import replace

from core.comparison.edited_boards import EditedBoards, coloured
from core.comparison.presets import READY, later_seeds, next_seed, one_more
from core.runs.recipe import data_fields
from core.runs.record import record
from core.session.background import RefusedError, is_soon_there
from core.session.edits.centroid_edits import Stroke
from core.session.edits.entailed import changed_recipe
from core.session.look import Look


class Comparison(EditedBoards):
    """Two to four boards with one film: commands in, `Compared` values out to the watchers.

    All are on the same points, and have as many clusters. Edits can be undone and redone. What
    takes long is handed to the `Background`, a board at a time; until all of them are there, the
    state only says what is ``wanted``. A command that cannot be done raises `RefusedError`.
    """

    # Edits

    def add(self) -> None:
        """Put one more board beside the others: random points, the next seed."""
        chosen = self._state.chosen
        self._compare((*chosen, one_more(chosen)))

    def remove(self, place: int) -> None:
        """Take the board at ``place`` away."""
        chosen = self._state.chosen
        self._compare(chosen[:place] + chosen[place + 1 :])

    def edit(self, place: int, **choices: object) -> None:
        """Change how the board at ``place`` starts, or what becomes of its empty clusters."""
        chosen = self._state.chosen
        run = self._state.entries[min(place, len(self._state.entries) - 1)].run
        recipe = changed_recipe(run, chosen[place], choices)
        self._compare((*chosen[:place], recipe, *chosen[place + 1 :]))

    def new_seed(self, place: int) -> None:
        """Start the board at ``place`` with the next seed."""
        recipe = next_seed(self._state.chosen[place], "start_seed")
        self.edit(place, start_seed=recipe.start_seed)

    def new_starts(self) -> None:
        """Start every board with a later seed, those apart that were placed by hand."""
        self._compare(later_seeds(self._state.chosen))

    def new_points(self) -> None:
        """Put all boards on other points: the next seed."""
        chosen = self._state.chosen
        if "data_seed" not in data_fields(chosen[0].shape):
            raise RefusedError("data_seed: these points do not depend on a seed")
        self._compare(tuple(next_seed(recipe, "data_seed") for recipe in chosen))

    def take_set(self, name: str) -> None:
        """Compare the boards of a set in READY, from their beginning."""
        self._compare(READY[name](self._state.chosen[0]), 0.0)

    def drag(self, place: int, stroke: Stroke) -> None:
        """Start the board at ``place`` from dragged centroids.

        Up to `settle` that is one edit. Where the run takes long, only its first assignment is
        there until then. All boards are shown at that.
        """
        if self._recorder.pending is not None:
            raise RefusedError("wait until the other boards are computed, or cancel")
        entries = self._state.entries
        former = entries[place].recipe
        recipe = changed_recipe(entries[place].run, former, stroke.choices)
        self._check((recipe, former))
        if recipe == former:
            return
        data = entries[place].run.data
        run = record(recipe, data, is_draft=not is_soon_there(recipe, entries[place].run))
        runs = [run if number == place else entry.run for number, entry in enumerate(entries)]
        is_begin, self._is_held = not self._is_held, True
        slots = stroke.slots if place == 0 else entries[0].slots
        kept = {place: stroke.slots}
        self._show(coloured(runs, slots, kept), 1.0, is_edit=is_begin, goes_on=False)

    def settle(self) -> None:
        """End a drag: a draft run is changed_recipe."""
        self._is_held = False
        if self._recorder.pending is None and self._has_draft:
            slots = {place: entry.slots for place, entry in enumerate(self._state.entries)}
            self._compare(self._state.chosen, is_edit=False, kept=slots)

    def take_back(self) -> None:
        """Take back the drag in progress as if it had never been, for redo, too."""
        before = self._history.there(redo=False)
        if self._is_held and before is not None:
            self._is_held = False
            self._history.unmade()
            self._show(before.entries, before.since, is_edit=False)

    # What is shown

    def show(self, look: Look) -> None:
        """Show the boards in this look; the choice of starts is never part of the film."""
        self._show_film(replace(self.film, look=replace(look, seeding=False)))
