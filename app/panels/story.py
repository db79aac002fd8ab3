"""The panel that says what just happened."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.theme import Theme
from app.words import Story, tr


class StoryPanel(QWidget):
    """A heading, one sentence, one explanation, one formula."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("story")
        self.setAccessibleName(tr("Story"))
        self._heading = _label("heading")
        self._title = _label("storyTitle")
        self._text = _label("quiet")
        self._formula = _label("formula")
        self._formula.setTextFormat(Qt.TextFormat.RichText)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for label in (self._heading, self._title, self._text, self._formula):
            self._column.addWidget(label)

    def draw(self, story: Story) -> None:
        """Show ``story``."""
        self._heading.setText(story.heading.upper())
        self._title.setText(story.title)
        self._text.setText(story.text)
        self._formula.setText(story.formula)
        self.setAccessibleDescription(f"{story.heading}. {story.title} {story.text}")

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._column.setSpacing(theme.px(6))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
