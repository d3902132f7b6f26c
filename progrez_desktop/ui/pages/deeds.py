"""What was done at this workstation: the newest events, in the words of the log."""

from functools import partial

from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.recruiting.deeds import Deeds, sentence
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import card, label
from progrez_desktop.ui.widgets.plain_table import PlainTable


class DeedsPage(StaffPage):
    def __init__(self, context: Context, deeds: Deeds) -> None:
        super().__init__(context, PLACES, "log", "candidates.go.log")
        self.show_lead(lambda words: words.plural("deeds.count", deeds.count))
        frame, inside = card(margin=20, spacing=8)
        text = label("body")
        self.say(text.setText, "deeds.text", most=len(deeds.newest))
        inside.addWidget(text)
        table = PlainTable(self, "deeds.column", ("when", "what"), (2, 7))
        for event in deeds.newest:
            table.add((("smallink", partial(_when, event)), ("body", partial(sentence, event))))
        inside.addWidget(table)
        self.body.addWidget(frame)
        self.body.addStretch(1)

    def first_control(self) -> QWidget:
        return self.bar.entries["log"]


def _when(event: AuditEvent, words: Words) -> str:
    return words.moment(event.at_ms)
