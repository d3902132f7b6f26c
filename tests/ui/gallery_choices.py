"""What may leave, withdrawing with a code, and a safe that moves, in every state that a person may meet."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.consent import fields_of, standings
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.release import ENVELOPES, LISTS, envelope
from progrez_desktop.core.release import Material as Told
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services import withdrawing
from progrez_desktop.core.services.my_data import Released
from progrez_desktop.core.services.releasing import Ahead, Obstacle
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.bring_in import BringInPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.moving import MovingPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.withdraw import WithdrawPage
from tests.fakes import MONDAY_MS
from tests.own_details import FILLED
from tests.ui.gallery_rights import mine

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_UNTIL_MS = MONDAY_MS + 28 * 86_400_000


_PASSAGES = {
    "empathy": (
        Passage("disagreement", "I talked with each of them alone and asked […] what worried them most."),
        Passage("setback", "…and then I waited, because […] was not ready to tell it with the others there."),
    ),
    "initiative": (Passage("own-idea", "I wrote a list of what went wrong before anybody asked for one."),),
}


def _grant(purpose: Purpose) -> Grant:
    return Grant(purpose, "o", purpose, fields_of(purpose), MONDAY_MS, _UNTIL_MS, None, "ab" * 32, "en", "1")


def ahead(
    given: "Material", *, withheld: tuple[str, ...] = (), receiver: bool = True, purposes: int = 9, passages: str = ""
) -> Ahead:
    """What somebody with a filled CV would release, or what stands in the way."""
    told = Told(
        given.profile, invented.PERSON, FILLED, passages={"empathy": _PASSAGES["empathy"]} if passages == "some" else {}
    )
    more: tuple[Purpose, ...] = ("excerpts",) if passages else ()
    asked = (*PURPOSES[:purposes], *more)
    found = [envelope(name, [_grant(one) for one in asked], told, withheld) for name in ENVELOPES]
    envelopes = tuple(one for one in found if one.grants)
    obstacle: Obstacle | None = None if receiver else "no_receiver"
    return Ahead(
        given.assessment.organisation,
        obstacle if envelopes else "nothing_allowed",
        envelopes,
        tuple(line.skill_id for line in given.profile.lines),
        LISTS,
        frozenset(withheld),
        None,
        offered=_PASSAGES if passages == "some" else {},
        shared=frozenset({"empathy"} if passages == "some" else ()),
    )


def _release(
    context: Context,
    given: "Material",
    *,
    shown: bool = False,
    sent: bool = False,
    arrived: bool = False,
    **how: Any,
) -> Page:
    page = ReleasePage(context, given.assessment, ahead(given, **how))
    if shown:
        page.bytes_button.click()
    if arrived:
        page.show_ahead(replace(ahead(given, **how), released_ms=MONDAY_MS, arrived_ms=MONDAY_MS + 60_000))
    if sent:
        page.show_ahead(replace(ahead(given, **how), obstacle="sent_already", released_ms=MONDAY_MS))
        page.show_note("release.sent")
    return page


def _withdraw(context: Context, _: "Material", state: withdrawing.State | None = None) -> Page:
    page = WithdrawPage(context)
    if state is None:
        page.show_code_fault("error.withdrawal_code_typing", groups="2, 5")
    else:
        page.show_done(
            withdrawing.Withdrawn(
                "7f" * 16, state, MONDAY_MS, ({"en": "Example Organisation", "nl": "Voorbeeldorganisatie"},)
            )
        )
    return page


def _moving(context: Context, _: "Material") -> Page:
    page = MovingPage(context)
    page.show_saved("My safe.progrez-safe")
    return page


def _bring_in(context: Context, _: "Material", code: str) -> Page:
    page = BringInPage(context)
    page.show_file(Path("My safe.progrez-safe"))
    if code == "recovery_code_typing":
        page.show_code_fault("error.recovery_code_typing", groups="3")
    else:
        page.show_fault(DataFault(code))
    return page


def _elsewhere(context: Context, given: "Material") -> Page:
    """With another organisation that was allowed something before."""
    organisation = given.assessment.organisation
    assert organisation is not None
    other = replace(organisation, id="e" * 32, name={"en": "Another Organisation", "nl": "Een andere organisatie"})
    choices = standings([_grant("profile"), replace(_grant("contact"), withdrawn_ms=MONDAY_MS)], "o", (), MONDAY_MS)
    fields = ("scores", "provenance", "name", "email")
    released = (
        Released(organisation.id, MONDAY_MS, ("scores", "provenance"), None, has_left=False),
        Released(organisation.id, MONDAY_MS, ("texts",), None, has_left=True),
        Released(other.id, MONDAY_MS, fields, MONDAY_MS + 3_600_000, has_left=True),
        Released(organisation.id, MONDAY_MS, ("scores",), None, has_left=True, arrived_ms=MONDAY_MS + 60_000),
        Released(
            other.id,
            MONDAY_MS,
            fields,
            MONDAY_MS + 3_600_000,
            has_left=True,
            erased_ms=MONDAY_MS + 7_200_000,
            backup_days=30,
        ),
    )
    return MyDataPage(
        context, replace(mine(given), others=((other, choices),), released=released), given.assessment.skills
    )


CHOICES_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "17-my-data-elsewhere": _elsewhere,
    "19-release": _release,
    "19-release-withheld": lambda c, m: _release(c, m, withheld=("empathy", "work"), receiver=False),
    "19-release-nothing": lambda c, m: _release(c, m, purposes=0),
    "19-release-passages": lambda c, m: _release(c, m, passages="some"),
    "19-release-no-passages": lambda c, m: _release(c, m, passages="none"),
    "19-release-bytes": lambda c, m: _release(c, m, shown=True),
    "19-release-sent": lambda c, m: _release(c, m, sent=True),
    "19-release-arrived": lambda c, m: _release(c, m, arrived=True),
    "19-withdraw": lambda c, _: WithdrawPage(c),
    "19-withdraw-typing": _withdraw,
    "19-withdraw-done": lambda c, m: _withdraw(c, m, "withdrawn"),
    "19-withdraw-passed-on": lambda c, m: _withdraw(c, m, "passed_on"),
    "19-moving": lambda c, _: MovingPage(c),
    "19-moving-saved": _moving,
    "19-moving-sure": lambda c, _: MessagePage(c, "moving_sure", ("no", "yes"), danger="yes"),
    "19-moving-left": lambda c, _: MessagePage(c, "moving_left", ("back",)),
    "19-bring-in": lambda c, _: BringInPage(c),
    "19-bring-in-typing": lambda c, m: _bring_in(c, m, "recovery_code_typing"),
    "19-bring-in-older": lambda c, m: _bring_in(c, m, "sealed_safe_older"),
}
