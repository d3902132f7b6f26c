"""Finds what PySide still knows of layouts after Qt has let go of it (progrez_desktop/ui/layouts.py says why)."""

from itertools import chain

import shiboken6
from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import Object

from progrez_desktop.ui.widgets.flow_layout import FlowLayout


def lost_items() -> list[Object]:
    """Wrappers that layouts keep of items that no layout has any more; looking leaves no wrapper behind."""
    wrappers = shiboken6.getAllValidWrappers()
    known = [one for one in wrappers if _is_mere_item(one)]
    layouts = [one for one in wrappers if isinstance(one, QLayout)]
    there = {id(item): item for item in chain.from_iterable(map(_items, layouts)) if _is_mere_item(item)}
    for key in there.keys() - {id(one) for one in known}:
        shiboken6.invalidate(there[key])
    # What is kept by Python alone, as by a FlowLayout whose page was left, Qt has not let go of.
    return [one for one in known if id(one) not in there and "parent." in shiboken6.dump(one)]


def _is_mere_item(one: object) -> bool:
    """A layout is an item too, one of Qt's objects, whose end PySide hears of."""
    return isinstance(one, QLayoutItem) and not isinstance(one, QLayout)


def _items(layout: QLayout) -> list[QLayoutItem]:
    if isinstance(layout, FlowLayout):
        return layout._items  # its own, held for as long as they are there
    return [item for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
