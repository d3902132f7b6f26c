"""What a team would be with somebody less, with another one, or with one more; and the buttons that do that."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.team import Candidacy, Change, Composed, Replacement
from progrez_desktop.core.services.recruiting import team_words
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.member_card import CalledIn


class ChangeCard(QWidget):
    """The team without one of its members; `made` has who comes in that place, or nobody."""

    made = Signal(str, str)

    def __init__(self, page: Page, change: Change, called: CalledIn) -> None:
        super().__init__()
        _, inside = _titled(page, self, lambda words: words("team.change.title", name=_called(change, words)))
        out = change.out.release_id
        value = label("smallink")
        page.tell(value.setText, lambda words: _values(change.before.value, change.after.value, words))
        loses, best = label("body"), label("body")
        page.tell(loses.setText, lambda words: _loses(change, called, words))
        page.tell(best.setText, lambda words: _best(change, words))
        buttons = FlowLayout(spacing=12, below=6)
        for replacement in change.replacements:
            put = Button("secondary")
            page.tell(put.setText, partial(_put, replacement))
            put.clicked.connect(lambda _=False, to=replacement.person.release_id: self.made.emit(out, to))
            buttons.addWidget(put)
        self.leave_button = Button("secondary")
        page.say(self.leave_button.setText, "team.change.leave")
        self.leave_button.clicked.connect(lambda: self.made.emit(out, ""))
        buttons.addWidget(self.leave_button)
        for widget in (loses, value, best):
            inside.addWidget(widget)
        inside.addLayout(buttons)


class CandidacyCard(QWidget):
    """What one more would add, duplicate and strain, with what the margins leave open."""

    put_in = Signal(str)

    def __init__(self, page: Page, found: Candidacy, called: CalledIn, *, may_put: bool = True) -> None:
        super().__init__()
        name = found.person
        _, inside = _titled(
            page, self, lambda words: words("team.candidacy.title", name=team_words.name_of(name, words))
        )
        for sentence in candidacy_sentences(found, called):
            told = label("body")
            page.tell(told.setText, sentence)
            inside.addWidget(told)
        if may_put:
            self.put_button = Button("secondary")
            page.say(self.put_button.setText, "team.candidacy.put")
            self.put_button.clicked.connect(lambda: self.put_in.emit(name.release_id))
            row = FlowLayout()
            row.addWidget(self.put_button)
            inside.addLayout(row)


def candidacy_sentences(found: Candidacy, called: CalledIn) -> list[Sentence]:
    """Return what is told of a candidate in a team; of one whose values may not be shown, the team's alone."""
    told: list[Sentence] = []
    if not found.may_show:
        told.append(lambda words: words("team.candidacy.hidden"))
    for kind in ("adds", "duplicates", "strains", "uncertain") if found.may_show else ():
        skills: tuple[str, ...] = getattr(found, kind)
        told.append(_kind(kind, skills, called))
    better = found.better
    if better is not None:
        told.append(lambda words: words("team.candidacy.better", percent=round(100 * better)))
    return told


def _kind(kind: str, skills: Sequence[str], called: CalledIn) -> Sentence:
    def said(words: Words) -> str:
        listed = ", ".join(called(words)(one) for one in skills) or words("team.candidacy.none")
        return words(f"team.candidacy.{kind}", skills=listed)

    return said


class NobodyCard(QWidget):
    """Why nothing is proposed: which conditions clash, by name."""

    def __init__(self, page: Page, composed: Composed) -> None:
        super().__init__()
        _, inside = _titled(page, self, lambda words: words("team.none.title"))
        for number in range(len(team_words.nobody(composed, page.context.words))):
            told = label("body")
            page.tell(told.setText, partial(_nobody, composed, number))
            inside.addWidget(told)


def _nobody(composed: Composed, number: int, words: Words) -> str:
    return team_words.nobody(composed, words)[number]


def _titled(page: Page, whole: QWidget, sentence: Sentence) -> tuple[QFrame, QVBoxLayout]:
    outer = QVBoxLayout(whole)
    outer.setContentsMargins(0, 0, 0, 0)
    frame, inside = card(margin=20, spacing=8)
    outer.addWidget(frame)
    title = label("h3")
    page.tell(title.setText, sentence)
    inside.addWidget(title)
    return frame, inside


def _called(change: Change, words: Words) -> str:
    return team_words.name_of(change.out, words)


def _put(one: Replacement, words: Words) -> str:
    name = team_words.name_of(one.person, words)
    if one.value is None:
        return words("team.change.put_untold", name=name)
    return words("team.change.put", name=name, value=words.decimal(one.value, 1))


def _values(before: float | None, after: float | None, words: Words) -> str:
    if before is None or after is None:
        return words("team.change.values_untold")
    return words("team.change.values", before=words.decimal(before, 1), after=words.decimal(after, 1))


def _loses(change: Change, called: CalledIn, words: Words) -> str:
    if not change.loses:
        return words("team.change.loses_nothing")
    return words("team.change.loses", skills=", ".join(called(words)(one) for one in change.loses))


def _best(change: Change, words: Words) -> str:
    if not change.replacements:
        return words("team.change.nobody")
    best = change.replacements[0].person
    return words("team.change.best", name=team_words.name_of(best, words))
