"""What helps somebody, in every state: its page, a calm page, reading aloud, and the time of a sitting."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from progrez_desktop.core.attempt import fixed_route, leg_of, standings
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.assessment import Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import SituationValue
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.ease import EasePage, TimeHere
from progrez_desktop.ui.pages.item import ItemPage, Progress
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.reading_aloud import Reader
from tests.fakes import FakeVoice

if TYPE_CHECKING:
    from tests.ui.gallery import Material

CALM = Accommodations(calm=True, read_aloud=True)
ALOUD = Accommodations(read_aloud=True)


class _Worn(QObject):
    """The context of somebody who has this; everything else is that of all pages, and nothing of it stays with them."""

    changed = Signal()

    def __init__(self, context: Context, own: Accommodations) -> None:
        super().__init__(context)
        self._context, self.own, self.reader = context, own, Reader(FakeVoice, self)
        context.changed.connect(self.changed)

    questions_in, words_of_questions = Context.questions_in, Context.words_of_questions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


class _Apart(_Worn):
    """Somebody who reads the questions in the language that the window isn't in, whichever that is."""

    @property
    def questions_in(self) -> str:
        return next(one for one in LANGUAGES if one != self.language)


def _apart(state: "Callable[[Context, Material], Page]") -> "Callable[[Context, Material], Page]":
    return lambda context, given: state(cast(Context, _Apart(context, NONE)), given)


def _for(own: Accommodations, state: "Callable[[Context, Material], Page]") -> "Callable[[Context, Material], Page]":
    return lambda context, given: state(cast(Context, _Worn(context, own)), given)


def _ease(context: Context, time: TimeHere | None, own: Accommodations = NONE, *, silent: bool = False) -> Page:
    page = EasePage(context, own, time)
    if silent:
        page._not_heard(EnvironmentFault("voice_language_missing", language="nl"))
    return page


def _shown(page: ItemPage, given: "Material", position: int, left_min: int | None = None) -> None:
    route = fixed_route(given.assessment)
    leg, number = leg_of(route, position)
    rows = standings(route, given.responses(open_positions=range(position, len(route.items))))
    page.show_progress(Progress(rows, leg, number, 14, left_min=left_min), first=False)


def _place(given: "Material", kind: type) -> int:
    return next(n for n, item in enumerate(given.assessment.items) if isinstance(item, kind))


def _statement(context: Context, given: "Material", left_min: int | None = None, *, mute: bool = False) -> Page:
    page, position = StatementPage(context), _place(given, Statement) + 5
    _shown(page, given, position, left_min)
    item = given.assessment.items[position]
    assert isinstance(item, Statement)
    page.show_statement(item, given.assessment.formats[item.format_id], None)
    if mute:
        page.aloud_button._failed(EnvironmentFault("voice_silent"))
    return page


def _situation(context: Context, given: "Material", best: bool) -> Page:
    page, position = SituationPage(context), _place(given, Situation)
    _shown(page, given, position)
    item = given.assessment.items[position]
    assert isinstance(item, Situation)
    page.show_situation(item, SituationValue(item.actions[1].id if best else None, None))
    return page


def _open(context: Context, given: "Material") -> Page:
    page, position = OpenAnswerPage(context), _place(given, Prompt)
    _shown(page, given, position)
    item = given.assessment.items[position]
    assert isinstance(item, Prompt)
    page.show_prompt(item, "")
    return page


def _start(context: Context, given: "Material") -> Page:
    return StartPage(context, form="fixed", of=len(given.assessment.items), minutes=33, limit_min=50)


def _overlook(context: Context, given: "Material") -> Page:
    answered = given.responses(open_positions=range(100, len(given.assessment.items)))
    return ReviewPage(context, fixed_route(given.assessment), answered, is_closed=True)


EASE_STATES: "dict[str, Callable[[Context, Material], Page]]" = {
    "08-ease": _for(NONE, lambda c, _: _ease(c, None)),
    "08-ease-time": lambda c, _: _ease(c, TimeHere(by_staff=False), Accommodations(25, "", 15, 150, calm=True)),
    "08-ease-by-staff": lambda c, _: _ease(c, TimeHere(by_staff=True), ALOUD),
    "08-ease-no-voice": _for(ALOUD, lambda c, _: _ease(c, None, ALOUD, silent=True)),
    "08-start-with-a-limit": _start,
    "09-statement-time": lambda c, m: _statement(c, m, 5),
    "09-statement-aloud": _for(ALOUD, _statement),
    "09-statement-no-voice": _for(ALOUD, lambda c, m: _statement(c, m, mute=True)),
    "09-statement-calm": _for(CALM, _statement),
    "10-situation-calm": _for(CALM, lambda c, m: _situation(c, m, False)),
    "10-situation-calm-best": _for(CALM, lambda c, m: _situation(c, m, True)),
    "11-open-calm": _for(CALM, _open),
    "08-start-questions-apart": _for(Accommodations(questions_in="nl"), _start),
    "09-statement-questions-apart": _apart(_statement),
    "10-situation-questions-apart": _apart(lambda c, m: _situation(c, m, True)),
    "11-open-questions-apart": _apart(_open),
    "12-time-over": lambda c, _: MessagePage(c, "time.over", ("pause", "overview")),
    "12-review-time-over": _overlook,
    "13-break": lambda c, _: MessagePage(c, "break", ("take", "go_on")),
}
