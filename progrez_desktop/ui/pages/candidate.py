"""One candidate: what they released beside what the role asks for, what it rests on, and what is not known."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from progrez_desktop.core.contest import told_in_words
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.one_candidate import Named, OneCandidate, SkillSeen
from progrez_desktop.core.services import release_view
from progrez_desktop.core.services.recruiting import candidate_words
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.long_words import breakable
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.fit_card import FitCard
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_QUALITY = {"as_usual": "ok", "with_care": "warn", "too_few_answers": "warn"}
_NARROW = 1_160
"""Pixels of the window, below which the buttons don't fit beside the title."""


class CandidatePage(StaffPage):
    """Opening it was noted, and the candidate is told; both stand on the page. Blind until a name is asked for."""

    back = Signal()
    export = Signal(str)
    evidence = Signal()
    report = Signal()
    decide = Signal()
    show_name = Signal()
    _is_narrow = False

    def __init__(self, context: Context, view: OneCandidate, skills: Sequence[Skill]) -> None:
        super().__init__(context, PLACES, "list", None)
        self.view, self._skills = view, skills
        self.say(self.entitle, "candidate.title", code=view.row.code)
        self._make_buttons()
        self.body.addWidget(self._blind())
        self.body.addWidget(self._facts())
        self.body.addWidget(self._asks_name())
        if view.opened_before:
            self.body.addWidget(self._warning("one_candidate.opened_before"))
        self.fit_card = FitCard(self, view, skills)
        self.body.addWidget(self.fit_card.table_card)
        halves = self.row_or_column(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.guide_place = QVBoxLayout()
        right.addLayout(self.guide_place)
        for column, parts in (
            (left, (self.fit_card, self._overall(), self._levels())),
            (right, (self._unknown(), self._decides(), *self._about(), self._permits())),
        ):
            column.setSpacing(16)
            for one in parts:
                column.addWidget(one)
            column.addStretch(1)
        halves.addLayout(left, 17)
        halves.addLayout(right, 12)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self._place_buttons()

    def put_guide(self, guide: QWidget) -> None:
        """Show the interview guide in its place on the right."""
        self.guide_place.addWidget(guide)

    # Above

    def _facts(self) -> QLabel:
        facts = label("small")
        self.tell(facts.setText, lambda words: "   ·   ".join(candidate_words.facts(self.view, words)))
        return facts

    def _blind(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(spacing=12, below=4)
        holder.setLayout(flow)
        self.name_button, self.name = Button("link"), label("strong")
        self.say(self.name_button.setText, "one_candidate.show_name")
        self.name_button.clicked.connect(self._ask_name)
        unnamed = label("small", wrap=False)
        self.say(unnamed.setText, "one_candidate.blind")
        quality = label("pill", tone=_QUALITY.get(self.view.row.quality or "", ""), wrap=False)
        self.tell(quality.setText, partial(candidate_words.quality, self.view))
        flow.addWidget(self.name_button if self.view.may_be_named else unnamed)
        flow.addWidget(quality)
        if self.view.row.is_contested:
            contested = label("pill", tone="warn", wrap=False)
            self.say(contested.setText, "candidates.contested")
            flow.addWidget(contested)
        return holder

    def _asks_name(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.name)
        self.name.hide()
        self.asking, inside = card("marigold", margin=16, spacing=8)
        text = label("body")
        self.say(text.setText, "one_candidate.show_name.asks")
        inside.addWidget(text)
        row = FlowLayout(spacing=12, below=0)
        self.yes_button, self.no_button = Button(), Button()
        for button, key, act in (
            (self.yes_button, "yes", self.show_name.emit),
            (self.no_button, "no", self._stay_blind),
        ):
            self.say(button.setText, f"one_candidate.show_name.{key}")
            button.clicked.connect(act)
            row.addWidget(button)
        inside.addLayout(row)
        column.addWidget(self.asking)
        self.asking.hide()
        return whole

    def _ask_name(self) -> None:
        self.asking.show()
        self.yes_button.setFocus()

    def _stay_blind(self) -> None:
        self.asking.hide()
        self.name_button.setFocus()

    def show_named(self, named: Named) -> None:
        """Show who it is; the look was written down."""
        self.asking.hide()
        self.name_button.hide()
        said = " · ".join(part for part in (named.name, named.email) if part)
        self.name.setText(breakable(said))
        self.name.show()
        self.back_button.setFocus()

    def _warning(self, key: str) -> QFrame:
        frame, inside = card("marigold", margin=16)
        text = label("smallink")
        self.say(text.setText, key)
        inside.addWidget(text)
        return frame

    # Left

    def _names(self, words: Words) -> candidate_words.Names:
        return candidate_words.names_of(self._skills, words)

    def _overall(self) -> QFrame:
        frame, inside = self.titled_card("one_candidate.overall")
        text = label("smallink")
        self.tell(text.setText, lambda words: "\n".join(candidate_words.overall(self.view, self._names(words), words)))
        inside.addWidget(text)
        return frame

    def _levels(self) -> QFrame:
        frame, inside = self.titled_card("one_candidate.levels")
        lead = label("small")
        self.say(lead.setText, "one_candidate.levels.lead")
        inside.addWidget(lead)
        for one in self.view.skills:
            if one.leaning is not None:
                told = label("smallink")
                self.tell(told.setText, partial(self._level, one))
                inside.addWidget(told)
        return frame

    def _level(self, one: SkillSeen, words: Words) -> str:
        """Skills stand as the assessment has them: put together by level they would be a list from best to worst."""
        name, level = candidate_words.name_in(self._names(words), one.skill_id), candidate_words.level(one, words)
        return words("one_candidate.level_of", skill=name, level=level, rests=candidate_words.rests_on(one, words))

    # Right

    def _unknown(self) -> QFrame:
        frame, inside = self.titled_card("one_candidate.unknown")
        text = label("smallink")
        self.tell(text.setText, lambda words: "\n".join(candidate_words.unknown(self.view, self._names(words), words)))
        inside.addWidget(text)
        for one in (self.view.content.get("provenance") or {}).get("said", ()):
            said = label("smallink")
            self.tell(said.setText, partial(told_in_words, one))
            inside.addWidget(said)
        return frame

    def _decides(self) -> QFrame:
        frame, inside = card("marigold", margin=20, spacing=8)
        title, text, told = label("strong"), label("smallink"), label("smallink")
        self.say(title.setText, "one_candidate.decides")
        self.say(text.setText, "one_candidate.decides.text")
        self.say(told.setText, "candidate.is_told" if self.view.can_be_told else "candidate.is_not_told")
        for one in (title, text, told):
            inside.addWidget(one)
        return frame

    def _about(self) -> Iterator[QFrame]:
        content = self.view.content
        if told := release_view.about_you(content):
            yield self.plain_card("candidate.about", told)
        if "background" in content:
            frame, inside = self.titled_card("candidate.background")
            for name, sentence in release_view.values({"background": content["background"]}).items():
                title, text = label("field"), label("body")
                self.say(title.setText, f"details.{name}")
                self.tell(text.setText, sentence)
                inside.addWidget(title)
                inside.addWidget(text)
            yield frame

    def _permits(self) -> QFrame:
        frame, inside = self.titled_card("candidate.permits")
        for permit in self.view.permits:
            inside.addWidget(line())
            purpose, until = label("body"), label("small")
            self.say(purpose.setText, f"consent.{permit.purpose}.title")
            self.tell(until.setText, lambda words, at=permit.until_ms: words("candidate.until", at=words.date(at)))  # type: ignore[misc]
            inside.addWidget(purpose)
            inside.addWidget(until)
        inside.addWidget(line())
        for sentence in _rests_on(self.view):
            one = label("small")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        self.export_button = Button("link")
        self.say(self.export_button.setText, "candidate.export")
        self.export_button.clicked.connect(lambda: self.export.emit(self.view.row.release_id))
        inside.addWidget(self.export_button)
        self.evidence_button = Button("link")
        self.say(self.evidence_button.setText, "one_candidate.evidence")
        self.evidence_button.clicked.connect(self.evidence.emit)
        inside.addWidget(self.evidence_button)
        return frame

    # Buttons

    def _make_buttons(self) -> None:
        self.back_button, self.report_button, self.decide_button = Button("link"), Button(), Button("primary")
        for button, key, act in (
            (self.back_button, "one_candidate.back", self.back.emit),
            (self.report_button, "one_candidate.report", self.report.emit),
            (self.decide_button, "one_candidate.decide", self.decide.emit),
        ):
            self.say(button.setText, key)
            button.clicked.connect(act)

    def _place_buttons(self) -> None:
        """Put the buttons around the title, or below where large text or a narrow screen would leave that no room."""
        buttons = (self.back_button, self.report_button, self.decide_button)
        for button in buttons:
            self.take_out(button)
        if self.context.theme.is_large or self._is_narrow:
            self.footer.addWidget(self.back_button)
            self.footer.addWidget(self.report_button)
            self.put_forth(self.decide_button)
            before: QWidget = self.evidence_button
        else:
            self._heading.put_before(self.back_button)
            self.put_above(self.report_button)
            self.put_above(self.decide_button)
            before = list(self.bar.entries.values())[-1]
        for button in buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if (self.width() < _NARROW) != self._is_narrow:
            self._is_narrow = not self._is_narrow
            self._place_buttons()

    def retranslate(self) -> None:
        super().retranslate()
        self._place_buttons()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in self._acting():
            button.setEnabled(not busy)

    def _acting(self) -> Sequence[QWidget]:
        return (self.report_button, self.export_button, self.evidence_button, self.decide_button, self.yes_button)

    def first_control(self) -> QWidget:
        return self.back_button


def _rests_on(view: OneCandidate) -> Iterator[release_view.Sentence]:
    if "provenance" in view.content:
        yield from release_view.rests_on({"provenance": view.content["provenance"]})[:2]
    yield lambda words: words("candidate.device", device=view.device_name)
    yield lambda words: words("candidate.receipt", receipt=view.receipt_sha256[:16].upper())
