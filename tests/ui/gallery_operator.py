"""The window of an operator in every state that staff may meet."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.model.duty import Duty, Kind, State
from progrez_desktop.core.model.organisation import Card, DeviceKind, EnrolmentState, Invitation, Pinned, SealKey
from progrez_desktop.core.model.outgoing import Leaving, Outcome, Post, PostState, Sent
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.services.enrolling import Change, Offered
from progrez_desktop.core.services.exchange import Exchanged
from progrez_desktop.core.services.own_sending import OwnSending, Way
from progrez_desktop.core.services.today import Today
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.operator_places import IN_KIOSK, IN_WINDOW
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.operator_invitation import InvitationPage
from progrez_desktop.ui.pages.operator_leaving import LeavingPage
from progrez_desktop.ui.pages.operator_organisations import OrganisationsPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.staff_sign_in import StaffSignInPage
from progrez_desktop.ui.posts_words import Found
from progrez_desktop.ui.sending_visit import told
from tests.fakes import MONDAY_MS
from tests.ui.gallery_choices import CHOICES_STATES
from tests.ui.gallery_operator_desk import HELD, LOOSE

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}
TOWN = {"en": "Example Municipality", "nl": "Gemeente Voorbeeld"}


def post(
    state: PostState = "ready", erasures: int = 1, profiles: int = 8, name: dict[str, str] = BOARD, named: int = 6
) -> Post:
    """Return what waits for one organisation."""
    fields = {"scores": profiles, "provenance": profiles, "name": named, "email": named}
    return Post(name["en"], name, state, erasures, profiles, fields, 0, MONDAY_MS)


def _duty(number: int, kind: Kind, state: State, days: int) -> Standing:
    due_ms = MONDAY_MS + days * DAY_MS
    duty = Duty(f"{number}c07a1e5" * 4, kind, None, due_ms - 30 * DAY_MS, due_ms, None, None, None, None, b"")
    return Standing(duty, state)


def _today(context: Context, posts: list[Post], *, quiet: bool = False, behind: bool = False) -> Page:
    duties = (
        ()
        if quiet
        else (_duty(1, "access", "overdue", -2), _duty(2, "erasure", "reminder", 4), _duty(3, "authority", "open", 21))
    )
    clock = ClockStanding(MONDAY_MS, MONDAY_MS + 9 * DAY_MS if behind else MONDAY_MS, 0, None)
    named = () if not posts else (BOARD,)
    swept, over = (None, 0) if quiet else (MONDAY_MS - DAY_MS // 3, 3)
    standing = Today(14, *((0, 0, 0) if quiet else (9, 1, 1)), duties, clock, swept, over, "Kiosk 3", named)
    page = TodayPage(context, IN_WINDOW, standing, posts)
    if named:
        page.show_lock(LOOSE if behind else HELD)
    return page


def _send(context: Context, *posts: Post) -> SendPage:
    return SendPage(context, IN_KIOSK, Found(posts))


def _sending(context: Context, at: tuple[int, int] | None) -> Page:
    page = _send(context, post())
    page.be_busy(True)
    page.show_sending()
    if at:
        page.working.show_progress(*at)
    return page


def _sent(context: Context, sent: Sent, *after: Post) -> Page:
    page = _send(context, *after)
    page.show_posts(Found(after, sent.outcomes))
    page.show_outcomes([partial(told, after[0], Exchanged(sent, 2, 1))])
    return page


def _failed(context: Context, failure: Exception) -> Page:
    page = _send(context, post())
    page.show_fault(failure)
    return page


def leaving(count: int) -> list[Leaving]:
    """Return releases that would leave."""
    purposes, fields = ("profile", "contact", "teams"), ("scores", "provenance", "name", "email")
    return [
        Leaving(
            f"{number * 2_654_435_761 % 2**32:08x}" + "0" * 24,
            1,
            purposes[: 1 + number % 3],
            fields[: 2 + 2 * (number % 2)],
            MONDAY_MS + 180 * DAY_MS,
            2048 + number,
        )
        for number in range(count)
    ]


def _leaving(context: Context, *found: tuple[Post, list[Leaving]]) -> Page:
    return LeavingPage(context, IN_WINDOW, found)


def _sign_in(context: Context, step: str) -> Page:
    page = StaffSignInPage(context, IN_WINDOW, "send", BOARD)
    if step == "asking":
        page.show_asking()
    elif step in ("open", "closed"):
        page.show_link("https://sign-in.example.org/auth?client_id=progrez-desktop", is_open=step == "open")
    elif step == "code":
        address = "https://sign-in.example.org/device"
        page.show_code(PhoneCode(address, "WDJB-MJHT", f"{address}?user_code=WDJB-MJHT", 900), qr_matrix(address))
    return page


def _card(server: str | None = "https://assessments.example.org") -> Card:
    return Card("a" * 32, BOARD, 1, MONDAY_MS, b"s" * 32, (SealKey("k" * 64, b"p" * 32, MONDAY_MS),), server)


def _pinned(enrolment: EnrolmentState) -> Pinned:
    """Return an organisation as it stands here; from a pack alone, nothing but its name and key are known."""
    card = None if enrolment == "pinned" else _card()
    state: Literal["pinned", "trusted", "dropped"] = "trusted" if card else "pinned"
    return Pinned(
        organisation_id="a" * 32,
        name=BOARD["en"],
        state="dropped" if enrolment == "dropped" else state,
        card=card,
        card_document=None,
        public_key=b"p" * 32,
        device_id="d" * 32,
        device_key=b"k" * 32,
        kind="kiosk",
        device_name="Kiosk 3",
        enrolment=enrolment,
        certificate_document=None,
        pinned_ms=MONDAY_MS,
        enrolled_ms=MONDAY_MS,
    )


def _organisations(context: Context, *states: EnrolmentState, note: str = "") -> Page:
    page = OrganisationsPage(context, IN_WINDOW, [_pinned(state) for state in states])
    if note:
        page.show_note(note, name="Progrez enrolment request.json")
    return page


def _invitation(context: Context, change: Change, kind: DeviceKind = "kiosk", fault: str = "") -> Page:
    invitation = Invitation("a" * 32, _card(), {}, kind, "01234-56789", MONDAY_MS)
    page = InvitationPage(context, IN_WINDOW, Offered(invitation, "ab" * 32, change))
    if fault == "missing":
        page.accept_button.click()
    elif fault:
        page.typed.edit.setText("ABAB ABAB")
        page.show_fault(UsageFault(fault))
    return page


def _send_now(context: Context, given: "Material", way: Way, step: str = "", waiting: int = 1) -> Page:
    page = CHOICES_STATES["19-release-sent"](context, given)
    assert isinstance(page, ReleasePage)
    page.send_now.show_standing(OwnSending("o", BOARD, way, waiting))
    if step == "sending":
        page.send_now.show_sending()
        page.send_now.working.show_progress(1, 2)
    elif step == "offline":
        page.send_now.show_fault(EnvironmentFault("online_offline", host="assessments.example.org"))
    elif step == "sent":
        page.send_now.show_outcome(partial(told, post(), Exchanged(_ALL)))
        page.send_now.show_standing(OwnSending("o", BOARD, way, 0))
    return page


def _mine_waits(context: Context, given: "Material", waiting: int = 2) -> Page:
    page = CHOICES_STATES["17-my-data-elsewhere"](context, given)
    assert isinstance(page, MyDataPage)
    page.send_now.show_standing(OwnSending("o", BOARD, "own", waiting, may_ask=True))
    return page


_HOST = {"host": "assessments.example.org"}
_OK = [Outcome("put", f"{number:032x}", 1, "stored") for number in range(8)]
_STAYED = [
    Outcome("put", "a1b2c3d4" + "0" * 24, 1, "no_consent"),
    Outcome("put", "b2c3d4e5" + "0" * 24, 2, "newer_there"),
    Outcome("put", "c3d4e5f6" + "0" * 24, 1, "not_tried"),
    Outcome("put", "d4e5f607" + "0" * 24, 1, "organisation_key_changed"),
]
_ALL = Sent("a" * 32, "sent", (*_OK, Outcome("erase", "d" * 32, 1, "erased")))
_SOME = Sent("a" * 32, "left", (*_OK[:5], *_STAYED), 1, try_again_ms=MONDAY_MS, minutes_off=7, server_rolled_back=True)
_LATER = Sent("a" * 32, "later", (), 9, EnvironmentFault("online_offline", host="assessments.example.org"))

OPERATOR_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "41-today": lambda c, _: _today(c, [post(), post("sign_in_needed", 0, 1, TOWN, 0)]),
    "41-today-quiet": lambda c, _: _today(c, [post(erasures=0, profiles=0)], quiet=True),
    "41-today-nobody": lambda c, _: _today(c, [], quiet=True),
    "41-today-clock": lambda c, _: _today(c, [post()], behind=True),
    "42-send": lambda c, _: _send(c, post(), post(profiles=1, erasures=0, name=TOWN, named=0)),
    "42-send-nothing": lambda c, _: _send(c, post(erasures=0, profiles=0)),
    "42-send-nobody": lambda c, _: _send(c),
    "42-send-sign-in": lambda c, _: _send(c, post("sign_in_needed")),
    "42-send-not-enrolled": lambda c, _: _send(c, post("not_enrolled"), post("asked", 0, 2, TOWN, 0)),
    "42-send-no-server": lambda c, _: _send(c, post("no_server"), post("dropped", 1, 0, TOWN, 0)),
    "42-send-offline": lambda c, _: _failed(c, EnvironmentFault("online_offline", **_HOST)),
    "42-send-refused": lambda c, _: _failed(c, LockedFault("server_refused", **_HOST)),
    "42-send-key-changed": lambda c, _: _failed(c, DataFault("organisation_key_changed")),
    "43-sending-begun": lambda c, _: _sending(c, None),
    "43-sending": lambda c, _: _sending(c, (5, 9)),
    "43-sent": lambda c, _: _sent(c, _ALL, post(erasures=0, profiles=0)),
    "43-sent-some": lambda c, _: _sent(c, _SOME, post(erasures=0, profiles=1)),
    "43-sent-later": lambda c, _: _sent(c, _LATER, post()),
    "44-leaving": lambda c, _: _leaving(c, (post(), leaving(4))),
    "44-leaving-many": lambda c, _: _leaving(c, (post(profiles=120), leaving(120)), (post(name=TOWN), leaving(2))),
    "44-leaving-nothing": lambda c, _: _leaving(c, (post(erasures=0, profiles=0), [])),
    "45-staff-sign-in": lambda c, _: _sign_in(c, ""),
    "45-staff-sign-in-asking": lambda c, _: _sign_in(c, "asking"),
    "45-staff-sign-in-open": lambda c, _: _sign_in(c, "open"),
    "45-staff-sign-in-closed": lambda c, _: _sign_in(c, "closed"),
    "45-staff-sign-in-code": lambda c, _: _sign_in(c, "code"),
    "19-release-send-now": lambda c, m: _send_now(c, m, "own"),
    "19-release-sending-now": lambda c, m: _send_now(c, m, "own", "sending"),
    "19-release-sent-now": lambda c, m: _send_now(c, m, "own", "sent"),
    "19-release-not-sent": lambda c, m: _send_now(c, m, "own", "offline"),
    "19-release-staff-send": lambda c, m: _send_now(c, m, "staff"),
    "19-release-not-admitted": lambda c, m: _send_now(c, m, "nobody"),
    "17-my-data-send-now": lambda c, m: _mine_waits(c, m),
    "17-my-data-ask-now": lambda c, m: _mine_waits(c, m, 0),
    "46-organisations-none": lambda c, _: _organisations(c),
    "46-organisations": lambda c, _: _organisations(c, "admitted", note="operator.enrol.admitted"),
    "46-organisations-asked": lambda c, _: _organisations(c, "asked", note="operator.enrol.asked"),
    "46-organisations-saved": lambda c, _: _organisations(c, "invited", note="operator.enrol.saved"),
    "46-organisations-pack": lambda c, _: _organisations(c, "pinned", "dropped"),
    "46-invitation": lambda c, _: _invitation(c, "new"),
    "46-invitation-home": lambda c, _: _invitation(c, "back", "home", "missing"),
    "46-invitation-other": lambda c, _: _invitation(c, "another_key", fault="fingerprint_differs"),
    "47-operator-locked": lambda c, _: MessagePage(c, "operator.locked", ("again",)),
}
