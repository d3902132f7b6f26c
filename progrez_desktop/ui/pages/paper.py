"""A paper before it is saved: something beside it, and its pages as they will print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.pdf_preview import PdfPreview


class PaperPage(NotingPage):
    """Saving waits for the first preview. `about` is how the keys of its words begin."""

    note_role = "small"
    save = Signal()
    print_it = Signal()
    back = Signal()

    def __init__(self, context: Context, about: str) -> None:
        super().__init__(context, f"{about}.title", f"{about}.lead")
        self._about = about
        self.preview = PdfPreview()
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, f"{about}.back")
        self.saved_key = f"{about}.saved"
        self.say(self.note.setText, f"{about}.drawing")
        self.save_button = Button("primary")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        self.say(self.save_button.setText, f"{about}.save")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.save_button)
        self.print_button: Button | None = None

    def offer_printing(self) -> None:
        """Have a button for it, where the operator of a kiosk allows that."""
        button = self.print_button = Button()
        button.clicked.connect(self.print_it)
        button.setEnabled(self.save_button.isEnabled())
        self.say(button.setText, "kiosk.print")
        self.footer.insertWidget(self.footer.indexOf(self.save_button), button)

    def put_beside(self, widget: QWidget) -> None:
        """Show a widget beside the pages, above them where the text is large."""
        halves = self.row_or_column(24)
        halves.addWidget(widget, 11, Qt.AlignmentFlag.AlignTop)  # no longer than it is, beside pages that are
        halves.addWidget(self.preview, 13)
        self.body.addLayout(halves)
        self.body.addStretch(1)

    def show_preview(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf, self.context.words(f"{self._about}.sheet"))
        if not self.save_button.isEnabled():
            self.save_button.setEnabled(True)
            if self.print_button is not None:
                self.print_button.setEnabled(True)
            self.tell(self.note.setText, lambda _: "")
