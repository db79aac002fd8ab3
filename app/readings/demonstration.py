"""The panel of the demonstration that is on: what to watch, its variants, what came out."""

from functools import partial

from PyQt6.QtCore import QRect, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.labels.elided_button import ElidedButton
from app.widgets.labels.plain_label import plain_tip, wrapped_label
from app.widgets.layouts.flow_layout import FlowLayout
from app.words.notices import compared_words
from app.words.translate import tr
from core.session.state import State
from core.teaching.demonstrations import Case, Demonstration, demonstrations
from core.teaching.expected import is_met, measured


class DemonstrationPanel(QWidget):
    """Seen only while a demonstration is on.

    What to watch gives way, at the end, to what was expected and what came out. The room for the
    longer of them stays, so that what is below does not jump.
    """

    case_requested = pyqtSignal(object)
    """The `Case` that a person chose."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("demonstration")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Demonstration"))
        self._title, self._text = _label("demonstrationTitle"), _label("demonstrationText")
        self._buttons: list[ElidedButton] = []
        self._cases: tuple[Case, ...] = ()
        self._back = self._button("demonstration_back", tr("Reset"))
        self._back.setToolTip(tr("Restore this demonstration"))
        self._back.clicked.connect(self._on_back)
        self._flow = FlowLayout()
        self._flow.addWidget(self._back)
        self._column = QVBoxLayout(self)
        for label in (self._title, self._text):
            self._column.addWidget(label)
        self._column.addLayout(self._flow)
        self._nearest: Case | None = None
        self._shows = ""
        """What the demonstration is about."""
        self._texts: tuple[str, ...] = ()
        self.hide()

    def title_room(self, wide: int) -> int:
        """The height of title and variants where the panel is so ``wide``."""
        text = 0 if self._text.isHidden() else self.text_room()
        return self.heightForWidth(wide) - text

    def text_room(self) -> int:
        """The height that the text takes beside title and variants."""
        return self._text.minimumHeight() + self._column.spacing()

    def show_text(self, shown: bool) -> None:
        """Show the text, or have it only in the title's tooltip."""
        self._text.setVisible(shown)
        self._say_tip()

    def draw(self, state: State) -> None:
        """Describe the demonstration of ``state``, if it has one."""
        shown = demonstrations().get(state.demonstration or "")
        if shown is not None:
            self._tell(shown, state)
        self.setVisible(shown is not None)

    def apply_theme(self, theme: Theme) -> None:
        self._column.setContentsMargins(theme.px(11), theme.px(6), theme.px(6), theme.px(7))
        self._column.setSpacing(theme.px(4))
        self._flow.setSpacing(theme.px(4))
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the room that the texts need at this width."""
        self._keep_room()

    def _tell(self, shown: Demonstration, state: State) -> None:
        recipe, watch = state.recipe, tr(shown.watch)
        case = shown.case_of(recipe)
        self._nearest = shown.nearest_case(recipe)
        expected = tr(self._nearest.expected)
        end = compared_words(expected, self._nearest.outcome, is_met=True)
        text = watch
        if case is None:
            # What to watch may be just what the person is about to do.
            text = watch + "\n" + tr("Modified.")
        elif state.half_step == state.run.last:
            found = measured(state.run, case.outcome)
            text = compared_words(expected, found, is_met=is_met(case.outcome, found))
        self._title.setText(tr(shown.title))
        self._shows = tr(shown.shows)
        self._text.setText(text)
        self._text.setToolTip(plain_tip(watch) if text != watch else "")
        self._say_tip()
        self.setAccessibleDescription(f"{tr(shown.title)}. {text}")
        self._texts = (watch, end) if case is not None else (text,)
        self._draw_buttons(shown.cases, case)
        self._back.setVisible(case is None)
        self._keep_room()

    def _say_tip(self) -> None:
        tip = self._text.text() if self._text.isHidden() else self._shows
        self._title.setToolTip(plain_tip(tip))

    def _draw_buttons(self, cases: tuple[Case, ...], current: Case | None) -> None:
        self._cases = cases if len(cases) > 1 else ()
        for place in range(len(self._buttons), len(self._cases)):
            button = self._button(f"demonstration_case_{place}", "")
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_case, place))
            self._buttons.append(button)
            self._flow.addWidget(button)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._cases))
            if place < len(self._cases):
                label = tr(cases[place].label)
                button.setText(label.replace("&", "&&"))
                button.setAccessibleName(tr("Variant: {label}").format(label=label))
                button.setChecked(cases[place] is current)

    def _button(self, name: str, text: str) -> ElidedButton:
        button = ElidedButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _keep_room(self) -> None:
        margins = self._column.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        metrics = QFontMetrics(self._text.font())
        flags = Qt.TextFlag.TextWordWrap.value
        heights = [
            metrics.boundingRect(QRect(0, 0, wide, 10_000), flags, text).height()
            for text in self._texts
        ]
        self._text.setMinimumHeight(max(heights, default=0))

    def _on_case(self, place: int) -> None:
        # What is on is shown by `draw`, not by the click.
        button = self._buttons[place]
        button.setChecked(not button.isChecked())
        self.case_requested.emit(self._cases[place])

    def _on_back(self) -> None:
        self.case_requested.emit(self._nearest)


def _label(name: str) -> QLabel:
    label = wrapped_label(name)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
