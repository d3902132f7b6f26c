"""A page of staff on which something takes a while: how far it is and how to stop it, above what the page shows."""

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.working_bar import WorkingBar


class WorkingPage(StaffPage):
    def __init__(self, context: Context, places: Places, current: str, title_key: str, about: str) -> None:
        """`about` are the words of its WorkingBar."""
        super().__init__(context, places, current, title_key)
        self.working = WorkingBar(self, about)
        self.body.addWidget(self.working)

    def show_working(self) -> None:
        self.note.hide()
        self.working.begin()
        self.working.stop_button.setFocus()

    def show_fault(self, failure: Exception) -> None:
        self.working.end()
        super().show_fault(failure)
