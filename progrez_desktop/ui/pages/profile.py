"""The person's own profile: twelve bands in four groups, and what the chosen one rests on."""

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Assessment, Skill
from progrez_desktop.core.model.profile import SkillLine
from progrez_desktop.core.profile import band_text, level_of
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.scoring.scores import NotScored
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.picture import picture_of
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.read_aloud import offer_to_read
from progrez_desktop.ui.widgets.result_notes import FirstToKnow, ResultNotes
from progrez_desktop.ui.widgets.skill_panel import SkillPanel
from progrez_desktop.ui.widgets.skill_row import SkillRow

Opened = Literal["cv", "report", "details", "my_data", "about", "say", "texts"]


class ProfilePage(Desk):
    """Shows the profile at once; what the texts say comes when they were read.

    What a score rests on stands beside the bands; where large text leaves no room there, below the row of that skill,
    once the person has chosen one.
    """

    has_footer = False
    make_cv = Signal()
    make_report = Signal()
    edit_details = Signal()
    keep_picture = Signal()
    sign_out = Signal()
    read_about = Signal()
    my_data = Signal()
    see_texts = Signal(str)
    """The skill whose evidence the person wants to see in their texts."""
    have_say = Signal(str)
    """The skill whose score the person wants to contest, correct or have explained."""

    def __init__(self, context: Context, assessment: Assessment, view: ProfileView) -> None:
        super().__init__(context, "profile.title")
        profile = view.profile
        self._assessment, self._profile, self._view = assessment, profile, view
        self._skills = {skill.id: skill for skill in assessment.skills}
        self._rows: dict[str, SkillRow] = {}
        self.is_settled = False
        self.lead.show()
        self.step.show()
        self.say(self.step.setText, "profile.only_you")
        self.sign_out_button, self.my_data_button, self.report_button = Button(), Button(), Button()
        self.cv_button = Button("primary")
        actions = FlowLayout(spacing=16, below=8)
        for button, key, wish in (
            (self.sign_out_button, "profile.sign_out", self.sign_out),
            (self.my_data_button, "my_data.link", self.my_data),
            (self.report_button, "profile.report", self.make_report),
            (self.cv_button, "profile.cv", self.make_cv),
        ):
            button.clicked.connect(wish)
            self.say(button.setText, key)
            actions.addWidget(button)
        self.heading.addLayout(actions)
        self._above_body.setSpacing(1)  # the buttons are higher than the title, which has its room from them
        offer_to_read(self)
        self.first_to_know = FirstToKnow(self, view)
        self.body.addWidget(self.first_to_know)
        self._halves = self.row_or_column(22)
        self._halves.addLayout(self._left())
        self._halves.addLayout(self._side())
        self.body.addLayout(self._halves)
        self._chosen, self._is_own_choice = profile.lines[0].skill_id, False
        self._select(self._chosen)
        self.retranslate()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self.notes = ResultNotes(self, self._view)
        left.addWidget(self._bands())
        left.addWidget(self.notes)
        self.details_button, self.picture_button = Button(), Button("link")
        below = FlowLayout(spacing=20, below=0)
        for button, key, wish in (
            (self.details_button, "profile.details", self.edit_details),
            (self.picture_button, "profile.picture", self.keep_picture),
        ):
            button.clicked.connect(wish)
            self.say(button.setText, key)
            below.addWidget(button)
        left.addLayout(below)
        left.addStretch(1)
        return left

    def _bands(self) -> QFrame:
        frame, inside = card(margin=16, spacing=1)
        self._card, self._column = frame, inside
        self._group_titles = {}
        self._bands_shown: list[QWidget] = []
        for group in self._assessment.groups:
            title = label("strong", tone=group.colour)
            title.setContentsMargins(8, 4, 0, 4)
            self._group_titles[group.id] = title
            self._bands_shown.append(title)
            inside.addWidget(title)
            for skill_line in (one for one in self._profile.lines if one.group_id == group.id):
                score = None if isinstance(skill_line.score, NotScored) else skill_line.score
                row = SkillRow(self.context, group.colour, score)
                row.clicked.connect(lambda _=False, skill=skill_line.skill_id: self.choose(skill))
                self._rows[skill_line.skill_id] = row
                self._bands_shown.append(row)
                inside.addWidget(row)
        legend = label("small")
        legend.setContentsMargins(8, 2, 8, 0)
        self.say(legend.setText, "profile.legend")
        inside.addWidget(legend)
        self.contested_note = live("small")
        self.contested_note.setContentsMargins(8, 8, 8, 0)
        self.say(self.contested_note.setText, "contest.row_note")
        inside.addWidget(self.contested_note)
        self.contested_note.setVisible(bool(self._view.said.objections))
        inside.addStretch(1)
        return frame

    def _side(self) -> QVBoxLayout:
        self._beside = side = QVBoxLayout()
        side.setSpacing(12)
        self.panel = SkillPanel(self.context, self._assessment)
        self.panel.see_texts.connect(self.see_texts)
        self.panel.have_say.connect(self.have_say)
        side.addWidget(self.panel)
        side.addWidget(self._good_to_know())
        side.addStretch(1)
        return side

    def _good_to_know(self) -> QWidget:
        frame, inside = card("marigold", margin=16, spacing=4)
        title, text = label("h3"), label("body")
        self.say(title.setText, "profile.good_to_know.title")
        self.say(text.setText, "profile.good_to_know.text")
        self.about_link = Button("link")
        self.about_link.clicked.connect(self.read_about)
        self.say(self.about_link.setText, "about.link")
        inside.addWidget(title)
        inside.addWidget(text)
        inside.addWidget(self.about_link, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def opener(self, of: Opened) -> QWidget:
        """Return what opens another page from here, where the keyboard is on the way back."""
        return {
            "cv": self.cv_button,
            "report": self.report_button,
            "details": self.details_button,
            "my_data": self.my_data_button,
            "about": self.about_link,
            "say": self.panel.say,
            "texts": self._rows[self._chosen],  # the link itself comes with the readings
        }[of]

    def picture(self) -> QImage:
        """Return the title and the bands as they are on screen, and of the person's own texts nothing."""
        theme = self.context.theme
        if not theme.is_large:
            return picture_of((self.title, self.lead, self._card), theme.colour("canvas"))
        # What a score rests on stands between the bands there.
        return picture_of((self.title, self.lead, *self._bands_shown), theme.colour("paper"))

    def show_texts(self, own: OwnTexts) -> None:
        """Show what the open answers say of each skill so far."""
        self.panel.show_texts(own)

    def show_failure(self, failure: Exception) -> None:
        """Say why the texts are not read; the profile goes on."""
        self.panel.show_failure(failure)
        self.is_settled = True

    def settled(self) -> None:
        """Nothing more comes."""
        self.is_settled = True

    def show_view(self, view: ProfileView) -> None:
        """Show the same profile with another comparison beside it."""
        self._view = view
        self.notes.show_view(view)
        self.notes.asked_last.setFocus()
        self._select(self._chosen)

    def choose(self, skill_id: str) -> None:
        """Show what the score of this skill rests on."""
        self._is_own_choice = True
        self._select(skill_id)
        if self.context.theme.is_large:
            # When the panel has found its height.
            QTimer.singleShot(0, self, lambda: self.show_together(self._rows[skill_id], self.panel))

    def _select(self, skill_id: str) -> None:
        self._chosen = skill_id
        line = next(line for line in self._profile.lines if line.skill_id == skill_id)
        self.panel.show_skill(self._skills[skill_id], line, self._view)
        self._place_panel()

    def _place_panel(self) -> None:
        """Put the panel where it belongs at this text size, and into the way of the Tab key there."""
        below = self.context.theme.is_large
        for name, row in self._rows.items():
            row.setChecked(name == self._chosen)
        take_out(self.panel)
        rows = list(self._rows.values())
        if below:
            before = self._rows[self._chosen]
            after = next(iter(rows[rows.index(before) + 1 :]), self.about_link)
            self._column.insertWidget(self._column.indexOf(before) + 1, self.panel)
        else:
            before, after = rows[-1], self.about_link
            self._beside.insertWidget(0, self.panel)
        self.panel.setVisible(self._is_own_choice or not below)
        QWidget.setTabOrder(before, self.panel.see)
        QWidget.setTabOrder(self.panel.see, self.panel.say)
        QWidget.setTabOrder(self.panel.say, after)

    def _say_row(self, skill: Skill, line: SkillLine) -> None:
        words, name = self.context.words, skill.short_name[self.context.language]
        if isinstance(line.score, NotScored):
            text = words(f"profile.not_scored.{line.score.reason}")
            self._rows[skill.id].show_texts(name, words("profile.no_number"), f"{name}: {text}")
            return
        level, margin = words(f"level.{level_of(line.score)}"), band_text(line.score)
        spoken = words("profile.row_spoken", name=name, sten=line.score.sten, level=level, margin=margin)
        if skill.id in self._view.said.objections:
            name, spoken = words("contest.row", name=name), words("contest.mark", result=spoken)
        self._rows[skill.id].show_texts(name, f"{margin} · {level}", spoken)

    def retranslate(self) -> None:
        super().retranslate()
        words, language, profile = self.context.words, self.context.language, self._profile
        key = "profile.lead_expired" if self._view.has_expired else "profile.lead"
        days = {"date": words.date(profile.finished_ms), "until": words.day(profile.valid_until)}
        self.lead.setText(words(key, **days, answered=profile.answered, of=profile.of))
        for group in self._assessment.groups:
            self._group_titles[group.id].setText(group.name[language])
        for line in profile.lines:
            self._say_row(self._skills[line.skill_id], line)
        widest = max(row.result_width() for row in self._rows.values())
        for row in self._rows.values():
            row.leave_room(widest)
        for half, share in enumerate((19, 11) if self.context.theme.factor > 1 else (8, 7)):
            self._halves.setStretch(half, share)  # larger names leave less to the bands
        self._place_panel()

    def first_control(self) -> QWidget:
        return next(iter(self._rows.values()))
