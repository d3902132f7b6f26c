"""My data, and deleting it, in every state that a person may meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.consent import fields_of, standings
from progrez_desktop.core.documents.letter import Letter
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.access_log import Action, Actor, CheckedLog, LogLine
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.model.contest import WHOLE, Correction, Said, ScoreObjection
from progrez_desktop.core.model.retention import Choice, Term
from progrez_desktop.core.model.training import TrainingText
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services import explaining
from progrez_desktop.core.services.asking import Asking
from progrez_desktop.core.services.erasing import Outlook
from progrez_desktop.core.services.influence import pulls
from progrez_desktop.core.services.my_data import MyData, OwnSay
from progrez_desktop.core.services.retention import Kept
from progrez_desktop.core.services.training_texts import Offer
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.ui.arrival import in_lines
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.contest import ContestPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.person import PersonPage
from progrez_desktop.ui.pages.training import TrainingPage
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_DAY_MS = 86_400_000
DAY = date(2026, 11, 23)
UNTIL_MS = MONDAY_MS + 28 * _DAY_MS
SAID = Said(
    {
        "leadership": ScoreObjection("leadership", "disturbed", "The fire alarm went off halfway.", MONDAY_MS),
        "empathy": ScoreObjection("empathy", "not_me", "", MONDAY_MS),
    },
    {
        "leadership": Correction("leadership", "I led a team for three years; I meant the other end.", MONDAY_MS),
        WHOLE: Correction(WHOLE, "I sat there on the 22nd and not on the 23rd.", MONDAY_MS),
    },
)
"""What somebody says against a result."""
_HAPPENED: tuple[tuple[Actor, Action, dict[str, object]], ...] = (
    ("you", "account_made", {}),
    ("you", "consent_decided", {"purposes": ["profile", "contact", "human_rating", "research"]}),
    ("computer", "texts_read", {"attempt": "a"}),
    ("you", "profile_opened", {"attempt": "a"}),
    ("you", "asked_rater", {"release": "r", "answers": 6}),
    ("you", "cv_saved", {}),
    ("somebody", "wrong_password", {"times": 3, "last_ms": MONDAY_MS}),
    ("you", "signed_in_by_code", {}),
    ("operator", "carried_to_rater", {"release": "r"}),
    ("rater", "rating_returned", {}),
    ("you", "consent_withdrawn", {"purposes": ["research"]}),
    ("you", "data_saved", {}),
)
_AHEAD = Outlook("7f" * 16, sittings=2, answers=254, told_later=0)


def _grant(purpose: Purpose, *, withdrawn: bool = False, until_days: int = 28) -> Grant:
    since = MONDAY_MS - 3 * _DAY_MS
    return Grant(
        id=purpose,
        organisation_id="o",
        purpose=purpose,
        fields=fields_of(purpose),
        granted_ms=since,
        until_ms=MONDAY_MS + until_days * _DAY_MS,
        withdrawn_ms=MONDAY_MS if withdrawn else None,
        notice_sha256="ab" * 32,
        notice_language="en",
        notice_version="1",
    )


def mine(given: "Material", *, empty: bool = False, broken: bool = False) -> MyData:
    grants = [
        _grant("profile"),
        _grant("contact"),
        _grant("human_rating", until_days=-1),
        _grant("research", withdrawn=True),
    ]
    happened = _HAPPENED[: 1 if empty else None]
    lines = tuple(
        LogLine(n + 1, MONDAY_MS + n * 7_400_000, actor, action, None, params)
        for n, (actor, action, params) in enumerate(happened)
    )
    counts = {"attempt": 2, "response_event": 254, "reading": 6, "result": 1, "human_rating": 0, "receipt": 2}
    return MyData(
        details=invented.PERSON,
        organisation=given.assessment.organisation,
        choices=standings([] if empty else grants, "o", given.assessment.purposes, MONDAY_MS),
        held={} if empty else counts,
        log=CheckedLog(lines, 13 if broken else None),
        has_receipt=not empty,
        providers=0 if empty else 1,
        say=None if empty else OwnSay(given.profile, SAID, Asking("open", given.assessment.organisation, UNTIL_MS)),
        kept=_kept("longer" if broken else "usual"),
    )


def _kept(choice: Choice) -> Kept:
    days: dict[Choice, int] = {"sooner": 7, "usual": 28, "longer": 365}
    ends = {one: MONDAY_MS + n * _DAY_MS for one, n in days.items()}
    term = Term("a", MONDAY_MS, choice, None, ends[choice])
    return Kept(term, tuple((one, end) for one, end in ends.items() if one != choice))


def _my_data(context: Context, given: "Material", *, empty: bool = False, broken: bool = False) -> MyDataPage:
    return MyDataPage(context, mine(given, empty=empty, broken=broken), given.assessment.skills)


def _all_lines(context: Context, given: "Material") -> Page:
    page = _my_data(context, given)
    page.all_button.click()
    return page


def _noted(context: Context, given: "Material", *, fault: bool) -> Page:
    page = _my_data(context, given)
    if fault:
        page.show_fault(EnvironmentFault("disk_full", folder="STICK"))
    else:
        page.show_note("my_data.withdrawn")
    return page


def _news(context: Context, _: "Material") -> Page:
    """What staff did while the safe was locked: the longest that there is, twice."""
    body = {"action": "disclosed", "at_ms": MONDAY_MS, "number": "ab12cd34"}
    fields = ["account", "made", "kept_until", "releases", "operator_actions"]
    told = {"authority": "Police, unit West", "ground": "order 12-345 of a judge", "fields": fields}
    news = [News("a", {**body, "told": told}), News("b", {**body, "action": "package_made", "told": {}})]
    names = {"en": "Example Organisation", "nl": "Voorbeeldorganisatie"}
    wrote = {"organisation": names, "text": "Could you come on Monday? " * 4, "by": "recruiter"}
    news.append(News("c", {**body, "action": "mail_message", "told": wrote}))
    return MessagePage(context, "news", ("go_on",), sentence=partial(in_lines, news))


def _change(context: Context, given: "Material") -> Page:
    organisation = given.assessment.organisation
    assert organisation is not None
    page = ConsentPage(context, given.assessment, organisation, MONDAY_MS + 28 * _DAY_MS, ["profile", "contact"])
    page.be_change()
    return page


def contest_page(
    context: Context, given: "Material", said: Said, skill_id: str | None = "leadership", note: str = ""
) -> ContestPage:
    organisation = given.assessment.organisation
    assert organisation is not None
    skill = next((one for one in given.assessment.skills if one.id == skill_id), None)
    page = ContestPage(context, skill, is_scored=True, rater=(organisation, UNTIL_MS))
    page.show_said(said)
    if skill is not None:
        page.letter_wanted.connect(lambda: page.show_letter(_letter(context, given, skill.id, said)))
        page.show_letter(_letter(context, given, skill.id, said))
    if note:
        page.show_note(note)
    return page


def _letter(context: Context, given: "Material", skill_id: str, said: Said) -> Letter:
    line = next(one for one in given.profile.lines if one.skill_id == skill_id)
    answers = {name: one.value.category for name, one in given.responses().items() if hasattr(one.value, "category")}
    bank = Bank.from_bytes(shipped().bank())
    found = pulls(bank.skills[skill_id], answers)
    made_with = explaining.MadeWith(given.assessment, bank, DAY)
    return explaining.letter_of(made_with, given.profile, line, found, said, context.words)


def _training(context: Context, given: "Material") -> Page:
    """One as it was set ready, one with other words left out since, and one that nobody gave a word on."""
    prompts = [item for item in given.assessment.items if isinstance(item, Prompt)][:3]
    texts = ("I asked […] of […] what was wrong.", "Then […] called, and we waited at the lock.", "Nobody was there.")
    ready = (texts[0], "Then Mark called, and we waited at the lock.", "")
    offers = [
        Offer(prompt, "en", text, TrainingText("a", prompt.id, "o", "en", before, MONDAY_MS) if before else None)
        for prompt, text, before in zip(prompts, texts, ready, strict=True)
    ]
    page = TrainingPage(context, offers)
    page.more.edit.setText("Mark, Urk")
    page.show_note("training.set")
    return page


def _all_choices(context: Context, given: "Material") -> Page:
    """A pack that asks for everything that there is to ask."""
    organisation = given.assessment.organisation
    assert organisation is not None
    every = replace(given.assessment, purposes=PURPOSES)
    return ConsentPage(context, every, organisation, UNTIL_MS, ["training_texts"])


def _person_wrong(context: Context, _: "Material") -> Page:
    page = PersonPage(context, invented.PERSON)
    page.last_name.edit.clear()
    page.email.edit.setText("sanne at example")
    page.save_button.click()
    return page


def _contest_form(context: Context, given: "Material") -> Page:
    page = contest_page(context, given, Said())
    page.ask.click()
    page.form.reasons["misread"].click()
    return page


def _erase(context: Context, _: "Material", told_later: int = 0, *, saved: bool = False) -> Page:
    page = ErasePage(context, Outlook(_AHEAD.reference, 2, 254, told_later))
    if saved:
        page.show_saved("Progrez.zip")
    return page


RIGHTS_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "17-my-data": _my_data,
    "17-my-data-new": lambda c, m: _my_data(c, m, empty=True),
    "17-my-data-broken": lambda c, m: _my_data(c, m, broken=True),
    "17-my-data-all-lines": _all_lines,
    "17-my-data-withdrawn": lambda c, m: _noted(c, m, fault=False),
    "17-my-data-disk-full": lambda c, m: _noted(c, m, fault=True),
    "17-choices-changed": _change,
    "17-say": lambda c, m: contest_page(c, m, Said()),
    "17-say-form": _contest_form,
    "17-say-contested": lambda c, m: contest_page(c, m, SAID),
    "17-say-noted": lambda c, m: contest_page(c, m, SAID, note="contest.look.noted"),
    "17-person": lambda c, _: PersonPage(c, invented.PERSON),
    "17-person-wrong": _person_wrong,
    "17-training": _training,
    "17-training-none": lambda c, _: TrainingPage(c, ()),
    "17-choices-training": _all_choices,
    "17-say-whole": lambda c, m: contest_page(c, m, SAID, None),
    "17-news": _news,
    "18-erase": _erase,
    "18-erase-saved": lambda c, m: _erase(c, m, 1, saved=True),
    "18-erase-sure": lambda c, _: MessagePage(c, "erase_sure", ("no", "yes"), danger="yes"),
    "18-erased": lambda c, _: ErasedPage(c, is_complete=True),
    "18-erased-later": lambda c, _: ErasedPage(c, is_complete=False),
}
