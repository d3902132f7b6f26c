"""What stands in a layout, and how it leaves.

PySide knows a layout's items by their place in memory, and learns that one has gone where a part is taken from the
very layout that it stands in. Where a part is deleted, or put into another layout, the item goes with it and PySide
goes on believing in it: whatever Qt then makes at that place is taken for that item. Nothing here holds an item.
"""

from PySide6.QtWidgets import QLayout, QWidget


def parts_of(layout: QLayout) -> list[QWidget | QLayout | None]:
    """Return what stands at each place; nothing where there is only room."""
    parts: list[QWidget | QLayout | None] = [None] * layout.count()
    holder = layout.parentWidget()
    for part in (*layout.children(), *(holder.children() if holder is not None else ())):
        if isinstance(part, QWidget | QLayout) and (place := layout.indexOf(part)) >= 0:
            parts[place] = part
    return parts


def take_out(part: QWidget) -> None:
    """Take a widget from the layout that it stands in, if it does, before it goes elsewhere."""
    holder = part.parentWidget()
    whole = holder.layout() if holder is not None else None
    for layout in (whole, *whole.findChildren(QLayout)) if whole is not None else ():
        if layout.indexOf(part) >= 0:
            layout.removeWidget(part)
            return


def discard(part: QWidget) -> None:
    """Take a widget away for good: it is off the screen now, and gone once the present event was heard."""
    take_out(part)
    _let_go(part)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    for part in parts_of(layout):
        if isinstance(part, QWidget):
            layout.removeWidget(part)
            _let_go(part)
    while layout.takeAt(0) is not None:
        pass  # what is left is room


def _let_go(part: QWidget) -> None:
    part.setParent(None)
    part.deleteLater()
