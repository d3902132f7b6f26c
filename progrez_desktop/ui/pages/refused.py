"""What came to a registry and was not believed: kept apart, and told with its reason."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.registry import Refused
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.posts_words import release_number
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import card, label
from progrez_desktop.ui.widgets.plain_table import PlainTable

_MOST = 200
"""Newest ones; more of them say that something is wrong, and not what."""


class RefusedPage(StaffPage):
    def __init__(self, context: Context, found: Sequence[Refused]) -> None:
        super().__init__(context, PLACES, "refused", "candidates.go.refused")
        self.show_lead(lambda words: words.plural("candidates.refused.count", len(found)))
        frame, inside = card(margin=20, spacing=8)
        text = label("body")
        self.say(text.setText, "candidates.refused.text" if found else "candidates.refused.none")
        inside.addWidget(text)
        if found:
            table = PlainTable(self, "candidates.column", ("release", "when", "why"), (2, 2, 5))
            for one in list(reversed(found))[:_MOST]:
                table.add(
                    (
                        ("smallink", release_number(one.release_id, one.version)),
                        ("smallink", partial(_when, one)),
                        ("body", partial(_why, one)),
                    )
                )
            inside.addWidget(table)
        self.body.addWidget(frame)
        self.body.addStretch(1)

    def first_control(self) -> QWidget:
        return self.bar.entries["refused"]


def _when(one: Refused, words: Words) -> str:
    return words.short_date(one.at_ms)


def _why(one: Refused, words: Words) -> str:
    return words(f"registry.refused.{one.code}")
