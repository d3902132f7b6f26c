"""Every page in every state that a person may meet: drawn by `make screens`, measured by the tests beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication

from progrez_desktop.core.attempt import fixed_route, leg_of, minutes_left, standings
from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault
from progrez_desktop.core.model.assessment import Assessment, Item, Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import Response, ResponseValue, SituationValue, TextValue
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.settings import Preferences
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import NotScored
from progrez_desktop.ui.arrival import where_it_stood
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.item import ItemPage, Progress
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.pages.unlock import UnlockPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from tests.fakes import MONDAY_MS
from tests.profiles import attempt_at, hand_made, made_profile, viewed
from tests.ui.gallery_about import ABOUT_STATES
from tests.ui.gallery_adaptive import ADAPTIVE_STATES
from tests.ui.gallery_cards import CARD_STATES
from tests.ui.gallery_choices import CHOICES_STATES
from tests.ui.gallery_counts import COUNTS_STATES
from tests.ui.gallery_cv import CV_STATES
from tests.ui.gallery_ease import EASE_STATES
from tests.ui.gallery_github import GITHUB_STATES
from tests.ui.gallery_hold import HOLD_STATES
from tests.ui.gallery_kiosk import KIOSK_STATES
from tests.ui.gallery_operator import OPERATOR_STATES
from tests.ui.gallery_operator_desk import DESK_STATES
from tests.ui.gallery_packs import PACK_STATES
from tests.ui.gallery_privacy import PRIVACY_STATES
from tests.ui.gallery_profile import PROFILE_STATES
from tests.ui.gallery_provider import PROVIDER_STATES
from tests.ui.gallery_rating import RATING_STATES
from tests.ui.gallery_reading import READING_STATES, objected, read_texts
from tests.ui.gallery_registry import REGISTRY_STATES
from tests.ui.gallery_report import REPORT_STATES
from tests.ui.gallery_rights import RIGHTS_STATES
from tests.ui.gallery_staff import STAFF_STATES

CODE = "7K2QM-XW4TN-90ABC-DEFGH-JKMNP-QRSTV-WXYZ1-23456"
"""Has the form of a recovery code and opens nothing."""


@dataclass(frozen=True)
class Material:
    """What the pages are filled with: what ships, and an invented visitor's answers."""

    assessment: Assessment
    bank: Bank
    answers: dict[str, ResponseValue]
    profile: Profile

    def responses(self, *, open_positions: Sequence[int] = ()) -> dict[str, Response]:
        """The visitor's answers as they were saved, without those at some positions."""
        left_open = {self.assessment.items[position].id for position in open_positions}
        return {
            item: Response(item, 1, "en", value, MONDAY_MS)
            for item, value in self.answers.items()
            if item not in left_open
        }


def material() -> Material:
    files = shipped()
    assessment, bank = files.assessment(), Bank.from_bytes(files.bank())
    answers = invented.answers(assessment.items, assessment, bank, "en")
    made = Material(assessment, bank, answers, hand_made(()))
    return replace(made, profile=made_profile(assessment, fixed_route(assessment), Scorer(bank), made.responses()))


class DarkContext(Context):
    """Dark, whatever the system prefers: the offscreen platform knows light only."""

    def _is_dark(self) -> bool:
        return True


def context_for(
    app: QApplication, language: str, percent: int, *, dark: bool = False, contrast: bool = False
) -> Context:
    """Return a context in one language, text size and scheme, which the application then wears."""
    return (DarkContext if dark else Context)(app, Preferences(language, percent, contrast), lambda _: None)


def _welcome(context: Context, given: Material, *, ready: bool) -> Page:
    page = WelcomePage(context)
    if ready:
        page.show_assessment(given.assessment)
        page.show_minutes(minutes_left(fixed_route(given.assessment), {}))
        page.storage_is_ready(True)
    return page


