"""What an operator keeps: requests, assessments, the computer, the log; in every state that staff may meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.model.duty import Duty, Kind, Request, State
from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import Member
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.device_settings import SETTINGS, Choice
from progrez_desktop.core.services.doctor import Finding
from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.services.duty_view import Going, Told, steps_of
from progrez_desktop.core.services.kiosk_door import Standing as LockStanding
from progrez_desktop.core.services.operators_log import Line, Log, kind_of
from progrez_desktop.core.services.pack_fetching import Offered
from progrez_desktop.core.services.pack_shelf import FromFile, OnShelf, Procedure
from progrez_desktop.core.services.pack_shelf import Standing as PackStanding
from progrez_desktop.core.services.this_computer import Computer, Terms
from progrez_desktop.core.services.updating import Version
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.staff_roles import signed_in
from progrez_desktop.core.store.pack_store import Installed
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.operator_places import IN_WINDOW
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.operator_checks import ChecksPage
from progrez_desktop.ui.pages.operator_computer import ComputerPage
from progrez_desktop.ui.pages.operator_disclosing import DisclosingPage
from progrez_desktop.ui.pages.operator_duties import DutiesPage
from progrez_desktop.ui.pages.operator_duty import DutyPage
from progrez_desktop.ui.pages.operator_duty_new import DutyNewPage
from progrez_desktop.ui.pages.operator_log import LogPage
from progrez_desktop.ui.pages.operator_member import MemberPage
from progrez_desktop.ui.pages.operator_offers import OffersPage
from progrez_desktop.ui.pages.operator_own_factor import OwnFactorPage
from progrez_desktop.ui.pages.operator_pack_found import PackFoundPage
from progrez_desktop.ui.pages.operator_packs import PacksPage
from progrez_desktop.ui.pages.operator_roster import RosterPage
from progrez_desktop.ui.pages.operator_settings import SettingsPage
from progrez_desktop.ui.pages.operator_trouble import TroublePage
from tests.fakes import MONDAY_MS
from tests.ui.gallery_kiosk import SEVERAL

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
_LONG = "We asked for it three times and nobody answered; please see the letters of 3 and 17 October. " * 4
_GOING = Going(MONDAY_MS - 20 * DAY_MS, 412, 138, 1, 2)

HELD = LockStanding(
    (
        Found("session", "enforced", "alone", names=("cage",)),
        Found("dumps", "enforced", "closed"),
        Found("screens", "detected", "one"),
    ),
    (),
)
LOOSE = LockStanding((*SEVERAL, *HELD.found[1:]), SEVERAL[:1])

# Requests


def standing(number: int, kind: Kind, state: State, days: int, **done: int) -> Standing:
    """Return a request that is due in so many days; `done` says how many days ago a step was."""
    due_ms = MONDAY_MS + days * DAY_MS
    steps = {
        f"{name}_ms": MONDAY_MS - done[name] * DAY_MS if name in done else None
        for name in ("confirmed", "identity", "acted", "closed")
    }
    duty = Duty(f"{number}c07a1e5" * 4, kind, None, due_ms - 30 * DAY_MS, due_ms, sealed=b"", **steps)
    return Standing(duty, state)


def _duties(context: Context, *found: Standing) -> Page:
    return DutiesPage(context, IN_WINDOW, found, MONDAY_MS)


_SOME = (
    standing(1, "access", "overdue", -2, confirmed=30),
    standing(2, "erasure", "reminder", 4, confirmed=20, identity=3),
    standing(3, "authority", "open", 21),
)
_CLOSED = standing(4, "withdrawal", "closed", 9, confirmed=20, identity=18, acted=2, closed=2)


def _duty(
    context: Context, one: Standing, *, account: bool | None = True, note: str = "", going: Going | None = None
) -> DutyPage:
    request = Request(
        "anna.de.vries@example.org",
        "Anna de Vries",
        "lawyer@example.org" if note else "",
        note,
        "called back on the number that we had" if one.duty.identity_ms else "",
        "We sent what is held." if one.duty.closed_ms else "",
    )
    return DutyPage(context, IN_WINDOW, Told(one, request, account, going, steps_of(one.duty)), MONDAY_MS)


def _erasing(context: Context, _: "Material") -> Page:
    page = _duty(context, _SOME[1], going=_GOING)
    page.buttons["erase"].click()
    return page


def _refused(context: Context, _: "Material") -> Page:
    page = _duty(context, _SOME[1], going=_GOING)
    page.show_fault(UsageFault("duty_answer_needed"))
    return page


def _nameless(context: Context, _: "Material") -> Page:
    page = _duty(context, _SOME[0], account=None)
    page.show_fault(UsageFault("duty_identity_how"))
    return page


def _new(context: Context, fault: UsageFault | None = None, going: Going | None = None) -> Page:
    page = DutyNewPage(context, IN_WINDOW, "2026-11-23")
    if fault is not None:
        page.email.edit.setText("anna.de.vries")
        page.show_fault(fault)
    if going is not None:
        page.kind.choose("under_16")
        page.show_going(going)
    return page


def _disclosing(context: Context, fault: UsageFault | None = None) -> Page:
    page = DisclosingPage(context, IN_WINDOW, "3c07a1e5")
    if fault is not None:
        page.show_fault(fault)
    return page


# Assessments

_BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}
_TRAINEES = {"en": "Trainees 2027", "nl": "Trainees 2027"}
_ASKED = Procedure(_TRAINEES, _BOARD, {"en": "Traineeship", "nl": "Traineeship"}, date(2027, 3, 31), asks_code=True)
_SHIPS = Procedure({"en": "Working together", "nl": "Samen werken"}, None, None, None, asks_code=False)


def on_shelf(state: PackStanding, *, needed: int = 0, version: str = "1.0.0", over: bool = False) -> OnShelf:
    """Return a pack of an organisation."""
    sha256 = f"{len(state)}{version[0]}ab12cd34ef" * 5
    chosen = state in ("runs", "chosen")
    installed = Installed(
        *(sha256, "assessment", "trainees-2027", version, _BOARD["en"], "a" * 32, "b" * 64, MONDAY_MS),
        "in_use" if chosen else "installed",
        sha256,
    )
    procedure = None if state == "damaged" else _ASKED
    return OnShelf(
        "assessment",
        f"trainees-2027@{version}",
        sha256,
        _BOARD["en"],
        state,
        installed,
        needed,
        procedure,
        is_over=over,
    )


def _ships(state: PackStanding) -> OnShelf:
    return OnShelf("assessment", "working-together@1.4.0", "0f12ab34cd56" * 5, "Progrez", state, procedure=_SHIPS)


_MODEL = OnShelf("model", "", "77aa88bb99cc" * 5, "Progrez", "runs")


def _packs(context: Context, *found: OnShelf, failure: str | None = None) -> PacksPage:
    return PacksPage(context, IN_WINDOW, (*found, _MODEL), failure)


def _reading(context: Context, _: "Material") -> Page:
    page = _packs(context, _ships("runs"))
    page.be_busy(True)
    page.show_working()
    page.working.show_progress(9 << 10, 28 << 10)
    return page


def _offline(context: Context, _: "Material") -> Page:
    page = _packs(context, _ships("runs"))
    page.show_fault(EnvironmentFault("online_offline", host="assessments.example.org"))
    return page


_FOUND = FromFile(b"", (), "assessment", "trainees-2027@1.0.0", _BOARD["en"], "3fb2c4d5" * 8, _ASKED)


def _found(context: Context, *problems: DataFault, unread: bool = False) -> Page:
    found = FromFile(b"", problems) if unread else replace(_FOUND, problems=problems)
    return PackFoundPage(context, IN_WINDOW, found, "trainees.pack")


_OFFERS = (
    Offered("5a" * 32, 412_000, "trainees-2027", "1.1.0", is_here=False),
    Offered("6b" * 32, 27_400_000, "readings-nl", "2.0.0", is_here=True),
)

# The computer


_VERSIONS = (
    Version("0.7.2", is_current=False, is_previous=True, is_running=False),
    Version("0.8.0", is_current=False, is_previous=False, is_running=True),
    Version("0.9.0", is_current=True, is_previous=False, is_running=False),
)


def computer(*, behind: bool = False, full: bool = False, passphrase: bool = False) -> Computer:
    clock = ClockStanding(MONDAY_MS, MONDAY_MS + 9 * DAY_MS if behind else MONDAY_MS, 3 * DAY_MS, None)
    if not behind and not full:
        clock = replace(clock, destroyed_before_ms=MONDAY_MS)
    return Computer(
        "0.8.0",
        None if passphrase else _VERSIONS,
        (("engine", "25161e616dbbe577" * 4), ("pack", "0f" * 32), ("bank", "1e" * 32), ("model", "2d" * 32)),
        None if passphrase else "SecretService",
        MONDAY_MS - 200 * DAY_MS,
        clock,
        143 if full else 48_213,
        0 if passphrase else 2,
        Terms(28, None if passphrase else 365, 14, 3 if behind else 0, None if passphrase else MONDAY_MS - DAY_MS // 3),
        (),
    )


def _computer(context: Context, lock: LockStanding) -> Page:
    page = ComputerPage(context, IN_WINDOW, computer())
    page.show_lock(lock)
    return page


def _settings(context: Context, note: str = "") -> Page:
    choices = [Choice(one, None, one.default, is_default=True) for one in SETTINGS]
    page = SettingsPage(context, IN_WINDOW, choices, Preferences("nl", 125))
    if note:
        page.show_note(note)
    return page


_WELL = (
    Finding("python", "ok", "python.ok", {"version": "3.11.2"}),
    Finding("resources", "ok", "resources.ok", {"count": 60}),
)
_ILL = (
    *_WELL,
    Finding("swap", "note", "swap.on_disk", {"names": "/dev/sda2"}),
    Finding("qt", "missing", "qt.missing", {"names": "libxcb-cursor.so.0", "platform": "xcb"}, apt=("libxcb-cursor0",)),
)

# The log

_EVENTS = (
    AuditEvent(MONDAY_MS - 9 * DAY_MS, "operator", "organisation_trusted", "a" * 32, {"to": "ab12"}),
    AuditEvent(MONDAY_MS - 9 * DAY_MS, "operator", "pack_installed", "b" * 64, {"to": "trainees-2027@1.0.0"}),
    AuditEvent(
        MONDAY_MS - 2 * DAY_MS, "operator", "setting_changed", None, {"setting": "keep_days", "from": "28", "to": "14"}
    ),
    AuditEvent(MONDAY_MS - DAY_MS, "staff", "duty_closed", "c" * 32, {"duty": "4c07a1e5", "by": "9f8e7d6c" * 4}),
    AuditEvent(MONDAY_MS - DAY_MS, "computer", "account_erased", "e1f2a3b4" * 4, {"why": "term"}),
    AuditEvent(MONDAY_MS, "operator", "batch_sent", "a" * 32, {"stored": "8"}),
)


def log(count: int = len(_EVENTS), broken_at: int | None = None) -> Log:
    events = [_EVENTS[number % len(_EVENTS)] for number in range(count)]
    lines = [Line(number, event, kind_of(event.action)) for number, event in enumerate(events, 1)]
    return Log(tuple(reversed(lines)), broken_at)


def _filtered(context: Context, _: "Material") -> Page:
    page = LogPage(context, IN_WINDOW, log())
    page.kind.choose("packs")
    page.day.choose(next(iter(page._days)))
    return page


# Staff

_PETRA = Member("9f8e7d6c" * 4, "Petra Jansen", "operator", True, ())
_FIRST = Member("1a2b3c4d" * 4, "", "operator", False, ())
_SAM = Member("5e6f7a8b" * 4, "Sam Oud", "invigilator", False, ())
_KEYS = Member("7c8d9e0f" * 4, "Noor Visser", "auditor", False, ("Blue key", "Key in the safe"))


def _roster(context: Context, here: Member, *, asks: bool = False) -> Page:
    page = RosterPage(context, IN_WINDOW, (_PETRA, _SAM, _KEYS), signed_in(here))
    if asks:
        page.drop_buttons[_SAM.id].click()
    return page


def _member(context: Context, member: Member | None = None, fault: UsageFault | None = None) -> Page:
    page = MemberPage(context, IN_WINDOW, member)
    if fault is not None:
        page.show_fault(fault)
    return page


def _own(context: Context, member: Member, *, new: bool = False) -> Page:
    page = OwnFactorPage(context, IN_WINDOW, member, needs_recovery=not member.security_keys)
    if new:
        uri = "otpauth://totp/Progrez:Petra?secret=JBSWY3DPEHPK3PXP&issuer=Progrez"
        page.show_new_code(uri, qr_matrix(uri))
        page.show_fault(LockedFault("wrong_staff_passphrase"))
    return page


DESK_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "48-duties": lambda c, _: _duties(c, *_SOME, _CLOSED),
    "48-duties-none": lambda c, _: _duties(c),
    "48-duties-closed": lambda c, _: _duties(c, _CLOSED),
    "48-duty": lambda c, _: _duty(c, _SOME[0], account=None),
    "48-duty-known": lambda c, _: _duty(c, standing(5, "access", "open", 12, confirmed=18, identity=1)),
    "48-duty-nobody": lambda c, _: _duty(c, standing(5, "erasure", "open", 12, identity=1), account=False),
    "48-duty-long": lambda c, _: _duty(c, _SOME[0], account=None, note=_LONG),
    "48-duty-how": _nameless,
    "48-duty-erasing": _erasing,
    "48-duty-answer-needed": _refused,
    "48-duty-closed": lambda c, _: _duty(c, _CLOSED),
    "48-duty-authority": lambda c, _: _duty(c, _SOME[2]),
    "48-duty-new": lambda c, _: _new(c),
    "48-duty-new-wrong": lambda c, _: _new(c, UsageFault("email_without_at")),
    "48-duty-new-there": lambda c, _: _new(c, UsageFault("duty_there_already", number="1c07a1e5")),
    "48-duty-new-child": lambda c, _: _new(c, going=_GOING),
    "48-disclosing": lambda c, _: _disclosing(c),
    "48-disclosing-ban": lambda c, _: _disclosing(c, UsageFault("disclosure_ban")),
    "49-packs": lambda c, _: _packs(c, _ships("ends"), on_shelf("chosen"), on_shelf("installed", needed=3)),
    "49-packs-shipped": lambda c, _: _packs(c, _ships("runs")),
    "49-packs-damaged": lambda c, _: _packs(
        c,
        _ships("installed"),
        on_shelf("damaged"),
        on_shelf("installed", version="2.0.0", over=True),
        failure="pack_in_use_damaged",
    ),
    "49-packs-reading": _reading,
    "49-packs-offline": _offline,
    "49-pack-found": lambda c, _: _found(c),
    "49-pack-refused": lambda c, _: _found(c, DataFault("pack_signer_unknown", organisation="a1b2c3d4")),
    "49-pack-unread": lambda c, _: _found(c, DataFault("pack_no_zip"), unread=True),
    "49-pack-many": lambda c, _: _found(
        c, *(DataFault("pack_item_changed", id=f"bf-{number}") for number in range(30)), unread=True
    ),
    "49-offers": lambda c, _: OffersPage(c, IN_WINDOW, [("a" * 32, _BOARD["en"], _OFFERS)]),
    "49-offers-none": lambda c, _: OffersPage(c, IN_WINDOW, [("a" * 32, _BOARD["en"], ())]),
    "49-offers-nobody": lambda c, _: OffersPage(c, IN_WINDOW, []),
    "49b-computer": lambda c, _: _computer(c, HELD),
    "49b-computer-loose": lambda c, _: _computer(c, LOOSE),
    "49b-computer-new": lambda c, _: ComputerPage(c, IN_WINDOW, computer(passphrase=True)),
    "49b-computer-wrong": lambda c, _: ComputerPage(c, IN_WINDOW, computer(behind=True, full=True)),
    "49b-settings": lambda c, _: _settings(c),
    "49b-settings-kept": lambda c, _: _settings(c, "settings_page.kept"),
    "49b-checks": lambda c, _: ChecksPage(c, IN_WINDOW, _WELL, HELD),
    "49b-checks-wrong": lambda c, _: ChecksPage(c, IN_WINDOW, _ILL, LOOSE),
    "49c-log": lambda c, _: LogPage(c, IN_WINDOW, log()),
    "49c-log-long": lambda c, _: LogPage(c, IN_WINDOW, log(200)),
    "49c-log-broken": lambda c, _: LogPage(c, IN_WINDOW, log(broken_at=7)),
    "49c-log-filtered": _filtered,
    "49c-log-empty": lambda c, _: LogPage(c, IN_WINDOW, log(0)),
    "49d-roster": lambda c, _: _roster(c, _PETRA),
    "49d-roster-first": lambda c, _: RosterPage(c, IN_WINDOW, (_FIRST,), signed_in(_FIRST)),
    "49d-roster-auditor": lambda c, _: _roster(c, _KEYS),
    "49d-roster-drop": lambda c, _: _roster(c, _PETRA, asks=True),
    "49d-member-new": lambda c, _: _member(c),
    "49d-member-pin": lambda c, _: _member(c, None, UsageFault("pin_too_simple")),
    "49d-member-renew": lambda c, _: _member(c, _KEYS),
    "49d-own-factor": lambda c, _: _own(c, _FIRST),
    "49d-own-factor-keys": lambda c, _: _own(c, _KEYS),
    "49d-own-factor-new": lambda c, _: _own(c, _FIRST, new=True),
    "49d-trouble": lambda c, _: TroublePage(c, IN_WINDOW, "duties", DataFault("device_damaged", file="device.db")),
}
