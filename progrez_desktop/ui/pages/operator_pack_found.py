"""A pack that somebody brought, before it is taken in: what it is, or everything that is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.services.pack_shelf import FromFile
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.fact_list import FactList

_SHOWN = 8
"""Problems; whoever makes packs has `progrez pack check` for all of them."""


class PackFoundPage(StaffPage):
    install = Signal()
    back = Signal()

    def __init__(self, context: Context, places: Places, found: FromFile, file_name: str) -> None:
        super().__init__(context, places, "packs", "packs_page.found.title")
        self.found = found
        self.tell(self.lead.setText, plain(file_name))
        self.lead.show()
        refused = bool(found.problems)
        self.show_state(f"packs_page.found.{'refused' if refused else 'sound'}", "danger" if refused else "ok")
        for frame in (self._refused() if refused else None, self._facts() if found.name else None):
            if frame is not None:
                self.add_narrow(frame)
        self.body.addStretch(1)
        self.back_button, self.install_button = Button(), Button("primary")
        self.say(self.back_button.setText, "packs_page.back")
        self.say(self.install_button.setText, "packs_page.install")
        self.back_button.clicked.connect(self.back)
        self.install_button.clicked.connect(self.install)
        self.footer.addWidget(self.back_button)
        if not refused:
            self.put_forth(self.install_button)

    def _refused(self) -> QFrame:
        frame, inside = card("danger", margin=20, spacing=8)
        title = label("h3")
        self.say(title.setText, "packs_page.found.why")
        inside.addWidget(title)
        for problem in self.found.problems[:_SHOWN]:
            one = label("body")
            self.tell(one.setText, lambda words, problem=problem: words.of_fault(problem))  # type: ignore[misc]
            inside.addWidget(one)
        more = len(self.found.problems) - _SHOWN
        if more > 0:
            rest = label("small")
            self.tell(rest.setText, lambda words: words.plural("packs_page.found.more", more))
            inside.addWidget(rest)
        nothing = label("small")
        self.say(nothing.setText, "packs_page.found.nothing_kept")
        inside.addWidget(nothing)
        return frame

    def _facts(self) -> QFrame:
        found = self.found
        frame, inside = self.titled_card(f"packs_page.found.{found.kind}")
        facts = FactList(self)
        asked = found.procedure
        if asked is not None:
            facts.add("packs_page.fact.title", lambda words: asked.title[words.language], "strong")
            if asked.organisation is not None:
                whose = asked.organisation
                facts.add("packs_page.fact.organisation", lambda words: whose[words.language])
            if asked.procedure is not None:
                procedure = asked.procedure
                facts.add("packs_page.fact.procedure", lambda words: procedure[words.language])
            facts.add("packs_page.fact.closes", lambda words: _closes(found, words))
            facts.add("packs_page.fact.code", lambda words: words(_code(found)))
        facts.add("packs_page.fact.name", plain(found.name))
        facts.add("packs_page.fact.publisher", plain(found.publisher))
        facts.add("packs_page.fact.hash", plain(found.sha256), "smallink")
        inside.addWidget(facts)
        if not found.problems:
            then = label("small")
            self.say(then.setText, "packs_page.found.here" if found.is_here else "packs_page.found.then")
            inside.addWidget(then)
        return frame

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.install_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button if self.found.problems else self.install_button


def _closes(found: FromFile, words: Words) -> str:
    asked = found.procedure
    return words("packs_page.no_end") if asked is None or asked.closes is None else words.day(asked.closes)


def _code(found: FromFile) -> str:
    return "packs_page.code" if found.procedure is not None and found.procedure.asks_code else "packs_page.no_code"
