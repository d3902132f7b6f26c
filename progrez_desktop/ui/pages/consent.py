"""What the organisation may use later: one choice for each purpose, none made beforehand."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from progrez_desktop.core.consent import FIELDS, Field, counts, may_see
from progrez_desktop.core.model.assessment import Assessment, Organisation
from progrez_desktop.core.model.consent import PURPOSES, Purpose
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, line, set_tone
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.read_aloud import offer_to_read


class ConsentPage(Desk):
    """What they would see is listed field by field; a field that no purpose asks for here is left out."""

    decided = Signal(list)
    """The purposes that were ticked, in the order shown; an empty list is as good an answer."""
    back = Signal()
    read_privacy = Signal()
    my_data = Signal()
    ease = Signal()

    def __init__(
        self,
        context: Context,
        assessment: Assessment,
        organisation: Organisation,
        until_ms: int,
        ticked: Collection[Purpose] = (),
    ) -> None:
        """`ticked` is what the person ticked before they went to read something and came back."""
        super().__init__(context, None, "consent.lead")
        self._skills = len(assessment.skills)
        self._organisation, self._until_ms = organisation, until_ms
        self._publisher = assessment.publisher
        self._purposes: tuple[Purpose, ...] = tuple(
            known for asked in assessment.purposes for known in PURPOSES if known == asked
        )
        self.title.show()
        self.show_step("step.choices")
        offer_to_read(self)
        halves = self.row_or_column(24)
        choices = QVBoxLayout()
        choices.setSpacing(8)
        self.choices: dict[Purpose, ChoiceCard] = {}
        for purpose in self._purposes:
            choice = ChoiceCard(context)
            choice.setChecked(purpose in ticked)
            choice.toggled.connect(self._say_state)
            self.choices[purpose] = choice
            choices.addWidget(choice)
        choices.addStretch(1)
        halves.addLayout(choices, 17)
        halves.addWidget(self._preview(), 15)
        self.body.addLayout(halves)
        back = Button()
        back.clicked.connect(self.back)
        self.say(back.setText, "item.back")
        later = label("small")
        later.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.say(later.setText, "consent.later")
        self.continue_button = Button("primary")
        self.continue_button.clicked.connect(self._go_on)
        self.footer.addWidget(back)
        self.footer.addWidget(later, 1)
        self.footer.addWidget(self.continue_button)
        self.retranslate()

    def _preview(self) -> QFrame:
        frame, inside = card(spacing=10)
        title = label("h2")
        self.say(title.setText, "consent.preview.title")
        inside.addWidget(title)
        live = label("small")
        self.say(live.setText, "consent.preview.live")
        inside.addWidget(live)
        asked = may_see(self._purposes)
        self._preview_lines: dict[Field, QLabel] = {name: label("body") for name in FIELDS if name in asked}
        self._marks: dict[Field, QLabel] = {name: label("body") for name in self._preview_lines}
        lines = QGridLayout()
        lines.setVerticalSpacing(7)
        lines.setHorizontalSpacing(4)
        lines.setColumnStretch(1, 1)
        for row, (name, shown) in enumerate(self._preview_lines.items()):
            lines.addWidget(self._marks[name], row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(shown, row, 1)
        inside.addLayout(lines)
        inside.addWidget(line())
        never = label("strong")
        self.say(never.setText, "consent.preview.never")
        never_text = label("muted")
        self.say(never_text.setText, "consent.preview.never_text")
        inside.addWidget(never)
        inside.addWidget(never_text)
        self.my_data_button = Button("link")
        self.my_data_button.clicked.connect(self.my_data)
        self.say(self.my_data_button.setText, "my_data.link")
        privacy = Button("link")
        privacy.clicked.connect(self.read_privacy)
        self.say(privacy.setText, "consent.privacy")
        ease = Button("link")
        ease.clicked.connect(self.ease)
        self.say(ease.setText, "ease.link")
        links = FlowLayout(spacing=18, below=0)
        for link in (privacy, self.my_data_button, ease):
            links.addWidget(link)
        inside.addLayout(links)
        inside.addStretch(1)
        return frame

    def be_change(self) -> None:
        """Where somebody changes what they allowed, from "My data": what is ticked, they ticked before."""
        self.my_data_button.hide()
        self.step.hide()
        self.say(self.lead.setText, "consent.lead_change")

    def chosen(self) -> list[Purpose]:
        ticked = [purpose for purpose, choice in self.choices.items() if choice.isChecked()]
        return [purpose for purpose in ticked if counts(purpose, ticked)]

    def _asked(self, chosen: Collection[Purpose]) -> list[Purpose]:
        """Return what can be chosen now: what means something only beside another choice comes with that one."""
        return [purpose for purpose in self._purposes if counts(purpose, (*chosen, purpose))]

    def _go_on(self) -> None:
        self.decided.emit(self.chosen())

    def _say_state(self) -> None:
        words, chosen = self.context.words, self.chosen()
        seen = may_see(chosen)
        for name, shown in self._preview_lines.items():
            visible, what = name in seen, words(f"consent.preview.{name}", n=self._skills)
            shown.setText(what)
            shown.setAccessibleName(words("consent.preview.yes" if visible else "consent.preview.no", what=what))
            self._marks[name].setText("✓" if visible else "–")
            for one in (shown, self._marks[name]):
                set_tone(one, "role", "body" if visible else "muted")
        asked = self._asked(chosen)
        for purpose, choice in self.choices.items():
            choice.setVisible(purpose in asked)
        self.continue_button.setText(words("consent.continue", n=len(chosen), of=len(asked)))

    def retranslate(self) -> None:
        super().retranslate()
        words, name = self.context.words, self._organisation.name[self.context.language]
        self.entitle(words("consent.title", organisation=name))
        until = words.date(self._until_ms)
        for purpose, choice in self.choices.items():
            text = words(f"consent.{purpose}.text", until=until, publisher=self._publisher)
            choice.show_texts(words(f"consent.{purpose}.title"), text)
        self._say_state()

    def first_control(self) -> QWidget:
        return next(iter(self.choices.values()))
