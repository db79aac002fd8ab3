"""A layout like words on a page: one beside the other, and on the next line where it is full."""

from collections.abc import Callable, Iterator

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Puts widgets in rows as wide as there is room, each of the size it asks for.

    One that asks for more than a row is as wide as the row, if it may be.
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem | None) -> None:
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = [place for _, place in self._places(QRect(0, 0, width, 0))]
        return max((place.bottom() + 1 for place in places), default=0)

    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        for item, place in self._places(rectangle):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        return self._room_for(QLayoutItem.sizeHint)

    def minimumSize(self) -> QSize:
        return self._room_for(QLayoutItem.minimumSize)

    def _room_for(self, size_of: Callable[[QLayoutItem], QSize]) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(size_of(item))
        return size

    def _places(self, room: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        at, high = room.topLeft(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # hidden
            size, least = item.sizeHint(), item.minimumSize().width()
            size.setWidth(max(least, min(size.width(), room.width())))
            if at.x() > room.left() and at.x() + size.width() > room.left() + room.width():
                at, high = QPoint(room.left(), at.y() + high + self.spacing()), 0
            yield item, QRect(at, size)
            at = at + QPoint(size.width() + self.spacing(), 0)
            high = max(high, size.height())