def _age(context: Context, _: Material, typed: str) -> Page:
    page = AgePage(context)
    page.field.edit.setText(typed)
    if typed:
        page._go_on()
    return page


def _account(context: Context, _: Material, *, filled: bool, state: str) -> Page:
    page = AccountPage(context)
    if filled:
        person = invented.PERSON
        for field, text in (
            (page.first_name, person.first_name),
            (page.last_name, person.last_name),
            (page.email, person.email),
            (page.password, invented.PASSWORD),
        ):
            field.edit.setText(text)
    if state == "faults":
        page.email.edit.setText("sanne.example.org")
        page.password.edit.setText("1234567890")
        page._go_on()
    elif state == "taken":
        page.show_fault("account.not_possible")
    elif state == "busy":
        page.be_busy(True)
    return page


def _recovery(context: Context, _: Material, about: str, *, wrong: bool = False) -> Page:
    page = RecoveryPage(context, CODE, about)
    if wrong:
        page.show_sheet_saved("Progrez recovery code.pdf")
        page.field.edit.setText("00000")
        page._go_on()
    return page


def _sign_in(context: Context, _: Material, *, code: bool) -> Page:
    page = SignInPage(context)
    page.email.edit.setText(invented.PERSON.email)
    if code:
        page.other_way.click()
        page.show_fault("error.recovery_code_length", signs=40)
    else:
        page.password.edit.setText("not this one")
        page.show_fault("error.wrong_password")
    return page


def _consent(context: Context, given: Material, ticked: int) -> Page:
    organisation = given.assessment.organisation
    assert organisation is not None
    page = ConsentPage(context, given.assessment, organisation, MONDAY_MS + organisation.retention_days * 86_400_000)
    for choice in list(page.choices.values())[:ticked]:
        choice.setChecked(True)
    return page


def _show_progress(page: ItemPage, given: Material, item: Item) -> None:
    position = given.assessment.items.index(item)
    route = fixed_route(given.assessment)
    leg, number = leg_of(route, position)
    done = given.responses(open_positions=range(position, len(given.assessment.items)))
    page.show_progress(Progress(standings(route, done), leg, number, 14), first=position == 0)


def _practice(context: Context, given: Material) -> Page:
    page = StatementPage(context)
    page.be_practice()
    page.show_progress(None, first=True)
    practice = given.assessment.practice
    page.show_statement(practice, given.assessment.formats[practice.format_id], None)
    return page


def _start(context: Context, given: Material, by_computer: bool | None) -> Page:
    minutes = minutes_left(fixed_route(given.assessment), {})
    page = StartPage(context, form="fixed", of=len(given.assessment.items), minutes=minutes)
    if by_computer is not None:
        page.choices[by_computer].click()
    return page


def _statement(context: Context, given: Material, categories: int, *, longest: bool, trouble: bool = False) -> Page:
    formats = given.assessment.formats
    of_kind = [
        item
        for item in given.assessment.items
        if isinstance(item, Statement) and formats[item.format_id].categories == categories
    ]
    by_length = sorted(of_kind, key=lambda item: max(map(len, item.text.values())))
    item = by_length[-1 if longest else 0]
    page = StatementPage(context)
    _show_progress(page, given, item)
    page.show_statement(item, formats[item.format_id], 2 if longest else None)
    page.show_saved(longest and not trouble)
    if trouble:
        page.show_trouble(EnvironmentFault("disk_full", folder="progrez"))
    return page


def _situation(context: Context, given: Material, chosen: int) -> Page:
    of_kind = [item for item in given.assessment.items if isinstance(item, Situation)]
    item = max(of_kind, key=lambda item: max(map(len, item.text.values())))
    page = SituationPage(context)
    _show_progress(page, given, item)
    first, second, *_ = (action.id for action in item.actions)
    page.show_situation(item, SituationValue(second if chosen else None, first if chosen > 1 else None))
    page.show_saved(chosen > 0)
    return page


