"""All of the window below its header: what shows a state, and hands a person's wishes up."""

from dataclasses import replace

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.board.board import Board
from app.board.board_view import BoardView
from app.board.toolbar import Toolbar
from app.choices.choices import Choices
from app.labs.lab import Lab
from app.labs.registry import LABS
from app.readings.readings import Readings
from app.theme.theme import LIGHT, Theme
from app.transport.transport import Transport
from app.widgets.banner import Banner
from app.widgets.labels.elided_label import Line
from app.widgets.progress_card import ProgressCard
from app.words.notices import work_words
from app.words.story import shorter_statuses_of, status_of, story_of
from app.words.translate import tr
from app.words.verdict import VerdictText, judgement_of
from core.analysis.facts import facts_at
from core.analysis.gains import gains_at
from core.analysis.verdict import verdict
from core.session.state import State

LEISURE = 40
"""Milliseconds that a half-step stands before that is told which takes a look at every point."""

AT_ONCE = 2_000
"""Points up to which such a look takes no time."""

LEAST_MIDDLE = 344
"""Width below which the side columns give way to the board."""


class BoardPage(QWidget):
    """Choices, board and readings side by side, the transport below them."""

    chosen = pyqtSignal(str, object, bool)
    """Field of the recipe, value, and whether the choice is live: a slider is still held."""
    settled = pyqtSignal()
    switched = pyqtSignal(str, bool)
    seek_requested = pyqtSignal(float)
    speed_requested = pyqtSignal(float)
    lab_chosen = pyqtSignal(dict)
    """Fields of the recipe, and their values, as an experiment wants them on the board."""
    lab_learned = pyqtSignal(object)
    """What is `Known` now of the board's points, from an experiment."""
    lab_busied = pyqtSignal()
    """An experiment has begun to work, or has ended it."""
    lab_closed = pyqtSignal()
    case_requested = pyqtSignal(object)
    """The `Case` of the demonstration at hand that a person chose."""
    select_requested = pyqtSignal(int)
    start_requested = pyqtSignal(object)

    def __init__(self, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.board = Board()
        self._view = BoardView(self.board)
        self.banner = Banner()
        self.work_bar = ProgressCard(self.board, actions["cancel_work"])
        self._choices = Choices(actions["new_points"], actions["new_starts"])
        self._readings = Readings(actions["show_best"])
        self._status = Line("status_text", lines=2)
        self._status.setAccessibleName(tr("Status"))
        self._transport = Transport(actions)
        self._theme = LIGHT
        self._state: State | None = None
        self._said: tuple[str, ...] = ("",)
        """What the status says, and shorter words for it."""
        self._widths: list[int] = []
        self._labs: dict[str, Lab] = {}
        self.lab: str | None = None
        """The experiment that is open in place of the readings."""
        self._looked_at: tuple[object, ...] = ()
        """The run and half-step whose points have all been looked at."""
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.setInterval(LEISURE)
        self._leisure.timeout.connect(self._on_leisure)
        self._lay_out()
        self.tools = Toolbar(self.board, actions)
        self._choices.chosen.connect(self.chosen)
        self._choices.settled.connect(self.settled)
        self._choices.switched.connect(self.switched)
        self._readings.seek_requested.connect(self.seek_requested)
        self._readings.case_requested.connect(self.case_requested)
        self._transport.seek_requested.connect(self.seek_requested)
        self._transport.speed_requested.connect(self.speed_requested)
        self.board.hovered.connect(self._say_status)
        self.board.looked.connect(self._tell_view)
        self.board.pointed.connect(self._tell_place)

    def draw(self, old: State | None, new: State) -> None:
        """Draw what differs between two states; all of it where there was none before."""
        self._state = new
        if old is None or _told_of(new) != _told_of(old):
            self._draw_half_step(new)
        if old is None or _choices_of(new) != _choices_of(old):
            self._choices.draw(new)
        if old is None or new.wanted != old.wanted:
            self.work_bar.draw("" if new.wanted is None else work_words(new.wanted))
        if old is None or new.playing != old.playing:
            self._transport.draw_playing(new.playing)
        self._transport.draw(new)
        self._readings.draw_position(new, at_leisure=self._has_leisure(new))
        is_demonstration = new.demonstration is not None
        if old is not None and is_demonstration and new.demonstration != old.demonstration:
            self.board.fit()  # another board, which is shown whole
        self._view.draw(new, self._theme)
        # After the board: what it says of a place is of what is there now.
        if self.lab is not None:
            self._labs[self.lab].draw(new)
        self._say_status()

    def draw_choices(self, state: State) -> None:
        """Show the choices as they are: one that was refused is still in its box."""
        self._choices.draw(state)

    def wait_for_picture(self) -> None:
        """Return when the next painting shows all as it is to stay."""
        self._readings.make_all()
        if self._leisure.isActive():
            self._leisure.stop()
            self._on_leisure()
        self.board.wait_for_picture()
        if self.lab is not None:
            self._labs[self.lab].wait()

    def present(self, presenting: bool) -> None:
        """Give the room of the left column to the board, and show how to come back."""
        if presenting == self._choices.isHidden():
            return
        if presenting:
            self._widths = self.splitter.sizes()
        self._choices.setVisible(not presenting)
        self._transport.present(presenting)
        wide = self._on_the_right().sizeHint().width()
        presented = [0, max(self.width() - wide, wide), wide]
        self.splitter.setSizes(presented if presenting else self._widths)

    def show_lab(self, name: str | None) -> None:
        """Put an experiment in place of the readings, or (None) the readings back."""
        if name == self.lab:
            return
        left, middle, right = self.splitter.sizes()
        if self.lab is not None:
            self._labs[self.lab].leave()
        if name is not None and name not in self._labs:
            self._make_lab(name)
        shown = self._readings if name is None else self._labs[name]
        self.lab = name
        for column in (self._readings, *self._labs.values()):
            column.allow_any_width(column is not shown)
        self._right.setCurrentWidget(shown)
        self._limit_middle()
        self._draw_sheet()
        if name is not None and self._state is not None:
            self._labs[name].look_from(self.board.view)
            self._labs[name].open(self._state)
        wide = shown.sizeHint().width()
        self.splitter.setSizes([left, max(middle + right - wide, 1), wide])

    def press(self, place: tuple[float, float]) -> bool:
        """Whether an experiment that is open makes something of a press on the empty board."""
        return self.lab is not None and self._labs[self.lab].press(place)

    def stop(self) -> None:
        """Leave off all work that is under way, as before the end."""
        self._leisure.stop()
        for lab in self._labs.values():
            lab.stop()
        self.board.stop()

    @property
    def is_lab_busy(self) -> bool:
        """Whether an experiment is working something out."""
        return self.lab is not None and self._labs[self.lab].is_busy

    def cancel_lab(self) -> None:
        """Give up what an experiment is working out."""
        if self.lab is not None:
            self._labs[self.lab].cancel()

    def _on_the_right(self) -> QWidget:
        """What is seen beside the board: the readings, or an experiment."""
        return self._readings if self.lab is None else self._labs[self.lab]

    def _make_lab(self, name: str) -> None:
        lab = self._labs[name] = LABS[name]()
        lab.chosen.connect(self.lab_chosen)
        lab.closed.connect(self.lab_closed)
        lab.learned.connect(self.lab_learned)
        lab.busied.connect(self.lab_busied)
        lab.select_requested.connect(self.select_requested)
        lab.start_requested.connect(self.start_requested)
        lab.changed.connect(self._draw_sheet)
        lab.apply_theme(self._theme)
        self._right.addWidget(lab)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes, and draw all anew."""
        self._theme = theme
        for part in (
            self._choices, self._readings, self._status, self._transport, self.work_bar,
            self.tools,
        ):  # fmt: skip
            part.apply_theme(theme)
        for lab in self._labs.values():
            lab.apply_theme(theme)
        rim = theme.px(10)
        self._column.setContentsMargins(rim, rim, rim, theme.px(4))
        self._column.setSpacing(theme.px(4))
        self._limit_middle()
        if self._state is not None:
            self.draw(None, self._state)

    def _limit_middle(self) -> None:
        least = LEAST_MIDDLE if self.lab is None else self._labs[self.lab].BESIDE
        self._middle.setMinimumWidth(self._theme.px(least))

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._column = QVBoxLayout(self._middle)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.board, 1)
        self._column.addWidget(self._status)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._right = QStackedWidget()
        self._right.addWidget(self._readings)
        for place, part in enumerate((self._choices, self._middle, self._right)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(place, int(part is self._middle))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(self._transport)

    def _has_leisure(self, state: State) -> bool:
        """Whether there is time to look at every point, or that has been done."""
        is_done = self._looked_at == (state.run, state.half_step)
        return state.at_leisure and (is_done or len(state.run.points) <= AT_ONCE)

    def _on_leisure(self) -> None:
        """The half-step has stood for a while: tell what takes a look at every point."""
        state = self._state
        if state is not None and state.at_leisure:
            self._looked_at = state.run, state.half_step
            self._draw_half_step(state)
            self._readings.draw_position(state, at_leisure=True)
            self._say_status()

    def _draw_half_step(self, state: State) -> None:
        facts = facts_at(state.run, state.half_step)
        if not state.look.seeding:
            facts = replace(facts, seeding_odds=None)
        story = story_of(facts, state.recipe, state.slots)
        # Only the end of a run is judged.
        judgement = VerdictText()
        if facts.at_end:
            judgement = judgement_of(verdict(state.run, state.known), state.slots)
        self._readings.draw(state, facts, story, judgement)
        has_leisure = self._has_leisure(state)
        if not has_leisure:
            self._leisure.start()
        gains = gains_at(state.run, state.half_step) if has_leisure else None
        said = status_of(story, facts, gains, state.slots)
        self._said = said, *shorter_statuses_of(story, gains, state.slots)

    def _draw_sheet(self) -> None:
        if self.lab is None:
            self.board.draw_sheet(None, None)
        else:
            self.board.draw_sheet(self._labs[self.lab].sheet, self._labs[self.lab].ghost)
        self._say_status()

    def _tell_view(self) -> None:
        if self.lab is not None:
            self._labs[self.lab].look_from(self.board.view)

    def _tell_place(self, place: tuple[float, float] | None) -> None:
        if self.lab is not None:
            self._labs[self.lab].point_at(place)

    def _say_status(self) -> None:
        words = "" if self.lab is None else self._labs[self.lab].words
        said = words or self._view.hover_text()
        self._status.draw(*((said,) if said else self._said))


def _told_of(state: State) -> tuple[object, ...]:
    """What the readings tell of."""
    return state.run, state.half_step, state.known, state.at_leisure


def _choices_of(state: State) -> tuple[object, ...]:
    """What the column of choices shows."""
    return state.run, state.chosen, state.look
