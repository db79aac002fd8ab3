"""The commands as actions of Qt: keys, tooltips, and how keys are written."""

import re
from collections.abc import Iterator

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction, QActionGroup, QKeySequence
from PyQt6.QtWidgets import QWidget

from app.widgets.labels.plain_label import plain_tip
from app.window.commands import Command, all_commands
from app.words.translate import tr

ARROWS = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓"}
"""How the names of keys are written."""

ARROW = re.compile(rf"\b({'|'.join(ARROWS)})$")

ROLES = {"about": QAction.MenuRole.AboutRole, "quit": QAction.MenuRole.QuitRole}
"""Where macOS puts commands that every application has."""


def make_actions(owner: QWidget) -> dict[str, QAction]:
    """A QAction per command, by name, at work wherever the focus is in ``owner``."""
    return {command.name: _action(command, owner) for command in all_commands()}


def _action(command: Command, owner: QWidget) -> QAction:
    action = QAction(command.text, owner)
    action.setObjectName(command.name)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setAutoRepeat(command.repeats)
    action.setCheckable(command.checkable)
    keys = tr(" or ").join(_set_off(key) for key in keys_of(action))
    tip = command.tip or command.text.replace("&", "")
    action.setData(f"{tip} ({keys})" if keys else tip)
    action.setToolTip(plain_tip(tip_of(action)))
    action.setStatusTip("")
    # On macOS Qt would otherwise guess from the text what belongs into the application's menu.
    action.setMenuRole(ROLES.get(command.name, QAction.MenuRole.NoRole))
    if command.name == "full_screen":
        own = QKeySequence(QKeySequence.StandardKey.FullScreen)
        if own not in action.shortcuts():
            action.setShortcuts([*action.shortcuts(), own])
    owner.addAction(action)
    return action


def tip_of(action: QAction) -> str:
    """What an action of `make_actions` does, with its keys."""
    tip: str = action.data()
    return tip


def keys_of(action: QAction) -> Iterator[str]:
    """The keys of an action, as the person's platform writes them, with arrows for arrow keys."""
    for keys in action.shortcuts():
        text = keys.toString(QKeySequence.SequenceFormat.NativeText)
        yield arrowed(text)


def arrowed(key: str) -> str:
    """A key with an arrow in place of the name of an arrow key."""
    return ARROW.sub(lambda found: ARROWS[found[0]], key)


def _set_off(key: str) -> str:
    """A key within a sentence: a mark such as a comma in quotation marks."""
    return key if any(map(str.isalnum, key)) or key in ARROWS.values() else f"“{key}”"


def exclusive(parent: QObject, actions: list[QAction]) -> QActionGroup:
    """A group of actions of which one is checked."""
    group = QActionGroup(parent)
    for action in actions:
        group.addAction(action)
    return group
