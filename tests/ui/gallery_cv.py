"""A person's CV and what they type for it: empty, filled, in each template, and with something to be told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.cv_pdf import Seal, draw_cv
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.json_resume import Taken
from progrez_desktop.core.model.cv import CvChoices, CvLook
from progrez_desktop.core.model.details import LISTS, Entry, ListName, MyDetails
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.cv_sentences import offers, summary_of
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.services.papers import chosen_skills, cv_document, norm_names
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.cv import CvDraft, CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.resume import ResumePage
from tests.own_details import FILLED, many_jobs
from tests.signers import signer
from tests.ui.gallery_reading import read_texts

if TYPE_CHECKING:
    from tests.ui.gallery import Material


def cv_page(
    context: Context,
    given: "Material",
    choices: CvChoices = CvChoices(),  # noqa: B008 - frozen
    details: MyDetails = FILLED,
    *,
    drawn: bool = True,
    saved: str = "",
) -> CvPage:
    page = CvPage(
        context,
        given.assessment.skills,
        chosen_skills(given.profile, choices),
        details,
        choices,
        (),
        given.assessment.organisation,
    )
    if drawn:
        page.resize(1280, 800)
        page.show_draft(drafted(context, given, choices, details))
    if saved:
        page.show_saved(saved)
    return page


def drafted(
    context: Context, given: "Material", choices: CvChoices, details: MyDetails, texts: OwnTexts | None = None
) -> CvDraft:
    words, profile = Words(choices.language or context.language), given.profile
    norms, day = norm_names(profile, given.bank, words), date(2026, 11, 23)
    document = cv_document(given.assessment, norms, invented.PERSON, profile, choices, details, day, words)
    chosen = chosen_skills(profile, choices)
    summary = summary_of(given.assessment, profile, choices, chosen, words)
    offered = offers(profile, texts, chosen, summary, words) if texts else ()
    made = draw_cv(document, words, choices.look, Seal(signer(), "measured"))
    return CvDraft(made, summary, offered)


def _offering(context: Context, given: "Material") -> Page:
    """Sentences of the person's own texts, for skills that the CV shows."""
    choices = CvChoices(language="en", skills=("empathy", "collaboration", "initiative"))
    page = cv_page(context, given, choices)
    page.show_draft(drafted(context, given, choices, FILLED, read_texts(given)))
    return page


def _details(
    context: Context, details: MyDetails, opened: Sequence[str] = (), *, typed: bool = False, fault: bool = False
) -> Page:
    page = DetailsPage(context, details, "details.back_to_cv")
    for name in opened:
        page.lists[name].open()
    if typed:
        page.facts["gender"].edit.setText("vrouw")
        page._typed(page.details.with_fact("gender", "vrouw"))
    if fault:
        page.show_fault(EnvironmentFault("disk_full", folder="/srv/progrez"))
    return page


def _resume(context: Context) -> Page:
    lists: dict[ListName, tuple[Entry, ...]] = {name: FILLED.entries(name) for name in LISTS[:2]}
    lists["projects"] = tuple(Entry(title=f"Project {n}") for n in range(9))
    return ResumePage(context, Taken("Voorbeeldstad", lists, ("basics.name", "basics.phone", "interests", "skills")))


CLASSIC = CvChoices(look=CvLook("classic"))
OWN_WORDS = dict.fromkeys(("en", "nl"), "Houdt het water waar het hoort.")
CV_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "14-cv-drawing": lambda c, m: cv_page(c, m, drawn=False),
    "14-cv": lambda c, m: cv_page(c, m, saved="CV Sanne de Vries.pdf"),
    "14-cv-no-skills": lambda c, m: cv_page(c, m, CvChoices(skills=()), MyDetails()),
    "14-cv-offers": _offering,
    "14-cv-classic": lambda c, m: cv_page(c, m, replace(CLASSIC, language="nl", summaries=OWN_WORDS)),
    "14-cv-blind": lambda c, m: cv_page(c, m, replace(CLASSIC, blind=True, look=CvLook("classic", numbers=True))),
    "14-cv-compact": lambda c, m: cv_page(c, m, CvChoices(look=CvLook("compact"))),
    "14-cv-compact-too-long": lambda c, m: cv_page(c, m, CvChoices(look=CvLook("compact")), many_jobs(40)),
    "14-cv-not-drawable": lambda c, m: cv_page(c, m, CvChoices(summaries={"en": "李 ᚠ", "nl": "李 ᚠ"})),
    "14-details-empty": lambda c, m: _details(c, MyDetails()),
    "14-details": lambda c, m: _details(c, FILLED),
    "14-details-opened": lambda c, m: _details(c, FILLED, ("work", "education", "languages", "projects")),
    "14-details-not-saved": lambda c, m: _details(c, FILLED, typed=True, fault=True),
    "14-resume": lambda c, m: _resume(c),
}
