"""What a person took over of what GitHub tells, beside their projects: of which day, languages by bytes, events."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.github import percent
from progrez_desktop.core.model.public_work import PublicWork, Week
from progrez_desktop.core.words import Words
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.cv_switch import CvSwitch
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.meter import Meter


class PublicWorkCard(QFrame):
    """It says what was kept and of which day, and has the button that leads to asking; by itself it asks nothing."""

    look_up = Signal()
    removed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._work = page, None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card(margin=18, spacing=8)
        column.addWidget(frame)
        title, self.as_of = label("h3"), label("muted")
        page.say(title.setText, "github.card.title")
        self.switch = CvSwitch(page, "details.code")
        self.languages, languages = self._part(page, "details.code", self.switch)
        self.basis = label("muted")
        languages.addWidget(self.basis)
        self._shares = QVBoxLayout()
        self._shares.setSpacing(4)
        languages.addLayout(self._shares)
        self.events, events = self._part(page, "github.events.title")
        note = label("muted")
        page.say(note.setText, "github.events.note")
        self.weeks = label("body")
        events.addWidget(note)
        events.addWidget(self.weeks)
        self.open_button, self.remove_button = Button("link"), Button("link")
        page.say(self.remove_button.setText, "github.card.remove")
        page.say(self.remove_button.setAccessibleName, "github.card.remove_spoken")
        self.open_button.clicked.connect(self.look_up)
        self.remove_button.clicked.connect(self.removed)
        buttons = FlowLayout(spacing=20, below=0)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.remove_button)
        for widget in (title, self.as_of, self.languages, self.events):
            inside.addWidget(widget)
        inside.addLayout(buttons)
        page.context.changed.connect(self._say)

    _work: PublicWork | None

    def _part(self, page: Page, title_key: str, beside: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        row = page.row_or_column(12)
        title = label("field")
        page.say(title.setText, title_key)
        row.addWidget(title, 1)
        if beside is not None:
            row.addWidget(beside, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        return part, column

    def show_work(self, work: PublicWork | None) -> None:
        self._work = work
        self._say()

    def _say(self) -> None:
        work, words = self._work, self._page.context.words
        self.languages.setVisible(work is not None and bool(work.languages))
        self.events.setVisible(work is not None and bool(work.weeks))
        self.remove_button.setVisible(work is not None)
        self.open_button.setText(words("github.card.open" if work is None else "github.card.again"))
        clear(self._shares)
        if work is None:
            self.as_of.setText(words("github.card.none"))
            return
        self.as_of.setText(words("github.card.as_of", date=words.date(work.at_ms), user=work.user))
        self.basis.setText(words.plural("code.basis", work.counted, date=words.date(work.at_ms)))
        for language in work.languages:
            self._shares.addWidget(self._share(language.name, percent(language.bytes, work.total_bytes), words))
        self.weeks.setText("\n".join(_sentence(week, words) for week in work.weeks))

    def _share(self, name: str, share: int, words: Words) -> QWidget:
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        bar = Meter(self._page.context)
        bar.show_share(share / 100)
        beside.addWidget(bar)
        beside.addWidget(label("body", f"{name} {words('code.share', percent=share)}"), 1)
        return row


def counts_of(week: Week, words: Words) -> str:
    """Return what there was in one week, in words."""
    return ", ".join(words.plural(f"github.event.{kind}", n) for kind, n in week.counts)


def _sentence(week: Week, words: Words) -> str:
    return words("github.week.full", monday=words.day(week.monday), counts=counts_of(week, words))
