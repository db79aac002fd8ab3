"""The state of a session."""

from dataclasses import dataclass, field

from core.analysis.best_known import BestKnown
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import GLIDE_SHARE
from core.types import Slots

FEW = 200_000
"""Greatest number of points for which O(N) readings are computed while the film plays."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True)
class State:
    """The state of a session. The user's choices are in ``run.recipe``."""

    run: Run
    slots: Slots
    """Colour and shown number of each starting centroid."""
    half_step: int = 0
    progress: float = 1.0
    """Elapsed share of the half-step's time, 0 … 1."""
    playing: bool = False
    gliding: bool = False
    """Whether a single step is being animated."""
    speed: float = 1.0
    look: Look = field(default_factory=Look)
    selected: int | None = None
    """Starting number of the selected centroid, or None."""
    wanted: Recipe | None = None
    """The recipe whose run is being computed, or None."""
    demonstration: str | None = None
    """The id of the demonstration that the board was opened from, even if changed since."""
    known: BestKnown | None = None
    """The best of other starts on these points, for this K and policy."""
    can_undo: bool = False
    can_redo: bool = False

    @property
    def recipe(self) -> Recipe:
        """The choices behind the run."""
        return self.run.recipe

    @property
    def chosen(self) -> Recipe:
        """The recipe chosen last, whether computed or not."""
        return self.wanted or self.recipe

    @property
    def begin(self) -> int:
        """The half-step that the film begins with."""
        return 0 if self.look.seeding else self.run.first

    @property
    def position(self) -> float:
        """The position in the film: 3.25 is a quarter of the way from half-step 3 to 4."""
        if self.half_step == self.begin:
            return float(self.half_step)
        # A single step ends with its glide.
        way = self.progress / GLIDE_SHARE if self.gliding else self.progress
        return self.half_step - 1 + min(way, 1.0)

    @property
    def shown_slots(self) -> Slots:
        """Colour and shown number of each centroid of this half-step."""
        return tuple(self.slots[number] for number in self.run.marks[self.half_step].numbers)

    @property
    def selected_row(self) -> int | None:
        """Row of the selected centroid at this half-step, or None."""
        numbers = self.run.marks[self.half_step].numbers
        return numbers.index(self.selected) if self.selected in numbers else None

    @property
    def better(self) -> BestKnown | None:
        """The best of other starts, if it is better than the end of the run; else None."""
        known = self.known
        return (
            known if known is not None and known.improves_on(self.run.marks[-1].inertia) else None
        )

    @property
    def moving(self) -> bool:
        """Whether time changes anything."""
        return self.playing or self.gliding

    @property
    def at_leisure(self) -> bool:
        """Whether O(N) readings may be computed: the film is not playing, or points are few."""
        return not self.playing or len(self.run.points) <= FEW
