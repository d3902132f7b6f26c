"""What may leave: exactly what the organisation would see, a switch for each part, and the button that sends it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.services import release_view
from progrez_desktop.core.services.releasing import Ahead
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label, line, set_tone
from progrez_desktop.ui.widgets.cv_switch import CvSwitch
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.send_now import SendNow

_SHARED = ("release.withheld", "release.shared")
_CHOSEN = ("release.excerpts.off", "release.shared")
_MOST = 1 << 20


class ReleasePage(NotingPage):
    """Nothing leaves from here but by `send`; a switch only changes what is shown to be sent."""

    saved_key = "my_data.saved"
    send = Signal()
    withhold = Signal(list)
    """The names of all that is withheld now."""
    share = Signal(list)
    """The skills of which passages of own words are shared now."""
    back = Signal()

    def __init__(self, context: Context, assessment: Assessment, ahead: Ahead) -> None:
        super().__init__(context, "release.title", "release.lead")
        self._skills = {skill.id: skill.name for skill in assessment.skills}
        self._ahead, self._is_showing = ahead, False
        self.switches: dict[str, CvSwitch] = {}
        self.excerpts: dict[str, CvSwitch] = {}
        self._values: dict[str, QWidget] = {}
        self.show_step("profile.only_you")
        halves = self.row_or_column(22)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.bytes_card = self._bytes()
        self.send_now = SendNow(self)
        for column, cards in (
            (left, self._left()),
            (right, (self._who(), self.send_now, self._never(), self.bytes_card)),
        ):
            column.setSpacing(12)
            for one in cards:
                column.addWidget(one)
            column.addStretch(1)
        halves.addLayout(left, 19)
        halves.addLayout(right, 12)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button, self.send_button = Button(), Button("primary")
        self.say(self.back_button.setText, "my_data.back")
        self.say(self.send_button.setText, "release.send")
        self.back_button.clicked.connect(self.back)
        self.send_button.clicked.connect(self.send)
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.send_button)
        self.show_ahead(ahead)
        self.retranslate()

    # What would leave, part by part

    def _left(self) -> list[QFrame]:
        content = release_view.all_of(self._ahead)
        frames = []
        if not self._ahead.envelopes:
            frames.append(self._nothing())
        if "scores" in content or self._withheld(self._ahead.skills):
            frames.append(self._card("release.skills", [(name, self._skill_name(name)) for name in self._ahead.skills]))
        if release_view.asks_background(self._ahead) and self._ahead.lists:
            names = [(name, _key(f"details.{name}")) for name in self._ahead.lists]
            frames.append(self._card("release.background", names))
        if release_view.asks_excerpts(self._ahead):
            frames.append(self._passages())
        if told := release_view.about_you(content):
            frames.append(self.plain_card("release.about", told))
        if told := release_view.rests_on(content):
            frames.append(self.plain_card("release.provenance", told))
        return frames

    def _withheld(self, names: tuple[str, ...]) -> bool:
        return any(name in self._ahead.withheld for name in names) and release_view.asks_scores(self._ahead)

    def _nothing(self) -> QFrame:
        frame, inside = card(margin=20)
        told = label("body")
        self.say(told.setText, f"release.obstacle.{self._ahead.obstacle}")
        inside.addWidget(told)
        return frame

    def _card(self, title_key: str, parts: list[tuple[str, Sentence]]) -> QFrame:
        frame, inside = self.titled_card(title_key)
        for name, sentence in parts:
            inside.addWidget(line())
            self._values[name] = value = label("small")
            switch = self.switches[name] = CvSwitch(self, sentence, _SHARED)
            switch.setChecked(name not in self._ahead.withheld)
            switch.toggled.connect(partial(self._switched))
            inside.addLayout(self._part(sentence, value, switch))
        return frame

    def _part(self, title: Sentence, value: QLabel, switch: CvSwitch) -> QBoxLayout:
        row = self.row_or_column(12)
        texts, heading = QVBoxLayout(), label("strong")
        texts.setSpacing(2)
        self.tell(heading.setText, title)
        texts.addWidget(heading)
        texts.addWidget(value)
        row.addLayout(texts, 1)
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _passages(self) -> QFrame:
        """Passages of own words: each is read here before its switch, and none is on by itself."""
        frame, inside = self.titled_card("release.excerpts")
        lead = label("small")
        self.say(lead.setText, "release.excerpts.lead" if self._ahead.offered else "release.excerpts.none")
        inside.addWidget(lead)
        for skill_id, passages in self._ahead.offered.items():
            inside.addWidget(line())
            name, told = self._skill_name(skill_id), label("small")
            self.tell(told.setText, release_view.quoted(passages))
            switch = self.excerpts[skill_id] = CvSwitch(self, partial(_excerpts_of, name), _CHOSEN)
            switch.setChecked(skill_id in self._ahead.shared)
            switch.toggled.connect(self._shared)
            inside.addLayout(self._part(name, told, switch))
        return frame

    def _skill_name(self, skill_id: str) -> Sentence:
        names = self._skills.get(skill_id, {})
        return lambda words: names.get(words.language, skill_id)

    # Who, what never, and the bytes

    def _who(self) -> QFrame:
        frame, inside = self.titled_card("release.who")
        ahead = self._ahead
        for sentence in release_view.who(ahead):
            one = label("body")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        self.state = label("strong")
        inside.addWidget(self.state)
        return frame

    def _never(self) -> QFrame:
        frame, inside = self.titled_card("consent.preview.never")
        text = label("muted")
        self.say(text.setText, "consent.preview.never_text")
        inside.addWidget(text)
        return frame

    def _bytes(self) -> QFrame:
        frame, inside = self.titled_card("release.bytes")
        text, self.bytes_button = label("small"), Button("link")
        self.say(text.setText, "release.bytes_text")
        self.bytes_button.setCheckable(True)
        self.bytes_button.toggled.connect(self._show_bytes)
        self.say(self.bytes_button.setText, "release.bytes_show")
        self.bytes = Editor(_MOST)
        self.bytes.setReadOnly(True)
        self.bytes.setWordWrapMode(self._anywhere())
        self.bytes.setMinimumHeight(220)
        self.say(self.bytes.setAccessibleName, "release.bytes")
        inside.addWidget(text)
        inside.addWidget(self.bytes_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.bytes)
        self.bytes.hide()
        return frame

    @staticmethod
    def _anywhere() -> Any:
        from PySide6.QtGui import QTextOption

        return QTextOption.WrapMode.WrapAnywhere

    def _show_bytes(self, shown: bool) -> None:
        self.bytes.setVisible(shown)
        self.say(self.bytes_button.setText, "release.bytes_hide" if shown else "release.bytes_show")

    # As it stands

    def _switched(self, _: bool) -> None:
        self.withhold.emit(sorted(name for name, switch in self.switches.items() if not switch.isChecked()))

    def _shared(self, _: bool) -> None:
        if not self._is_showing:
            self.share.emit([skill_id for skill_id, switch in self.excerpts.items() if switch.isChecked()])

    def show_ahead(self, ahead: Ahead) -> None:
        """Show what would leave now."""
        self._ahead = ahead
        content = release_view.all_of(ahead)
        values: Mapping[str, Sentence] = release_view.values(content)
        for name, shown in self._values.items():
            assert isinstance(shown, QLabel)
            self.tell(shown.setText, values.get(name, _key("release.kept")))
            set_tone(shown, "role", "small" if name in values else "muted")
        self._show_passages(ahead)
        self.bytes.setPlainText("\n\n".join(release_view.bytes_of(ahead)))
        self.tell(self.state.setText, release_view.state(ahead))
        self.state.setVisible(bool(ahead.envelopes))  # else it stands where the parts would
        self.bytes_card.setVisible(bool(ahead.envelopes))
        self.send_button.setEnabled(ahead.obstacle is None)

    def _show_passages(self, ahead: Ahead) -> None:
        """A skill that is kept back takes its passages along: they come back with it."""
        self._is_showing = True
        for skill_id, switch in self.excerpts.items():
            switch.setEnabled(skill_id not in ahead.withheld)
            switch.setChecked(skill_id in ahead.shared)
        self._is_showing = False

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.send_button.setEnabled(not busy and self._ahead.obstacle is None)

    def first_control(self) -> QWidget:
        return self.back_button  # a key that was pressed twice must send nothing


def _excerpts_of(name: Sentence, words: Words) -> str:
    return words("release.excerpts.of", skill=name(words))


def _key(key: str) -> Sentence:
    return lambda words: words(key)
