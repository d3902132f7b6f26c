"""On "My data": one link a skill to contest its score, correct it or ask why, and one for the result as a whole."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.contest import WHOLE
from progrez_desktop.core.services.my_data import OwnSay
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class SayCard(QFrame):
    wanted = Signal(str)
    """The skill, or `WHOLE`."""

    def __init__(self, page: Page, say: OwnSay | None, skills: tuple[Skill, ...]) -> None:
        super().__init__()
        self._context, self._say_of = page.context, say
        self._skills = {skill.id: skill for skill in skills}
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        title, text = label("h3"), label("small")
        page.say(title.setText, "my_data.say.title")
        page.say(text.setText, "my_data.say.text" if say else "my_data.say.none")
        column.addWidget(title)
        column.addWidget(text)
        self.links: dict[str, Button] = {}
        if say is None:
            return
        flow = FlowLayout(spacing=18, below=0)
        for line in say.profile.lines:
            flow.addWidget(self._link(line.skill_id))
        column.addLayout(flow)
        column.addWidget(self._link(WHOLE), 0, Qt.AlignmentFlag.AlignLeft)
        page.context.changed.connect(self._say)
        self._say()

    def _link(self, skill_id: str) -> Button:
        button = self.links[skill_id] = Button("link")
        button.clicked.connect(partial(self.wanted.emit, skill_id))
        return button

    def _say(self) -> None:
        words, language = self._context.words, self._context.language
        for skill_id, button in self.links.items():
            name = self._skills[skill_id].short_name[language] if skill_id else words("contest.whole")
            is_contested = self._say_of is not None and skill_id in self._say_of.said.objections
            button.setText(words("contest.mark", result=name) if is_contested else name)
            button.setAccessibleName(words("contest.link_spoken", skill=button.text()) if skill_id else button.text())
