"""This computer: what runs on it, how it is locked, what its clock and disk are worth, until when safes are kept."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.kiosk_check.examine import counted
from progrez_desktop.core.services.kiosk_door import Standing as LockStanding
from progrez_desktop.core.services.this_computer import Computer
from progrez_desktop.core.services.updating import Version
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, set_tone
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.fact_list import FactList
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_DAY_MS = 86_400_000


class ComputerPage(StaffPage):
    see_settings = Signal()
    see_checks = Signal()
    see_counts = Signal()
    sweep = Signal()
    trust_clock = Signal()

    def __init__(self, context: Context, places: Places, computer: Computer) -> None:
        super().__init__(context, places, "computer", "operator.go.computer")
        self._computer = computer
        self.buttons: list[Button] = []
        columns = self.row_or_column(16)
        left = (self._program(), self._locked(), self._disk())
        right = (self._kiosk(), self._clock(), self._safes(), self._updates())
        for cards in (left, right):
            column = QVBoxLayout()
            column.setSpacing(16)
            for one in cards:
                column.addWidget(one)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        self.settings_button, self.checks_button = Button("primary"), Button()
        self.say(self.settings_button.setText, "computer.see_settings")
        self.say(self.checks_button.setText, "computer.see_checks")
        self.settings_button.clicked.connect(self.see_settings)
        self.checks_button.clicked.connect(self.see_checks)
        self.counts_button = Button()
        self.say(self.counts_button.setText, "computer.see_counts")
        self.counts_button.clicked.connect(self.see_counts)
        self.footer.addWidget(self.checks_button)
        self.footer.addWidget(self.counts_button)
        self.put_forth(self.settings_button)

    def _card(self, name: str, facts: Sequence[tuple[str, Sentence, str]]) -> tuple[QFrame, QVBoxLayout]:
        frame, inside = self.titled_card(f"computer.{name}.title")
        told = FactList(self)
        for fact, sentence, role in facts:
            told.add(f"computer.fact.{fact}", sentence, role)
        inside.addWidget(told)
        return frame, inside

    def _button(self, inside: QVBoxLayout, key: str, wish: SignalInstance) -> None:
        button = Button()
        self.say(button.setText, key)
        button.clicked.connect(wish)
        self.buttons.append(button)
        row = FlowLayout()
        row.addWidget(button)
        inside.addLayout(row)

    def _kiosk(self) -> QFrame:
        """How it is locked down; until that was looked at, the card says so."""
        frame, self._lock_inside = self.titled_card("computer.kiosk.title")
        self._lock = label("body")
        self.say(self._lock.setText, "computer.kiosk.looking")
        self._lock_inside.addWidget(self._lock)
        self._unmet = label("error")
        self._unmet.hide()
        self._lock_inside.addWidget(self._unmet)
        return frame

    def show_lock(self, standing: LockStanding) -> None:
        counts = counted(standing.found)
        self.tell(self._lock.setText, lambda words: words("computer.kiosk", **counts))
        if standing.unmet:
            unmet = standing.unmet
            self.tell(
                self._unmet.setText,
                lambda words: words("computer.kiosk.unmet", names=_named(unmet, words)),
            )
            self._unmet.show()

    def _program(self) -> QFrame:
        one = self._computer
        version: tuple[str, Sentence, str] = ("version", plain(one.version), "strong")
        hashes = [(name, plain(in_fours(sha256[:16])), "smallink") for name, sha256 in one.hashes]
        frame, inside = self._card("program", [version, *hashes])
        why = label("small")
        self.say(why.setText, "computer.hashes")
        inside.addWidget(why)
        return frame

    def _updates(self) -> QFrame:
        """The versions that lie here, and what is typed about them: it isn't done in here, since data would be open."""
        versions = self._computer.versions
        frame, inside = self.titled_card("computer.updates.title")
        if versions:
            told = label("body")
            self.tell(told.setText, lambda words: " · ".join(_version(one, words) for one in versions))
            inside.addWidget(told)
        how = label("small")
        self.say(how.setText, "computer.updates.by_system" if versions is None else "computer.updates.how")
        inside.addWidget(how)
        return frame

    def _locked(self) -> QFrame:
        one = self._computer
        facts = [("key", partial(_opened_by, one), "body"), ("recovery", partial(_recovery, one), "body")]
        return self._card("lock", facts)[0]

    def _clock(self) -> QFrame:
        clock = self._computer.clock
        frame, inside = self._card("clock", [("now", lambda words: words.moment(clock.clock_ms), "strong")])
        told = label("body")
        if clock.is_behind:
            set_tone(told, "role", "error")
        self.tell(told.setText, partial(_believed, clock))
        inside.addWidget(told)
        if clock.is_behind:
            self._button(inside, "computer.trust_clock", self.trust_clock)
        return frame

    def _safes(self) -> QFrame:
        terms = self._computer.terms
        facts: list[tuple[str, Sentence, str]] = [
            ("safes", lambda words: words.number(terms.safes), "strong"),
            ("usual", lambda words: words.plural("computer.days", terms.usual_days), "body"),
            ("longer", partial(_longer, terms.longer_days), "body"),
            ("over", lambda words: words.number(terms.over), "body"),
            ("swept", partial(_swept, terms.swept_ms), "body"),
        ]
        frame, inside = self._card("safes", facts)
        if terms.over:
            self._button(inside, "computer.sweep", self.sweep)
        return frame

    def _disk(self) -> QFrame:
        one = self._computer
        facts: list[tuple[str, Sentence, str]] = [
            ("free", lambda words: words("computer.free", gib=words.decimal(one.free_mib / 1024, 1)), "strong"),
            ("copies", lambda words: words.plural("computer.copies", one.copies), "body"),
        ]
        frame, inside = self._card("disk", facts)
        told = label("error" if one.is_nearly_full else "small")
        self.say(told.setText, "computer.nearly_full" if one.is_nearly_full else "computer.copies.what")
        inside.addWidget(told)
        return frame

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.settings_button, self.checks_button, self.counts_button, *self.buttons):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.settings_button


def _named(unmet: Sequence[Found], words: Words) -> str:
    return ", ".join(words(f"lock.{one.check}") for one in unmet)


def _version(one: Version, words: Words) -> str:
    return f"{one.version}: {', '.join(words(f'update.is_{mark}') for mark in one.marks)}"


def _opened_by(one: Computer, words: Words) -> str:
    return words("computer.key_store", name=one.key_store) if one.key_store else words("computer.passphrase")


def _recovery(one: Computer, words: Words) -> str:
    return words("computer.recovery", at=words.date(one.made_ms))


def in_fours(digits: str) -> str:
    """Return a hash as people compare it."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _believed(clock: ClockStanding, words: Words) -> str:
    if clock.is_behind:
        return words("computer.clock.behind", latest=words.moment(clock.high_water_ms))
    if clock.destroyed_before_ms is not None:
        return words("computer.clock.believed")
    return words.plural("computer.clock.not_yet", clock.agreed_ms // _DAY_MS)


def _longer(days: int | None, words: Words) -> str:
    return words("computer.not_longer") if days is None else words.plural("computer.days", days)


def _swept(at_ms: int | None, words: Words) -> str:
    return words.moment(at_ms) if at_ms else words("computer.never_swept")
