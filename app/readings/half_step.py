"""The readings of a half-step, drawn at once or after it has been shown for a while."""

from dataclasses import replace

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.readings.readings import Readings
from app.words.gains import gains_sentences
from app.words.story import beside_story, statuses_of, story_of
from app.words.verdict import VerdictText, judgement_of
from app.words.waiting import waiting_story
from core.analysis.facts import facts_at
from core.analysis.gains import gains_at
from core.analysis.verdict import verdict
from core.session.state import State

DELAY = 40
"""Milliseconds for which a half-step is shown before the readings that need every point."""

QUICK = 2_000
"""Points up to which those readings take no noticeable time."""


class HalfStepReadings(QObject):
    """Draws the readings and says what the status line says of a half-step."""

    completed = pyqtSignal()
    """The readings that need every point have been drawn."""

    def __init__(self, readings: Readings) -> None:
        super().__init__(readings)
        self._readings = readings
        self._state: State | None = None
        self._complete: tuple[object, ...] = ()
        """The run and half-step whose readings have all been drawn."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._on_timeout)
        self.status: tuple[str, ...] = ("",)
        """Words for the status line where the story is hidden, and shorter ones."""
        self.beside_story: tuple[str, ...] = ("",)
        """Words for the status line beside the story."""

    def draw(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; all of it where there was none before."""
        self._state = new
        if old is None or _told_of(new) != _told_of(old):
            self._draw_half_step(new)

    def draw_position(self, state: State) -> None:
        """Draw where in the run ``state`` is."""
        self._readings.draw_position(state, at_leisure=self._is_complete(state))

    def wait(self) -> None:
        """Draw at once what is still delayed."""
        self._readings.make_all()
        if self._timer.isActive():
            self._timer.stop()
            self._on_timeout()

    def stop(self) -> None:
        self._timer.stop()

    def _is_complete(self, state: State) -> bool:
        """Whether the readings that need every point can be drawn now."""
        is_done = self._complete == (state.run, state.half_step)
        return state.at_leisure and (is_done or len(state.run.points) <= QUICK)

    def _on_timeout(self) -> None:
        state = self._state
        if state is not None and state.at_leisure:
            self._complete = state.run, state.half_step
            self._draw_half_step(state)
            self.draw_position(state)
            self.completed.emit()

    def _draw_half_step(self, state: State) -> None:
        facts = facts_at(state.run, state.half_step)
        if not state.look.seeding:
            facts = replace(facts, seeding_odds=None)
        waits = state.run.is_waiting
        story = waiting_story(state.run) if waits else story_of(facts, state.recipe, state.slots)
        # Only the end of a run is judged.
        judgement = VerdictText()
        if facts.at_end and not waits:
            judgement = judgement_of(verdict(state.run, state.known), state.slots)
        self._readings.draw(state, facts, story, judgement)
        is_complete = self._is_complete(state)
        if not is_complete:
            self._timer.start()
        gains = gains_at(state.run, state.half_step) if is_complete else None
        gained = gains_sentences(facts.phase, gains, state.slots)
        self.status = statuses_of(story, facts, gained)
        self.beside_story = beside_story(facts, gained)


def _told_of(state: State) -> tuple[object, ...]:
    return state.run, state.half_step, state.known, state.at_leisure