def _open_answer(context: Context, given: Material, *, typed: bool, full: bool = False) -> Page:
    item = next(item for item in given.assessment.items if isinstance(item, Prompt))
    page = OpenAnswerPage(context)
    _show_progress(page, given, item)
    value = given.answers[item.id]
    assert isinstance(value, TextValue)
    page.show_prompt(item, value.text if typed else "")
    page.show_saved(typed)
    if full:
        page.editor.overflowed.emit()
    return page


def _review(context: Context, given: Material, *, complete: bool) -> Page:
    return ReviewPage(
        context,
        fixed_route(given.assessment),
        given.responses(open_positions=() if complete else (16, 17, 114, 119, 125)),
    )


def profile_with_a_gap(profile: Profile) -> Profile:
    """The profile of somebody who answered too little for the first skill."""
    first, *rest = profile.lines
    gap = replace(first, score=NotScored("too_few_answers", 3, first.score.of))
    return replace(profile, answered=profile.answered - 7, lines=(gap, *rest))


def _profile(context: Context, given: Material, *, gap: bool = False, texts: OwnTexts | None = None) -> ProfilePage:
    profile = profile_with_a_gap(given.profile) if gap else given.profile
    page = ProfilePage(context, given.assessment, viewed(profile))
    if texts is not None:
        page.show_texts(texts)
        page._rows["empathy"].click()
    if gap:
        page.show_failure(DataFault("resource_missing", name="model/answers.onnx"))
    return page


def _message(context: Context, _: Material, about: str, actions: tuple[str, ...], **params: object) -> Page:
    return MessagePage(context, about, actions, **params)  # type: ignore[arg-type]


def _resume(context: Context, given: Material, position: int, seen: Sequence[int] | None = None) -> Page:
    items = given.assessment.items
    open_positions = [place for place in range(len(items)) if place not in (seen or range(position))]
    responses = given.responses(open_positions=open_positions)
    sentence = where_it_stood(Standing(attempt_at(position), responses, fixed_route(given.assessment)))
    name = invented.PERSON.first_name
    return MessagePage(context, "resume", ("my_data", "leave", "go_on"), sentence=sentence, name=name)


def _trouble(context: Context, _: Material) -> Page:
    return MessagePage(context, "trouble", ("close", "again"), failure=LockedFault("second_instance", pid=4711))


def _unlock(context: Context, _: Material, code: str) -> Page:
    return UnlockPage(context, LockedFault(code))


State = Callable[[Context, Material], Page]

