"""The settings of this computer, drawn from how they are declared: what each is about, and what it may be."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.setting import Setting
from progrez_desktop.core.services.device_settings import Choice
from progrez_desktop.core.settings import TEXT_SIZES, Preferences
from progrez_desktop.core.words import LANGUAGES, Words, capital
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, line
from progrez_desktop.ui.widgets.choice import ChoiceCard, only_one
from progrez_desktop.ui.widgets.pick import Pick

_KIOSK, _REQUIRED = "kiosk_", "kiosk_must_"
_YES_OR_NO = {"yes", "no"}


class SettingsPage(StaffPage):
    """A choice counts when it is made; sittings that began stay as they are."""

    chosen = Signal(str, str)
    """The name of a setting, and its value."""
    preferred = Signal(str, int)
    """The language and the text size in which the welcome page begins."""
    back = Signal()

    def __init__(self, context: Context, places: Places, choices: Sequence[Choice], begins: Preferences) -> None:
        super().__init__(context, places, "computer", "settings_page.title")
        self.show_lead(lambda words: words("settings_page.lead"))
        self.picks: dict[str, Pick] = {}
        self.cards: dict[str, dict[str, ChoiceCard]] = {}
        self._now = {one.setting.name: one.value for one in choices}
        required = [one for one in choices if one.setting.name.startswith(_REQUIRED)]
        of_kiosk = [one for one in choices if one.setting.name.startswith(_KIOSK) and one not in required]
        others = [one for one in choices if one not in (*of_kiosk, *required)]
        self.add_narrow(self._begins_with(begins))
        for key, found in (
            ("settings_page.assessment", others),
            ("settings_page.kiosk", of_kiosk),
            ("settings_page.required", required),
        ):
            if found:
                self.add_narrow(self._card_of(key, found))
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "settings_page.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _card_of(self, title_key: str, found: Sequence[Choice]) -> QFrame:
        frame, inside = self.titled_card(title_key)
        for one in found:
            if set(one.setting.values) == _YES_OR_NO:
                inside.addWidget(self._tick(one))
            else:
                self._add_values(inside, one)
        return frame

    def _tick(self, one: Choice) -> ChoiceCard:
        """Draw what is so or not as one card, which says below what that means now."""
        setting = one.setting
        choice = ChoiceCard(self.context, small=True)
        self.cards[setting.name] = {"yes": choice}
        choice.setChecked(one.value == "yes")

        def say(detail: str) -> None:
            choice.show_texts(capital(self.context.words(setting.help_key)), detail)

        def sentence(words: Words) -> str:
            return words(f"{setting.values_key}.{'yes' if choice.isChecked() else 'no'}")

        def pressed(is_ticked: bool) -> None:
            say(sentence(self.context.words))
            self._choose(setting.name, "yes" if is_ticked else "no")

        self.tell(say, sentence)
        choice.clicked.connect(pressed)
        return choice

    def _add_values(self, inside: QVBoxLayout, one: Choice) -> None:
        """Draw a card a value, since what each means is a sentence."""
        setting = one.setting
        text = label("body")
        self.say(text.setText, setting.help_key)
        inside.addWidget(line())
        inside.addWidget(text)
        cards = self.cards[setting.name] = {}
        for value in setting.values:
            choice = cards[value] = ChoiceCard(self.context, small=True, one_of_several=True)
            choice.setChecked(value == one.value)
            self.tell(partial(_show_title, choice), partial(_value, setting, value))
            choice.clicked.connect(partial(self._choose, setting.name, value))
            inside.addWidget(choice)
        only_one(tuple(cards.values()))

    def _choose(self, name: str, value: str) -> None:
        if self._now.get(name) != value:
            self._now[name] = value
            self.chosen.emit(name, value)

    def _explain(self, inside: QVBoxLayout, key: str, pick: Pick) -> None:
        text = label("body")
        self.say(text.setText, key)
        text.setBuddy(pick)
        inside.addWidget(text)
        row = self.row_or_column(0)
        row.addWidget(pick)
        row.addStretch(1)
        inside.addLayout(row)

    def _begins_with(self, begins: Preferences) -> QFrame:
        frame, inside = self.titled_card("settings_page.begins")
        languages = [(one, partial(_language, one)) for one in LANGUAGES]
        sizes = [(str(one), partial(_size, one)) for one in TEXT_SIZES]
        for name, entries, now in (
            ("language", languages, begins.language),
            ("text_size", sizes, str(begins.text_percent)),
        ):
            pick = self.picks[name] = Pick(self, f"settings_page.{name}", entries)
            pick.choose(now)
            pick.currentIndexChanged.connect(lambda _: self._prefer())
            inside.addWidget(line())
            self._explain(inside, f"settings_page.{name}", pick)
        return frame

    def _prefer(self) -> None:
        self.preferred.emit(self.picks["language"].chosen, int(self.picks["text_size"].chosen))

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for pick in self.picks.values():
            pick.setEnabled(not busy)
        for cards in self.cards.values():
            for choice in cards.values():
                choice.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.picks["language"]


def _show_title(choice: ChoiceCard, text: str) -> None:
    choice.show_texts(text, "")


def _value(setting: Setting, value: str, words: Words) -> str:
    told = words(f"{setting.values_key}.{value}")
    return words("settings_page.standard", value=told) if value == setting.default else told


def _language(code: str, words: Words) -> str:
    return words(f"settings_page.language.{code}")


def _size(percent: int, words: Words) -> str:
    return words("settings_page.percent", n=percent)
