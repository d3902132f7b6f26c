"""One candidate: what they released and nothing else, what allows it, until when, and what they say against it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.contest import told_in_words
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import Detail
from progrez_desktop.core.services import release_view
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.candidates import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.margin_bar import MarginBar

_NAME = 180
"""Pixels for the name of a skill at the smallest text size."""


class CandidatePage(StaffPage):
    """Opening it was noted, and the candidate is told; both stand on the page."""

    back = Signal()
    export = Signal(str)

    def __init__(self, context: Context, detail: Detail, skills: Sequence[Skill]) -> None:
        super().__init__(context, PLACES, "list", None)
        self._detail, self._skills = detail, skills
        self._fixed: list[QWidget] = []
        row = detail.row
        self.say(self.entitle, "candidate.title", code=row.code)
        if row.is_contested:
            self.show_state("candidates.contested", "warn")
        self.show_lead(partial(_told_of, detail))
        halves = self.row_or_column(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self._scores(),)),
            (right, (*self._about(), self._permits(), self._rests_on(), self._decides())),
        ):
            column.setSpacing(16)
            for one in cards:
                column.addWidget(one)
            column.addStretch(1)
        halves.addLayout(left, 17)
        halves.addLayout(right, 12)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button, self.export_button = Button(), Button()
        self.say(self.back_button.setText, "candidate.back")
        self.say(self.export_button.setText, "candidate.export")
        self.back_button.clicked.connect(self.back)
        self.export_button.clicked.connect(lambda: self.export.emit(row.release_id))
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.export_button)
        self._fit_names()

    # The scores

    def _scores(self) -> QFrame:
        frame, inside = self.titled_card("candidate.scores")
        content = self._detail.content
        told = {one["skill"]: one for one in content.get("scores", ())}
        legend = label("small")
        self.say(legend.setText, "candidate.legend" if told else "candidate.no_scores")
        inside.addWidget(legend)
        if told:
            for skill in self._skills:
                inside.addWidget(self._score(skill, told.get(skill.id)))
        for one in (content.get("provenance") or {}).get("said", ()):
            inside.addWidget(self._said(one))
        return frame

    def _score(self, skill: Skill, told: Mapping[str, Any] | None) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(8)
        row = self.row_or_column(12)
        name, value = label("strong"), label("smallink")
        self.tell(name.setText, lambda words: skill.short_name[words.language])
        self.tell(value.setText, partial(_value, told))
        scored = told is not None and told["scored"]
        places = (told["sten_exact"], told["low_exact"], told["high_exact"]) if told and scored else (None, 0, 0)
        row.addWidget(name)
        row.addWidget(MarginBar(self.context, *places), 1)
        row.addWidget(value)
        self._fixed += [name, value]
        column.addLayout(row)
        for one in (told or {}).get("said", ()):
            column.addWidget(self._said(one))
        return whole

    def _said(self, one: Mapping[str, str]) -> QFrame:
        frame, inside = card("marigold", margin=12, spacing=4)
        title, text = label("field"), label("smallink")
        self.say(title.setText, "candidate.says")
        self.tell(text.setText, partial(told_in_words, one))
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    # What else was released, and what allows it

    def _about(self) -> list[QFrame]:
        content = self._detail.content
        told = release_view.about_you(content)
        lists = release_view.values({"background": content["background"]}) if "background" in content else {}
        frames = []
        if told:
            frames.append(self.plain_card("candidate.about", told))
        if lists:
            frame, inside = self.titled_card("candidate.background")
            for name, sentence in lists.items():
                title, text = label("field"), label("body")
                self.say(title.setText, f"details.{name}")
                self.tell(text.setText, sentence)
                inside.addWidget(title)
                inside.addWidget(text)
            frames.append(frame)
        return frames

    def _permits(self) -> QFrame:
        frame, inside = self.titled_card("candidate.permits")
        for permit in self._detail.permits:
            inside.addWidget(line())
            purpose, until = label("body"), label("small")
            self.say(purpose.setText, f"consent.{permit.purpose}.title")
            self.tell(until.setText, lambda words, at=permit.until_ms: words("candidate.until", at=words.date(at)))  # type: ignore[misc]
            inside.addWidget(purpose)
            inside.addWidget(until)
        return frame

    def _rests_on(self) -> QFrame:
        detail = self._detail
        frame, inside = self.titled_card("candidate.rests_on")
        told = list(release_view.rests_on(detail.content)[:2])
        told.append(lambda words: words("candidate.device", device=detail.device_name))
        told.append(lambda words: words("candidate.receipt", receipt=detail.receipt_sha256[:16].upper()))
        for sentence in told:
            one = label("small")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        return frame

    def _decides(self) -> QFrame:
        frame, inside = card("marigold", margin=20, spacing=8)
        decides, told = label("smallink"), label("smallink")
        self.say(decides.setText, "candidate.decides")
        self.say(told.setText, "candidate.is_told" if self._detail.can_be_told else "candidate.is_not_told")
        inside.addWidget(decides)
        inside.addWidget(told)
        return frame

    def _fit_names(self) -> None:
        """Names and values take the same room in each row, or their bands can't be compared."""
        theme = self.context.theme
        for place, one in enumerate(self._fixed):
            width = 16_777_215 if theme.is_large else theme.px(_NAME if place % 2 == 0 else 120)
            one.setMinimumWidth(0 if theme.is_large else width)
            one.setMaximumWidth(width)

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_names()

    def first_control(self) -> QWidget:
        return self.back_button


def _value(told: Mapping[str, Any] | None, words: Words) -> str:
    if told is None:
        return words("candidate.not_released")
    if not told["scored"]:
        return words("candidates.no_score")
    return words("candidate.span", low=told["low"], high=told["high"], sten=told["sten"])


def _told_of(detail: Detail, words: Words) -> str:
    row = detail.row
    told = [
        words("candidate.received", at=words.date(row.received_ms)),
        words("candidate.ends", at=words.date(row.until_ms)),
    ]
    if row.finished_ms is not None:
        told.insert(0, words("candidate.assessed", at=words.date(row.finished_ms)))
    return " · ".join(told)
