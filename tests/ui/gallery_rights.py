"""My data, and deleting it, in every state that a person may meet."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.consent import fields_of, standings
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.access_log import Action, Actor, CheckedLog, LogLine
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.model.retention import Choice, Term
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.erasing import Outlook
from progrez_desktop.core.services.my_data import MyData
from progrez_desktop.core.services.retention import Kept
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.ui.arrival import in_lines
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_DAY_MS = 86_400_000
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
        kept=_kept("longer" if broken else "usual"),
    )


def _kept(choice: Choice) -> Kept:
    days: dict[Choice, int] = {"sooner": 7, "usual": 28, "longer": 365}
    ends = {one: MONDAY_MS + n * _DAY_MS for one, n in days.items()}
    term = Term("a", MONDAY_MS, choice, None, ends[choice])
    return Kept(term, tuple((one, end) for one, end in ends.items() if one != choice))


def _my_data(context: Context, given: "Material", *, empty: bool = False, broken: bool = False) -> MyDataPage:
    return MyDataPage(context, mine(given, empty=empty, broken=broken))


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
    return MessagePage(context, "news", ("go_on",), sentence=partial(in_lines, news))


def _change(context: Context, given: "Material") -> Page:
    organisation = given.assessment.organisation
    assert organisation is not None
    page = ConsentPage(context, given.assessment, organisation, MONDAY_MS + 28 * _DAY_MS, ["profile", "contact"])
    page.be_change()
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
    "17-news": _news,
    "18-erase": _erase,
    "18-erase-saved": lambda c, m: _erase(c, m, 1, saved=True),
    "18-erase-sure": lambda c, _: MessagePage(c, "erase_sure", ("no", "yes"), danger="yes"),
    "18-erased": lambda c, _: ErasedPage(c, is_complete=True),
    "18-erased-later": lambda c, _: ErasedPage(c, is_complete=False),
}
