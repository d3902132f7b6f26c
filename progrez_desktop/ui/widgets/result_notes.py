"""What is to be known of a whole result beside its scores: what to read first, and what can be asked of it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.model.counting import Question
from progrez_desktop.core.model.profile import QualityLine
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.age_form import AgeForm
from progrez_desktop.ui.widgets.basic import Button, label, live
from progrez_desktop.ui.widgets.facts_form import FactsForm


class FirstToKnow(QFrame):
    """Above the scores, where there is something to know before them: in neutral words, and for the person alone."""

    again = Signal()

    def __init__(self, page: Page, view: ProfileView) -> None:
        super().__init__(page)  # from the start: shown without a parent it would be a window of its own
        self.setProperty("card", "marigold")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(4)
        quality = view.profile.quality
        with_care = quality is not None and quality.verdict == "with_care"
        if with_care and quality is not None:
            self._add_quality(page, column, quality)
        if view.has_expired:
            self._add_expiry(page, column, view)
        self.setVisible(with_care or view.has_expired)

    def _add_quality(self, page: Page, column: QVBoxLayout, quality: QualityLine) -> None:
        title, text, why = label("h3"), label("body"), label("smallink")
        page.say(title.setText, "quality.title")
        keys = ["quality.verdict.with_care", *(f"quality.family.{family}" for family in quality.families)]
        page.tell(text.setText, lambda words: " ".join(words(key) for key in keys))
        page.say(why.setText, "quality.may_come_from")
        for widget in (title, text, why):
            column.addWidget(widget)

    def _add_expiry(self, page: Page, column: QVBoxLayout, view: ProfileView) -> None:
        title, text, self.again_button = label("h3"), label("body"), Button("link")
        page.say(title.setText, "notes.expired.title")
        page.tell(text.setText, lambda words: words("notes.expired", date=words.day(view.profile.valid_until)))
        page.say(self.again_button.setText, "notes.again")
        self.again_button.clicked.connect(self.again)
        column.addWidget(title)
        column.addWidget(text)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)


class ResultNotes(QFrame):
    """Below the scores: that the answers were looked at, and what a person may ask for."""

    keep_file = Signal()
    by_age_wanted = Signal(int, bool)
    """The age in years, and whether to keep it."""
    by_age_left_out = Signal()
    facts_given = Signal(str)
    """Which group the person belongs to, of what was asked."""

    def __init__(self, page: Page, view: ProfileView) -> None:
        super().__init__()
        self._page, self._view = page, view
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 10)
        column.setSpacing(2)
        self.quality, self.told = label("smallink"), live("smallink")
        column.addWidget(self.quality)
        self.ask_age = self._link(column, "notes.by_age.ask")
        self.form = AgeForm(page)
        column.addWidget(self.form)
        self.leave_age = self._link(column, "notes.by_age.leave_out")
        self.save_button = self._link(column, "notes.keep_file")
        self.ask_facts = self._link(column, "notes.facts.ask")
        self.facts = FactsForm(page)
        column.addWidget(self.facts)
        column.addWidget(self.told)
        self.ask_age.clicked.connect(self._ask_age)
        self.leave_age.clicked.connect(self.by_age_left_out)
        self.save_button.clicked.connect(self.keep_file)
        self.form.given.connect(self._give_age)
        self.form.left.connect(self._leave_form)
        self.ask_facts.clicked.connect(self._ask_facts)
        self.facts.given.connect(self._give_facts)
        self.facts.left.connect(self._leave_facts)
        for hidden in (self.form, self.ask_facts, self.facts, self.told):
            hidden.hide()
        quality = view.profile.quality
        plain = quality is not None and quality.verdict != "with_care"
        self.quality.setVisible(plain)
        if quality is not None and plain:
            page.say(self.quality.setText, f"quality.verdict.{quality.verdict}")
        self.show_view(view)

    def _link(self, column: QVBoxLayout, key: str) -> Button:
        button = Button("link")
        self._page.say(button.setText, key)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def show_view(self, view: ProfileView) -> None:
        """Offer what can be asked for now; called again when a comparison by age was asked for or left out."""
        self._view = view
        self.ask_age.setVisible(view.by_age is None and self.form.isHidden())
        self.leave_age.setVisible(view.by_age is not None)

    @property
    def asked_last(self) -> Button:
        """What a comparison by age was asked for with, or is left out with."""
        return self.ask_age if self._view.by_age is None else self.leave_age

    def show_saved(self, name: str) -> None:
        self._page.say(self.told.setText, "notes.kept_file", name=name)
        self.told.show()

    def offer_facts(self, question: Question | None) -> None:
        """Let the person say which group they belong to, where something is counted by it now."""
        if question is not None:
            self.facts.ask(question)
        self.ask_facts.setVisible(question is not None)

    def show_counted(self, counted: bool) -> None:
        self._page.say(self.told.setText, "notes.facts.thanks" if counted else "notes.facts.too_late")
        self.told.show()

    def show_fault(self, failure: Exception) -> None:
        self._page.tell(self.told.setText, lambda words: sentence_of(failure, words))
        self.told.show()

    def _ask_age(self) -> None:
        self.ask_age.hide()
        self.form.show()
        self.form.begin()

    def _give_age(self, age: int, keep: bool) -> None:
        self.form.hide()
        self.by_age_wanted.emit(age, keep)

    def _leave_form(self) -> None:
        self.form.hide()
        self.show_view(self._view)
        self.ask_age.setFocus()

    def _ask_facts(self) -> None:
        self.ask_facts.hide()
        self.told.hide()
        self.facts.show()
        self.facts.begin()
        # When the form has found its height.
        QTimer.singleShot(0, self, lambda: self._page.show_together(self.facts, self.facts))

    def _give_facts(self, said: str) -> None:
        self.facts.hide()
        self.save_button.setFocus()
        self.facts_given.emit(said)

    def _leave_facts(self) -> None:
        self.facts.hide()
        self.ask_facts.show()
        self.ask_facts.setFocus()
