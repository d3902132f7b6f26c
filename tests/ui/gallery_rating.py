"""The pages of a rating office in every state that a rater may meet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.rating import AnswerForRating, Rater
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.rating_office import Comparison, SkillComparison
from progrez_desktop.core.services.rating_rubric import rater_rubric
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.rater import RaterPage
from progrez_desktop.ui.pages.rating import RatingPage

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_BLIND = (4, 3, 4, 2, 3, 1, 2, 2, 3, 1, 4, 0)
_COMPUTER = (4, 2, 5, 0, 3, None, 2, None, 3, 1, 4, 0)
_CHANGED = {"empathy": (2, "The fourth sentence is about the planning, not about how they felt.")}


def _rating(
    context: Context, given: "Material", *, rated: int = 0, compared: bool = False, silent: bool = False
) -> Page:
    page = RatingPage(context, given.assessment.skills, rater_rubric(given.assessment))
    prompt = next(item for item in given.assessment.items if item.id == "disagreement")
    assert isinstance(prompt, Prompt)
    language = "en"  # the answer stays in the language of its writer, whatever the rater reads the page in
    page.show_answer(
        AnswerForRating(
            prompt.id, 1, language, prompt.text[language], prompt.guidance[language], invented._TEXTS[language][0]
        ),
        14,
    )
    for row, level in list(zip(page.rows, _BLIND, strict=True))[: 12 if compared else rated]:
        row.scale.choose(level)
    if compared:
        page.show_comparison(comparison(page, silent=silent))
    return page


def comparison(page: RatingPage, *, silent: bool = False) -> Comparison:
    """What would come back for the rating that is on a page."""
    skills = tuple(
        SkillComparison(row.skill.id, first, first, None if silent else computer, "")
        for row, first, computer in zip(page.rows, _BLIND, _COMPUTER, strict=True)
    )
    return Comparison("c" * 32, 1, skills)


def _looked_again(context: Context, given: "Material") -> Page:
    page = _rating(context, given, compared=True)
    assert isinstance(page, RatingPage)
    for row in page.rows:
        if row.skill.id in _CHANGED:
            level, reason = _CHANGED[row.skill.id]
            row.scale.choose(level)
            row.reason.setText(reason)
    page._go_on()
    return page


def _not_kept(context: Context, given: "Material") -> Page:
    page = _rating(context, given, rated=12)
    assert isinstance(page, RatingPage)
    page.show_fault(EnvironmentFault("disk_full", folder="rating"))
    return page


def _raters(context: Context, *, known: bool, fault: bool = False) -> Page:
    raters = [Rater("a" * 32, "Ria Bakker", "psychologist"), Rater("b" * 32, "Tom de Wit", "rater")]
    page = RaterPage(context, raters if known else [])
    if fault:
        page.name.edit.setText("Ria Bakker")
        page.show_fault(UsageFault("rater_known"))
    return page


RATING_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "20-rater-first": lambda c, _: _raters(c, known=False),
    "20-rater": lambda c, _: _raters(c, known=True),
    "20-rater-known": lambda c, _: _raters(c, known=True, fault=True),
    "21-rating-new": lambda c, m: _rating(c, m),
    "21-rating-some": lambda c, m: _rating(c, m, rated=5),
    "21-rating-whole": lambda c, m: _rating(c, m, rated=12),
    "21-rating-not-kept": _not_kept,
    "22-rating-compared": lambda c, m: _rating(c, m, compared=True),
    "22-rating-silent": lambda c, m: _rating(c, m, compared=True, silent=True),
    "22-rating-reason-missing": _looked_again,
    "23-rating-locked": lambda c, _: MessagePage(c, "rating.locked", ("again",)),
    "23-rating-empty": lambda c, _: MessagePage(c, "rating.empty", ("close", "again")),
}
