"""What a JSON Resume would bring, before anything of it is taken: each part with what is in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.json_resume import Taken
from progrez_desktop.core.model.details import Entry, PartName
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import LONGEST_LINE, Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard

_NAMED = 6


class ResumePage(Desk):
    """Every part is ticked, since the person chose the file; what is taken can be undone on the page of the details."""

    taken = Signal(list)
    """The parts that the person wants."""
    back = Signal()

    def __init__(self, context: Context, found: Taken) -> None:
        super().__init__(context, "resume_page.title", "resume_page.lead")
        self._found = found
        self.choices: dict[PartName, ChoiceCard] = {}
        frame, inside = card(margin=18, spacing=8)
        parts: list[PartName] = ["address"] if found.address else []
        for part in (*parts, *found.lists):
            choice = self.choices[part] = ChoiceCard(context, small=True)
            choice.setChecked(True)
            choice.toggled.connect(self._allow)
            inside.addWidget(choice)
        self.left_out = label("muted")
        inside.addWidget(self.left_out)
        self.left_out.setVisible(bool(found.left_out))
        self.body.addLayout(self.below_title(frame, LONGEST_LINE))
        self.body.addStretch(1)
        self.back_button, self.take_button = Button(), Button("primary")
        self.back_button.clicked.connect(self.back)
        self.take_button.clicked.connect(lambda: self.taken.emit(self.wanted()))
        self.say(self.back_button.setText, "resume_page.back")
        self.say(self.take_button.setText, "resume_page.take")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.take_button)
        self.retranslate()

    def wanted(self) -> list[PartName]:
        return [part for part, choice in self.choices.items() if choice.isChecked()]

    def _allow(self) -> None:
        self.take_button.setEnabled(bool(self.wanted()))

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        for part, choice in self.choices.items():
            if part == "address":
                choice.show_texts(words("details.address"), self._found.address)
                continue
            entries = next(entries for name, entries in self._found.lists.items() if name == part)
            choice.show_texts(words(f"details.{part}"), self._named(entries))
        self.left_out.setText(
            words(
                "resume_page.left_out",
                parts=", ".join(words(f"resume_page.left_out.{key}") for key in self._found.left_out),
            )
        )

    def _named(self, entries: tuple[Entry, ...]) -> str:
        names = "; ".join(entry.title or entry.organisation or entry.text[:60] for entry in entries[:_NAMED])
        count = self.context.words.plural("resume_page.entries", len(entries))
        return f"{count}: {names}" + ("; …" if len(entries) > _NAMED else "")

    def first_control(self) -> QWidget:
        return next(iter(self.choices.values()), self.take_button)
