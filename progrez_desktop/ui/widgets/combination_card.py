"""How test, interview and work sample of one candidate come together, part by part and as a sum, with margins."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.model.interview import Sheet
from progrez_desktop.core.services.recruiting.disclosing import (
    assumed,
    override_sentences,
    sum_sentence,
    weighing_sentence,
)
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.weighing import Weighed
from progrez_desktop.ui.long_words import breakable
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label, line
from progrez_desktop.ui.widgets.share_bar import ShareBar

_NAME = 120
"""Pixels for the name of a part at the smallest text size."""


class CombinationCard(QFrame):
    """Of one candidate alone; each bar has its sentence below, which says all that it shows."""

    def __init__(self, page: Page, sheet: Sheet, names: Mapping[str, LocalText]) -> None:
        """`names` are those of skills, for the ones without a score."""
        super().__init__()
        self._page = page
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(8)
        title, lead = label("h3"), label("small")
        page.say(title.setText, "combine.parts")
        page.say(lead.setText, "combine.lead")
        self._column.addWidget(title)
        self._column.addWidget(lead)
        for one in sheet.weighings:
            self._part(f"combine.part.{one.method}", one.told, partial(weighing_sentence, one))
        self._say_all("small", len(assumed(sheet, page.context.words)), partial(assumed, sheet))
        if sheet.missing_skills:
            said = label("small")
            page.tell(said.setText, partial(_missing, sheet, names))
            self._column.addWidget(said)
        self._column.addWidget(line())
        self._part("combine.together", sheet.total, partial(sum_sentence, sheet.total))
        if sheet.override is not None:
            self._say_all("strong", 2, partial(override_sentences, sheet.override))

    def _part(self, key: str, weighed: Weighed | None, sentence: Sentence) -> None:
        context = self._page.context
        row = self._page.row_or_column(12)
        name, said = label("strong"), label("smallink")
        self._page.say(name.setText, key)
        name.setMinimumWidth(0 if context.theme.is_large else context.theme.px(_NAME))
        low, high = (weighed.low, weighed.high) if weighed is not None else (0.0, 100.0)
        bar = ShareBar(context, weighed.at if weighed is not None else None, low, high)
        self._page.tell(bar.setAccessibleName, sentence)
        self._page.tell(said.setText, sentence)
        row.addWidget(name)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(bar)
        beside.addWidget(said)
        row.addLayout(beside, 1)
        self._column.addLayout(row)

    def _say_all(self, role: str, count: int, told: Callable[[Words], list[str]]) -> None:
        for number in range(count):
            said = label(role)
            self._page.tell(said.setText, lambda words, number=number: breakable(told(words)[number]))  # type: ignore[misc]
            self._column.addWidget(said)


def _missing(sheet: Sheet, names: Mapping[str, LocalText], words: Words) -> str:
    skills = [names[one][words.language] if one in names else one for one in sheet.missing_skills]
    return words("combine.missing_skills", skills=", ".join(skills))
