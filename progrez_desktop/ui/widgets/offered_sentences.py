"""Sentences of a person's own texts that they may put on their CV: each with the skill that it shows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.services.cv_sentences import Offer
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label


class _Row(QWidget):
    """One sentence, and the button that adds it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        row = page.row_or_column(12)
        self.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.sentence, self.add = label("smallink"), Button("link")
        page.say(self.add.setText, "cv_page.offer.add")
        row.addWidget(self.sentence, 1)
        row.addWidget(self.add)


class OfferedSentences(QWidget):
    """Not there where nothing is offered. Rows that are not needed any more are emptied and used again."""

    wanted = Signal(str)

    def __init__(self, page: Page, before: QWidget) -> None:
        """`before` is where Tab comes from."""
        super().__init__()
        self._page, self._before = page, before
        self._rows: list[_Row] = []
        self._offers: tuple[Offer, ...] = ()
        self._skills: Mapping[str, Skill] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        note = label("muted")
        page.say(note.setText, "cv_page.offers")
        self._column.addWidget(note)
        page.context.changed.connect(self._say)
        self.hide()

    @property
    def rows(self) -> list[_Row]:
        """Those that are shown."""
        return self._rows[: len(self._offers)]

    def show_offers(self, offers: Sequence[Offer], skills: Mapping[str, Skill]) -> None:
        self._offers, self._skills = tuple(offers), skills
        while len(self._rows) < len(offers):
            row, place = _Row(self._page), len(self._rows)
            row.add.clicked.connect(lambda _=False, at=place: self.wanted.emit(self._offers[at].text))
            self._column.addWidget(row)
            QWidget.setTabOrder(self._rows[-1].add if self._rows else self._before, row.add)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(offers))
        self.setVisible(bool(offers))
        self._say()

    def _say(self) -> None:
        words = self._page.context.words
        for row in self._rows:
            row.sentence.clear()
        for row, offer in zip(self._rows, self._offers, strict=False):
            skill = self._skills[offer.skill_id].short_name[words.language]
            text = words("cv_page.offer", skill=skill, text=offer.text)
            row.sentence.setText(text)
            row.add.setAccessibleName(f"{words('cv_page.offer.add')}: {text}")
