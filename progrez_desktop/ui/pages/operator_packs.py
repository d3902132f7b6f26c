"""Assessments and text models on this device: which runs, whose it is, what it asks, and the ways to another one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services.pack_shelf import OnShelf
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.state_row import StateRow
from progrez_desktop.ui.working_page import WorkingPage

_TONES = {"runs": "ok", "chosen": "spruce", "ends": "warn", "installed": "", "damaged": "danger"}
_DIGITS = 12


class PacksPage(WorkingPage):
    used = Signal(str, str)
    """The hash of a pack, or "shipped"; and its kind."""
    removed = Signal(str)
    from_file = Signal()
    from_organisation = Signal()
    stop = Signal()

    def __init__(self, context: Context, places: Places, found: Sequence[OnShelf], failure: str | None = None) -> None:
        """`failure` is the code of the fault for which what ships stands in for the pack in use."""
        super().__init__(context, places, "packs", "operator.go.packs", "packs_page.reading")
        self.show_lead(lambda words: words("packs_page.lead"))
        self.use_buttons: dict[str, Button] = {}
        self.remove_buttons: dict[str, Button] = {}
        self.working.stop.connect(self.stop)
        if failure is not None:
            self.body.addWidget(self._stands_in())
        for kind in ("assessment", "model"):
            frame, inside = self.titled_card(f"packs_page.{kind}s")
            for one in found:
                if one.kind == kind:
                    inside.addWidget(line())
                    inside.addWidget(self._row(one))
            self.body.addWidget(frame)
        self.body.addStretch(1)
        self.file_button, self.fetch_button = Button("primary"), Button()
        self.say(self.file_button.setText, "packs_page.from_file")
        self.say(self.fetch_button.setText, "packs_page.from_organisation")
        self.file_button.clicked.connect(self.from_file)
        self.fetch_button.clicked.connect(self.from_organisation)
        self.footer.addWidget(self.fetch_button)
        self.put_forth(self.file_button)

    def _stands_in(self) -> QWidget:
        frame, inside = card("danger", margin=16, spacing=4)
        title, text = label("strong"), label("body")
        self.say(title.setText, "packs_page.stands_in.title")
        self.say(text.setText, "packs_page.stands_in")
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def _row(self, one: OnShelf) -> StateRow:
        row = StateRow(
            self,
            partial(title_of, one),
            partial(_detail, one),
            lambda words: words(f"packs_page.state.{one.standing}"),
            _TONES[one.standing],
        )
        key = one.installed.sha256 if one.installed is not None else "shipped"
        if one.standing in ("installed", "ends"):
            button = row.add_button("packs_page.use", partial(self.used.emit, key, one.kind))
            self.use_buttons[one.sha256] = button
        if one.may_be_removed:
            self.remove_buttons[one.sha256] = row.add_button("packs_page.remove", partial(self.removed.emit, key))
        return row

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        every = (self.file_button, self.fetch_button, *self.use_buttons.values(), *self.remove_buttons.values())
        for button in every:
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.file_button if self.file_button.isEnabled() else self.working.stop_button


def title_of(one: OnShelf, words: Words) -> str:
    if one.procedure is not None:
        return words("packs_page.named", title=one.procedure.title[words.language], version=one.name.partition("@")[2])
    if one.installed is None:
        return words("packs_page.model_shipped")
    return words("packs_page.named", title=one.installed.id, version=one.installed.version)


def _detail(one: OnShelf, words: Words) -> str:
    told = [words("packs_page.ships") if one.installed is None else words("packs_page.of", publisher=one.publisher)]
    if one.procedure is not None and one.installed is not None:
        asked = one.procedure
        if asked.procedure is not None:
            told.append(asked.procedure[words.language])
        if asked.closes is not None:
            told.append(words("packs_page.over" if one.is_over else "packs_page.closes", day=words.day(asked.closes)))
        told.append(words("packs_page.code" if asked.asks_code else "packs_page.no_code"))
    if one.needed:
        told.append(words.plural("packs_page.needed", one.needed))
    told.append(words("packs_page.hash", hash=one.sha256[:_DIGITS]))
    return " · ".join(told)
