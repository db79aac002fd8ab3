"""The commands of a comparison."""

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
    """The commands of a comparison; watchers receive `Compared` values.

    All boards have the same points and the same K. Edits can be undone and redone. Long runs are
    computed in the `Background`, one board at a time; until all are computed, the state holds their
    recipes in ``wanted``. A command that cannot be done raises `RefusedError`.
    """

    # Edits

    def add(self) -> None:
        """Add a board that starts from random points with the next seed."""
        chosen = self._state.chosen
        self._compare((*chosen, one_more(chosen)))

    def remove(self, place: int) -> None:
        """Remove the board at ``place``."""
        chosen = self._state.chosen
        self._compare(chosen[:place] + chosen[place + 1 :])

    def edit(self, place: int, **choices: object) -> None:
        """Change the start or the empty policy of the board at ``place``."""
        chosen = self._state.chosen
        run = self._state.entries[min(place, len(self._state.entries) - 1)].run
        recipe = changed_recipe(run, chosen[place], choices)
        self._compare((*chosen[:place], recipe, *chosen[place + 1 :]))

    def new_seed(self, place: int) -> None:
        """Start the board at ``place`` with the next seed."""
        recipe = next_seed(self._state.chosen[place], "start_seed")
        self.edit(place, start_seed=recipe.start_seed)

    def new_starts(self) -> None:
        """Start every board with a later seed, except those with starts placed by hand."""
        self._compare(later_seeds(self._state.chosen))

    def new_points(self) -> None:
        """Generate the points of all boards with the next seed."""
        chosen = self._state.chosen
        if "data_seed" not in data_fields(chosen[0].shape):
            raise RefusedError("data_seed: these points do not depend on a seed")
        self._compare(tuple(next_seed(recipe, "data_seed") for recipe in chosen))

    def take_set(self, name: str) -> None:
        """Compare the boards of a set in READY, from their beginning."""
        self._compare(READY[name](self._state.chosen[0]), 0.0)

    def drag(self, place: int, stroke: Stroke) -> None:
        """Start the board at ``place`` from dragged centroids.

        All moves up to `settle` are one edit. If the run takes long, only its first assignment is
        computed until then. All boards show the first assignment.
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
        """Undo the drag in progress and leave redo as it was before."""
        before = self._history.there(redo=False)
        if self._is_held and before is not None:
            self._is_held = False
            self._history.unmade()
            self._show(before.entries, before.since, is_edit=False)

    # What is shown

    def show(self, look: Look) -> None:
        """Show the boards in this look, without the choice of the starts."""
        self._show_film(replace(self.film, look=replace(look, seeding=False)))
