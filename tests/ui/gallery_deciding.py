"""Roles, shortlists, decisions and letters in every state that a recruiter may meet."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.decision import Decision, Terms
from progrez_desktop.core.model.role import ExpertView, Method, RoleProfile, Want
from progrez_desktop.core.model.shortlist import Proposed, Shortlist
from progrez_desktop.core.model.statistics import Cut, CutImpact, ImpactShown
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.scoring.expert_agreement import agreement_of
from progrez_desktop.scoring.fairness.impact import Impact, NotKnown
from progrez_desktop.scoring.fit import SkillRange
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage
from progrez_desktop.ui.pages.role import AgreePage, ExpertPage, LockedRolePage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.pages.shortlist_new import ShortlistNewPage
from progrez_desktop.ui.pages.shortlists import ShortlistPage, ShortlistsPage
from tests.fakes import MONDAY_MS
from tests.ui.gallery_candidates import made_rows

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
_WEIGHTS: dict[Method, float] = {"test": 0.4, "interview": 0.4, "work_sample": 0.2}
_TERMS = Terms("Our legitimate interest: to be able to show how this decision was made (GDPR, article 6(1)(f)).", 183)


def role_of(given: "Material", state: str, *, experts: int = 3) -> RoleProfile:
    """A made-up role; some skills matter to all experts, some to none."""
    skills = [skill.id for skill in given.assessment.skills]
    said = [
        {
            skill: Want((number + (expert if number % 3 else 0)) % 5, SkillRange(4 + (number + expert) % 3, 9))
            for number, skill in enumerate(skills)
        }
        for expert in range(experts)
    ]
    views = [ExpertView(f"Expert {number}", wants, MONDAY_MS) for number, wants in enumerate(said, 1)]
    draft = RoleProfile("a" * 32, "Hydrologist in a field team", "working-together", MONDAY_MS)
    known = replace(
        draft, experts=tuple(view.expert for view in views), agreement=agreement_of([view.wants for view in views])
    )
    if state == "asking":
        return known
    wants = {skill: want for skill, want in (said[0] if said else {}).items() if want.importance}
    agreeing = replace(known, wants=wants, agreed_ms=MONDAY_MS)
    return agreeing if state == "agreeing" else replace(agreeing, weights=_WEIGHTS, locked_ms=MONDAY_MS)


def _empty(given: "Material") -> RoleProfile:
    return replace(role_of(given, "locked", experts=0), wants={}, weights={}, id="b" * 32, name="Read without a role")


def _roles(context: Context, given: "Material", *, many: bool) -> Page:
    draft = replace(role_of(given, "asking"), id="c" * 32, name="N" * 300)
    return RolesPage(context, (draft, role_of(given, "locked"), _empty(given)) if many else (), ("working-together",))


def _roles_dropped(context: Context, given: "Material") -> Page:
    page = RolesPage(context, (role_of(given, "locked"),), ("working-together",))
    page.show_dropped("Hydrologist")
    return page


def _roles_unnamed(context: Context, given: "Material") -> Page:
    page = RolesPage(context, (), ("working-together",))
    page.begin_button.click()
    return page


def _wrong_range(context: Context, given: "Material") -> Page:
    page = ExpertPage(context, role_of(given, "asking"), given.assessment.skills)
    page.expert.edit.setText("Noor")
    row = next(iter(page.form.rows.values()))
    row.importance.choose("3")
    row.low.choose("8")
    row.high.choose("4")
    page.keep_button.click()
    return page


def _leaving(context: Context, given: "Material") -> Page:
    page = ExpertPage(context, role_of(given, "asking"), given.assessment.skills)
    page.expert.edit.setText("Noor")
    page.back_button.click()
    return page


def _wrong_weights(context: Context, given: "Material") -> Page:
    page = AgreePage(context, role_of(given, "agreeing"), given.assessment.skills)
    page.lock_button.click()
    return page


# Shortlists


def _proposed(given: "Material", kind: str) -> Proposed:
    rows = tuple(made_rows(tuple(skill.id for skill in given.assessment.skills), 9))
    if kind == "chosen":
        return Proposed(rows, ImpactShown((), (), is_cut=False), (), is_filter=False)
    found = (Impact("women", "men", 0.74, 0.61, 0.9, 0.01), NotKnown("men", "cell_too_small"))
    cuts = (CutImpact(Cut("resilience", 6, False), "gender", 2, found),)
    refused = ("resilience",) if kind == "refused" else ()
    return Proposed(rows, ImpactShown(cuts, ("empathy",)), refused, is_filter=bool(refused))


def _new_list(context: Context, given: "Material", kind: str) -> Page:
    names = {one: {skill.id: skill.name[one] for skill in given.assessment.skills} for one in LANGUAGES}
    return ShortlistNewPage(context, _proposed(given, kind), names)


_LIST = Shortlist("d" * 32, "June, first talks", None, {}, MONDAY_MS, 2, 7)


def _one_list(context: Context, given: "Material", count: int, *, undo: bool = False) -> Page:
    page = ShortlistPage(context, _LIST, made_rows(tuple(skill.id for skill in given.assessment.skills), count))
    if undo:
        page.show_undo("shortlist.taken_off", "7F3-K2")
    return page


def _lists(context: Context, *, undo: bool = False) -> Page:
    page = ShortlistsPage(context, (_LIST, replace(_LIST, id="e" * 32, name="ראש צוות", lost=0)))
    if undo:
        page.show_undo("shortlists.dropped", "June")
    return page


# Decisions

_DECISION = Decision(
    id="f" * 32,
    release_id="0" * 32,
    code="7F3-K2",
    role_id="a" * 32,
    role="Hydrologist",
    decision="We invite her for a second talk.",
    reason="She explained well how she solved the dike case.",
    basis=_TERMS.basis,
    by="Noor van der Berg",
    at_ms=MONDAY_MS,
    until_ms=MONDAY_MS + 183 * DAY_MS,
)


def _decision(context: Context, given: "Material", *, wrong: str = "") -> Page:
    row = made_rows(tuple(skill.id for skill in given.assessment.skills), 1)[0]
    page = DecisionPage(context, row, (role_of(given, "locked"),), _TERMS, "Noor van der Berg")
    if wrong == "empty":
        page.keep_button.click()
    elif wrong:
        page.show_quote(UsageFault("decision_quotes_score"))
    return page


_LETTER = "About your application\n\nDear you.\n\n# What was decided, and by whom\n\nNoor decided this on Monday."


def _letter_again(context: Context) -> Page:
    page = LetterPage(context, _DECISION, _LETTER, is_draft=False, sent_ms=MONDAY_MS)
    page.show_fault(UsageFault("letter_sent_before"))
    page.ask_again()
    return page


def _letter(context: Context, *, is_draft: bool, wrong: bool = False) -> Page:
    page = LetterPage(context, _DECISION, _LETTER, is_draft=is_draft)
    if wrong:
        page.show_fault(UsageFault("letter_not_looked_at"))
    return page


DECIDING_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "34-roles-none": lambda c, m: _roles(c, m, many=False),
    "34-roles": lambda c, m: _roles(c, m, many=True),
    "34-roles-dropped": _roles_dropped,
    "34-roles-unnamed": _roles_unnamed,
    "34-role-expert": lambda c, m: ExpertPage(c, role_of(m, "asking", experts=0), m.assessment.skills),
    "34-role-expert-wrong": _wrong_range,
    "34-role-expert-leaving": _leaving,
    "34-role-agree": lambda c, m: AgreePage(c, role_of(m, "agreeing"), m.assessment.skills),
    "34-role-agree-one": lambda c, m: AgreePage(c, role_of(m, "agreeing", experts=1), m.assessment.skills),
    "34-role-agree-wrong": _wrong_weights,
    "34-role-locked": lambda c, m: LockedRolePage(c, role_of(m, "locked"), m.assessment.skills),
    "34-role-locked-late": lambda c, m: LockedRolePage(
        c, replace(role_of(m, "locked"), opened_before=3), m.assessment.skills
    ),
    "34-role-locked-empty": lambda c, m: LockedRolePage(c, _empty(m), m.assessment.skills),
    "35-shortlists-none": lambda c, _: ShortlistsPage(c, ()),
    "35-shortlists": lambda c, _: _lists(c),
    "35-shortlists-dropped": lambda c, _: _lists(c, undo=True),
    "35-shortlist": lambda c, m: _one_list(c, m, 7),
    "35-shortlist-taken-off": lambda c, m: _one_list(c, m, 6, undo=True),
    "35-shortlist-nobody": lambda c, m: _one_list(c, m, 0),
    "35-shortlist-new": lambda c, m: _new_list(c, m, "chosen"),
    "35-shortlist-new-impact": lambda c, m: _new_list(c, m, "filter"),
    "35-shortlist-new-refused": lambda c, m: _new_list(c, m, "refused"),
    "36-decision": lambda c, m: _decision(c, m),
    "36-decision-empty": lambda c, m: _decision(c, m, wrong="empty"),
    "36-decision-quote": lambda c, m: _decision(c, m, wrong="quote"),
    "36-decisions-none": lambda c, _: DecisionsPage(c, ()),
    "36-decisions": lambda c, _: DecisionsPage(c, (_DECISION, replace(_DECISION, id="9" * 32, handed_ms=MONDAY_MS))),
    "36-letter-draft": lambda c, _: _letter(c, is_draft=True),
    "36-letter-unread": lambda c, _: _letter(c, is_draft=True, wrong=True),
    "36-letter-kept": lambda c, _: _letter(c, is_draft=False),
    "36-letter-again": lambda c, _: _letter_again(c),
}