_STATES: dict[str, State] = {
    "01-welcome-waiting": lambda c, m: _welcome(c, m, ready=False),
    "01-welcome": lambda c, m: _welcome(c, m, ready=True),
    "03-age": lambda c, m: _age(c, m, ""),
    "03-age-fault": lambda c, m: _age(c, m, "0"),
    "04-account-empty": lambda c, m: _account(c, m, filled=False, state=""),
    "04-account-faults": lambda c, m: _account(c, m, filled=False, state="faults"),
    "04-account-taken": lambda c, m: _account(c, m, filled=True, state="taken"),
    "04-account-busy": lambda c, m: _account(c, m, filled=True, state="busy"),
    "05-recovery": lambda c, m: _recovery(c, m, "person"),
    "05-recovery-again": lambda c, m: _recovery(c, m, "again"),
    "05-recovery-wrong": lambda c, m: _recovery(c, m, "person", wrong=True),
    "05-recovery-machine": lambda c, m: _recovery(c, m, "machine"),
    "06-sign-in-wrong": lambda c, m: _sign_in(c, m, code=False),
    "06-sign-in-code": lambda c, m: _sign_in(c, m, code=True),
    "07-consent-none": lambda c, m: _consent(c, m, 0),
    "07-consent-one": lambda c, m: _consent(c, m, 1),
    "07-consent-all": lambda c, m: _consent(c, m, 99),
    "08-practice": _practice,
    "08-start": lambda c, m: _start(c, m, None),
    "08-start-computer": lambda c, m: _start(c, m, True),
    "08-start-person": lambda c, m: _start(c, m, False),
    "09-statement-5-short": lambda c, m: _statement(c, m, 5, longest=False),
    "09-statement-5-long": lambda c, m: _statement(c, m, 5, longest=True),
    "09-statement-6-short": lambda c, m: _statement(c, m, 6, longest=False),
    "09-statement-6-long": lambda c, m: _statement(c, m, 6, longest=True),
    "09-statement-7-short": lambda c, m: _statement(c, m, 7, longest=False),
    "09-statement-7-long": lambda c, m: _statement(c, m, 7, longest=True),
    "09-statement-not-saved": lambda c, m: _statement(c, m, 7, longest=True, trouble=True),
    "10-situation-none": lambda c, m: _situation(c, m, 0),
    "10-situation-half": lambda c, m: _situation(c, m, 1),
    "10-situation-both": lambda c, m: _situation(c, m, 2),
    "11-open-answer-empty": lambda c, m: _open_answer(c, m, typed=False),
    "11-open-answer-typed": lambda c, m: _open_answer(c, m, typed=True),
    "11-open-answer-full": lambda c, m: _open_answer(c, m, typed=True, full=True),
    "12-review-open": lambda c, m: _review(c, m, complete=False),
    "12-review-complete": lambda c, m: _review(c, m, complete=True),
    "13-profile-being-read": lambda c, m: _profile(c, m),
    "13-profile": lambda c, m: _profile(c, m, texts=read_texts(m)),
    "13-profile-reading-contested": lambda c, m: _profile(c, m, texts=objected(read_texts(m), "empathy", "other", "")),
    "13-profile-by-a-person": lambda c, m: _profile(c, m, texts=replace(read_texts(m), by_computer=False, texts=())),
    "13-profile-gap": lambda c, m: _profile(c, m, gap=True),
    "15-pause": lambda c, m: _message(c, m, "pause", ("leave", "ease", "go_on")),
    "15-resume": lambda c, m: _resume(c, m, 13),
    "15-resume-one-minute": lambda c, m: _resume(c, m, 0, seen=range(1, 127)),
    "15-resume-back-at-one": lambda c, m: _resume(c, m, 0, seen=range(127)),
    "15-resume-seen": lambda c, m: _resume(c, m, 127, seen=range(127)),
    "15-refused": lambda c, m: _message(c, m, "refused", ("back",)),
    "15-signed-out": lambda c, m: _message(c, m, "signed_out", ("back",)),
    "15-locked": lambda c, m: _message(c, m, "locked", ("back", "sign_in")),
    "15-trouble": _trouble,
    "16-unlock-new": lambda c, m: _unlock(c, m, "passphrase_new"),
    "16-unlock-wrong": lambda c, m: _unlock(c, m, "wrong_passphrase"),
    "16-unlock-recovery": lambda c, m: _unlock(c, m, "keyring_lost"),
}


def _together(*parts: Mapping[str, State]) -> dict[str, State]:
    """Return all states; a name given twice would hide a picture."""
    names = [name for part in parts for name in part]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return {name: state for part in parts for name, state in part.items()}


STATES = _together(
    _STATES,
    ABOUT_STATES,
    *(ADAPTIVE_STATES, REPORT_STATES, CV_STATES, PROFILE_STATES, PROVIDER_STATES, RATING_STATES, READING_STATES),
    *(PACK_STATES, PRIVACY_STATES, RIGHTS_STATES, GITHUB_STATES, CHOICES_STATES, HOLD_STATES, KIOSK_STATES),
    *(OPERATOR_STATES, STAFF_STATES, DESK_STATES, COUNTS_STATES),
    *(EASE_STATES, REGISTRY_STATES, CARD_STATES),
)
