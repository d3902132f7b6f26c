"""What speaks for each of our own widgets to assistive technology: its role, its state, how it is pressed.

Qt knows a painted button as a check box that is toggled: whatever waits for a press then never hears of it. A heading
is a text to it, a group a frame, a painted scale nothing at all.
"""

from typing import Any, Literal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QPushButton, QToolButton, QWidget

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.spoken import HEADINGS
from progrez_desktop.ui.widgets.veil import Veil

Spoken = Literal["radio", "tab", "button", "group", "scale", "nothing"]
"""What a widget's property "spoken" may say of it. A "scale" takes a `step` up or down; "nothing" is an ornament,
or the words beside it say the same."""
_ROLES = {
    "radio": QAccessible.Role.RadioButton,
    "tab": QAccessible.Role.PageTab,
    "button": QAccessible.Role.Button,
    "group": QAccessible.Role.Grouping,
    "scale": QAccessible.Role.Slider,
}
_STEPS = {"Increase": 1, "Decrease": -1}
"""Qt's names of the actions of a scale."""


class _Speaker(QAccessibleWidget):
    """A widget under a role that Qt does not give it."""

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.widget()
        if kind == QAccessible.Text.Name and isinstance(widget, QLabel | QAbstractButton):
            return widget.accessibleName() or widget.text()
        return super().text(kind)


class _Scale(_Speaker):
    """Goes up and down by actions. Its name says the level: an interface of values can't be given from Python.

    `interface_cast` must be able to give nothing, and PySide 6.11 ends the process where Python gives nothing. For the
    same reason a heading has no level and a text no language of its own here.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._of: Any = widget

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        return [*_STEPS, *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        if name not in _STEPS:
            super().doAction(name)
            return
        self._of.step(_STEPS[name])


class _Pressed(_Speaker):
    """A button: pressed as a finger presses it, whether it can be ticked or not."""

    def _button(self) -> QAbstractButton:
        button = self.widget()
        assert isinstance(button, QAbstractButton)
        return button

    def role(self) -> QAccessible.Role:
        button = self._button()
        if taught := button.property("spoken"):
            return _ROLES[taught]
        return QAccessible.Role.CheckBox if button.isCheckable() else QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        state, button, role = super().state(), self._button(), self.role()
        if role == QAccessible.Role.PageTab:
            state.selectable, state.selected = True, button.isChecked()
        elif role != QAccessible.Role.Button:
            state.checkable, state.checked = True, button.isChecked()
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        return ["Press", *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        if name != "Press":
            super().doAction(name)
            return
        button = self._button()
        # Once it was answered: what the press begins may take long, or open a window.
        QTimer.singleShot(0, button, button.click)


class _Sheet(_Speaker):
    """A page. Below another page or a card there is nothing in it: who walks what is told comes to what is on top."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, QAccessible.Role.Border)  # as Qt has it
        self._page = page

    def _is_beneath(self) -> bool:
        beside = self._page.window().children()
        return not self._page.isVisible() or any(isinstance(one, Veil) and one.isVisible() for one in beside)

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        return 0 if self._is_beneath() else super().childCount()

    def child(self, index: int) -> Any:  # None is a child that is not there; the stubs of PySide know of none
        return None if self._is_beneath() else super().child(index)


def speaker_of(widget: QWidget) -> QAccessibleWidget | None:
    """Return what speaks for a widget; None where Qt speaks for it well enough."""
    if isinstance(widget, Page):
        return _Sheet(widget)
    if isinstance(widget, QAbstractButton):
        has_menu = isinstance(widget, QToolButton) or (isinstance(widget, QPushButton) and widget.menu() is not None)
        return None if has_menu else _Pressed(widget, QAccessible.Role.Button)
    if (taught := widget.property("spoken")) == "nothing":
        return None
    if taught:
        return _Scale(widget) if taught == "scale" else _Speaker(widget, _ROLES[taught])
    if isinstance(widget, QLabel):
        is_heading = widget.property("role") in HEADINGS
        return _Speaker(widget, QAccessible.Role.Heading) if is_heading else None
    if is_picture(widget):
        return _Speaker(widget, QAccessible.Role.Graphic)
    return None


def is_picture(widget: QWidget) -> bool:
    """Whether a widget of ours paints something and takes no keys: what it shows is said in its name."""
    kind = type(widget)
    is_ours = kind.__base__ is QWidget and kind.__module__.startswith("progrez_desktop")
    return is_ours and "paintEvent" in vars(kind) and widget.layout() is None and not widget.property("spoken")
