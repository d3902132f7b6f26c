"""My data: what is held about the person, who may receive what, what happened, and the buttons to change that."""

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.consent import Standing
from progrez_desktop.core.model.access_log import LogLine
from progrez_desktop.core.model.assessment import Organisation, Skill
from progrez_desktop.core.services import my_data
from progrez_desktop.core.services.my_data import MyData
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.asking_card import AskingCard
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.notice_card import notice_card
from progrez_desktop.ui.widgets.say_card import SayCard
from progrez_desktop.ui.widgets.send_now import SendNow

_SHOWN_FIRST = 8
"""Lines of the log, the newest ones; the others come when they are asked for."""
_WHEN = 156
"""Pixels for a moment at the smallest text size."""


class MyDataPage(NotingPage):
    saved_key = "my_data.saved"
    back = Signal()
    opens = Signal(str)
    """What another page is opened with, by its name in `openers`; before the signal that opens it."""
    withdraw = Signal(str)
    """The purpose that is taken back."""
    withdraw_elsewhere = Signal(object, str)
    """The same of another organisation than that of this assessment."""
    change = Signal()
    save_receipt = Signal(str)
    """ "pdf" or "json"."""
    save_all = Signal()
    unlink = Signal()
    """No provider finds the account any more."""
    delete = Signal()
    release = Signal()
    take_along = Signal()
    correct_person = Signal()
    correct_details = Signal()
    see_training = Signal()
    ease = Signal()
    keep = Signal(str)
    """Until when, as a choice of core.model.retention."""

    def __init__(self, context: Context, mine: MyData, skills: tuple[Skill, ...] = ()) -> None:
        super().__init__(context, "my_data.title", "my_data.lead")
        self._mine = mine
        self.show_step("profile.only_you")
        self.withdraw_buttons: dict[str, Button] = {}
        self.openers: dict[str, Button] = {}
        """What opens another page, where the keyboard is on the way back; of a score by its skill."""
        self._lines_left: list[LogLine] = []
        self.warning = self._warning()
        self.body.addWidget(self.warning)
        self.warning.setVisible(not mine.log.is_whole)
        halves = self.row_or_column(22)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.say_card, self.asking = SayCard(self, mine.say, skills), AskingCard(self, "my_data.asking.title")
        self.send_now = SendNow(self)
        self.openers |= {f"say {skill_id}": link for skill_id, link in self.say_card.links.items()}
        self.say_card.wanted.connect(lambda skill_id: self.opens.emit(f"say {skill_id}"))
        told = (notice_card(self, notice) for notice in mine.notices)
        for column, cards in (
            (left, (self._who(), self.send_now, *self._elsewhere(), self.say_card, self.asking, *told, self._log())),
            (right, (self._held(), *self._kept(), self._copy(), self._delete())),
        ):
            column.setSpacing(12)
            for one in cards:
                column.addWidget(one)
            column.addStretch(1)
        halves.addLayout(left, 19)
        halves.addLayout(right, 12)
        self.body.addLayout(halves)
        if mine.say is not None:
            self.asking.show_asking(mine.say.asking)  # once it has a parent: before, it would be a window of its own
        self.body.addStretch(1)
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "my_data.back")
        self.footer.addWidget(self.back_button)
        self.ease_button = Button("link")
        self.ease_button.clicked.connect(self.ease)
        self.say(self.ease_button.setText, "ease.link")
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.ease_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()

    def _warning(self) -> QFrame:
        """Above everything else: that the log can't be relied on to its end."""
        frame, inside = card("danger", margin=14)
        told, log = label("strong"), self._mine.log
        self.tell(told.setText, lambda words: my_data.whole_or_not(log, words))
        inside.addWidget(told)
        return frame

    # Who may receive what

    def _who(self) -> QFrame:
        frame, inside = self.titled_card("my_data.who.title")
        organisation, lead = self._mine.organisation, label("small")
        inside.addWidget(lead)
        if organisation is None:
            self.say(lead.setText, "my_data.who.nobody")
            return frame
        names = organisation.name
        self.tell(lead.setText, lambda words: words("my_data.who.lead", organisation=names[words.language]))
        self.release_button = self._link(self._links(inside), "release.open")
        self._opens("release", self.release_button, self.release)
        for standing in self._mine.choices:
            inside.addWidget(line())
            inside.addLayout(self._choice(standing))
        self._add_released(inside, organisation)
        inside.addWidget(line())
        links = self._links(inside)
        self.change_button = self._link(links, "my_data.change")
        self._opens("change", self.change_button, self.change)
        if self._may_train():
            self.training_button = self._link(links, "my_data.training.open")
            self._opens("training", self.training_button, self.see_training)
        self.receipt_buttons = {form: self._link(links, f"my_data.receipt.{form}") for form in ("pdf", "json")}
        for form, button in self.receipt_buttons.items():
            button.clicked.connect(partial(self.save_receipt.emit, form))
            button.setVisible(self._mine.has_receipt)
        return frame

    def _elsewhere(self) -> list[QFrame]:
        """Other organisations than that of this assessment, one card each."""
        frames = []
        for organisation, choices in self._mine.others:
            frame, inside = card(margin=20, spacing=8)
            title = label("h3")
            self.tell(title.setText, lambda words, names=organisation.name: names[words.language])  # type: ignore[misc]
            inside.addWidget(title)
            for standing in choices:
                inside.addWidget(line())
                inside.addLayout(self._choice(standing, organisation))
            self._add_released(inside, organisation)
            frames.append(frame)
        return frames

    def _add_released(self, inside: QVBoxLayout, organisation: Organisation) -> None:
        """Who received what and when."""
        for one in self._mine.released:
            if one.organisation_id == organisation.id:
                told = label("small")
                self.tell(told.setText, partial(my_data.released_sentence, one))
                inside.addWidget(line())
                inside.addWidget(told)

    def _may_train(self) -> bool:
        """Whether there are texts that the person allows to improve the scoring."""
        given = [one.purpose for one in self._mine.choices if one.state == "given"]
        return self._mine.say is not None and "training_texts" in given

    def _choice(self, standing: Standing, elsewhere: Organisation | None = None) -> QBoxLayout:
        row = self.row_or_column(12)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title, state = label("strong" if standing.state == "given" else "body"), label("small")
        self.say(title.setText, f"consent.{standing.purpose}.title")
        self.tell(state.setText, lambda words: my_data.state_sentence(standing, words))
        texts.addWidget(title)
        texts.addWidget(state)
        row.addLayout(texts, 1)
        if standing.state == "given":
            button, purpose = Button("link"), standing.purpose
            self.withdraw_buttons[purpose if elsewhere is None else f"{elsewhere.id}/{purpose}"] = button
            if elsewhere is None:
                button.clicked.connect(partial(self.withdraw.emit, purpose))
            else:
                button.clicked.connect(partial(self.withdraw_elsewhere.emit, elsewhere, purpose))
            self.say(button.setText, "my_data.withdraw")
            self.tell(
                button.setAccessibleName,
                lambda words: words("my_data.withdraw_spoken", purpose=words(f"consent.{standing.purpose}.title")),
            )
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return row

    # What happened

    def _log(self) -> QFrame:
        frame, inside = self.titled_card("my_data.log.title")
        log, whole = self._mine.log, label("small")
        self.tell(whole.setText, lambda words: my_data.whole_or_not(log, words))
        inside.addWidget(whole)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        inside.addLayout(self._lines)
        newest = list(reversed(log.lines))
        self._add_lines(newest[:_SHOWN_FIRST])
        self._lines_left = newest[_SHOWN_FIRST:]
        self.all_button = self._link(self._links(inside), None)
        self.all_button.clicked.connect(self._show_all)
        self.all_button.setVisible(bool(self._lines_left))
        left = len(self._lines_left)
        self.tell(self.all_button.setText, lambda words: words.plural("my_data.log.all", left))
        return frame

    def _add_lines(self, lines: list[LogLine]) -> None:
        for one in lines:
            self._lines.addWidget(line())
            row = self.row_or_column(10)
            when, what = label("small"), label("body")
            self.tell(when.setText, lambda words, at_ms=one.at_ms: words.moment(at_ms))  # type: ignore[misc]
            self.tell(what.setText, partial(my_data.sentence, one, names=self._mine.names))
            when.setProperty("when", "true")
            when.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(when)
            row.addWidget(what, 1)
            self._lines.addLayout(row)
        self._fit_moments()

    def _show_all(self) -> None:
        self._add_lines(self._lines_left)
        self._lines_left = []
        self.all_button.hide()
        self.back_button.setFocus()

    # What is held, taking it along, deleting it

    def _held(self) -> QFrame:
        frame, inside = self.titled_card("my_data.held.title")
        details, held = self._mine.details, self._mine.held
        who, what, where = label("strong"), label("body"), label("small")
        who.setText(f"{details.full_name}\n{details.email}")
        self.tell(what.setText, lambda words: " · ".join(my_data.held_sentences(held, words)))
        self.say(where.setText, "my_data.held.where")
        for widget in (who, what, where):
            inside.addWidget(widget)
        links = self._links(inside)
        self.person_button = self._link(links, "my_data.correct_person")
        self._opens("person", self.person_button, self.correct_person)
        self.details_button = self._link(links, "my_data.correct_details")
        self._opens("details", self.details_button, self.correct_details)
        what.setVisible(any(held.values()))  # once it has a parent: before, it would be a window of its own
        if self._mine.providers:
            found = label("small")
            self.say(found.setText, "my_data.found_by_provider")
            inside.addWidget(found)
            self.unlink_button = self._link(self._links(inside), "my_data.unlink")
            self.unlink_button.clicked.connect(self.unlink)
        return frame

    def _kept(self) -> list[QFrame]:
        self.keep_buttons: dict[str, Button] = {}
        kept = self._mine.kept
        if kept is None:
            return []
        frame, inside = self.titled_card("my_data.kept.title")
        told = label("small")
        self.tell(told.setText, partial(my_data.kept_sentence, kept))
        inside.addWidget(told)
        links = self._links(inside)
        for choice, until in kept.offers:
            button = self.keep_buttons[choice] = self._link(links, None)
            button.clicked.connect(partial(self.keep.emit, choice))
            self.tell(button.setText, partial(_offer, choice, until))
        if "longer" in self.keep_buttons:
            why = label("small")
            self.say(why.setText, "my_data.kept.why")
            inside.addWidget(why)
        return [frame]

    def _copy(self) -> QFrame:
        frame, inside = self.titled_card("my_data.copy.title")
        text, self.save_button = label("small"), Button()
        self.say(text.setText, "my_data.copy.text")
        self.say(self.save_button.setText, "my_data.copy.save")
        self.save_button.clicked.connect(self.save_all)
        inside.addWidget(text)
        inside.addWidget(self.save_button)
        self.move_button = self._link(self._links(inside), "moving.open")
        self._opens("move", self.move_button, self.take_along)
        return frame

    def _delete(self) -> QFrame:
        frame, inside = self.titled_card("my_data.delete.title")
        text, self.delete_button = label("small"), Button("danger")
        self.say(text.setText, "my_data.delete.text")
        self.say(self.delete_button.setText, "my_data.delete.open")
        self._opens("delete", self.delete_button, self.delete)
        inside.addWidget(text)
        inside.addWidget(self.delete_button)
        return frame

    def _links(self, inside: QVBoxLayout) -> FlowLayout:
        """Make room for links that stand side by side."""
        links = FlowLayout(spacing=22, below=0)
        inside.addLayout(links)
        return links

    def _link(self, links: FlowLayout, key: str | None) -> Button:
        button = Button("link")
        if key is not None:
            self.say(button.setText, key)
        links.addWidget(button)
        return button

    def _opens(self, name: str, button: Button, then: SignalInstance) -> None:
        self.openers[name] = button
        button.clicked.connect(partial(self.opens.emit, name))
        button.clicked.connect(then)

    # What came of a button

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        asking = (self.asking.ask_button, self.asking.back_button, *self.keep_buttons.values())
        for button in (self.save_button, self.delete_button, *asking, *self.withdraw_buttons.values()):
            button.setEnabled(not busy)

    def _fit_moments(self) -> None:
        for one in self.findChildren(QWidget):
            if one.property("when"):
                one.setMinimumWidth(0 if self.context.theme.is_large else self.context.theme.px(_WHEN))

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_moments()

    def first_control(self) -> QWidget:
        return self.back_button  # a key that was pressed twice must take nothing back


def _offer(choice: str, until_ms: int, words: Words) -> str:
    return words(f"my_data.kept.choose.{choice}", until=words.date(until_ms))
